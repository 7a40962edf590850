// Memory that lives for a line or a loop's turn leaves no increment, but its
// allocations are counted and the peak has seen it.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>
#include <string.h>

#define PROFILE __attribute__((profile))

static int use(char *text)
{
    int n = (int)strlen(text);
    free(text);
    return n;
}

PROFILE static int turns(const char *text)
{
    int n = 0;
    for (size_t i = 0; i <= strlen(text); i++)    //@ occurrences=12 increment=0
        n += use(strndup(text, i));               //@ allocations=11 allocated=66 increment=0 peak=1011
    return n;
}

PROFILE int main(void)
{
    char *text = strdup("0123456789");            //@ increment=11
    char *large = malloc(989);                    //@ increment=989
    int n = turns(text);                          //@ increment=0 allocations=0 peak=1011
    free(large);
    n += use(strdup(text)) + use(strdup("end"));  //@ allocations=2 allocated=15 peak=22
    free(text);                                   //@ increment=-11 peak=11
    return n == 55 + 13 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1 net=0
// CHECK: function turns calls=1 net=0
// CHECK: heap allocations=15 frees=15 allocated=1081 live=0 peak=1011
