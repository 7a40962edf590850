// Live bytes at the end name the lines that leak, and only those, also where one
// function is called from a line that leaks and from one that does not.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>
#include <string.h>

#define PROFILE __attribute__((profile))

PROFILE static char *joined(const char *a, const char *b)
{
    char *text = malloc(strlen(a) + strlen(b) + 1); //@ allocated=63 live=35
    strcpy(text, a);                                //@ increment=0 live=0
    return strcat(text, b);
}

PROFILE static void overwritten(void)
{
    char *text = joined("lost", "by");              //@ increment=28 live=0
    text = joined("freed", "x");                    //@ increment=28
    free(text);                                     //@ increment=-28
}

PROFILE static void forgotten(int n)
{
    char *text = strdup("early");                   //@ allocated=60 live=30
    if (n % 2)                                      //@ occurrences=10
        return;                                     //@ occurrences=5
    free(text);                                     //@ increment=-30
}

PROFILE int main(void)
{
    char *kept = joined("abc", "def");              //@ increment=7
    for (int i = 0; i < 10; i++)
        forgotten(i);                               //@ increment=30
    for (int i = 0; i < 4; i++)
        overwritten();                              //@ increment=28
    return strlen(kept) == 6 ? 0 : 1;
}

// joined: 7 bytes for main, 4 * 7 lost and 4 * 7 freed.
// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> joined calls=1
// CHECK: edge main -> forgotten calls=10
// CHECK: edge main -> overwritten calls=4
// CHECK: edge overwritten -> joined calls=8
// CHECK: heap allocations=19 frees=9 allocated=123 live=65
