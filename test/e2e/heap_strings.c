// What the string functions of the C library allocate is the line's that calls
// them, to the byte.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

__attribute__((profile)) int main(void)
{
    char *whole = strdup("hello");            //@ allocations=1 allocated=6 live=0
    char *part = strndup("hello", 3);         //@ allocations=1 allocated=4 live=4
    char *none = strndup("hello", 0);         //@ allocated=1 increment=1
    wchar_t *wide = wcsdup(L"hello");         //@ allocated=24 increment=24
    char *empty = strdup("");                 //@ allocated=1
    int ok = !strcmp(part, "hel") && !*none && !*empty && wcslen(wide) == 5; //@ allocations=0
    free(wide);                               //@ increment=-24
    free(none);                               //@ increment=-1
    free(empty);                              //@ increment=-1
    free(whole);                              //@ increment=-6
    return ok ? 0 : 1;                        //@ increment=0
}

// CHECK: end exit 0
// CHECK: function main calls=1 net=4
// CHECK: heap allocations=5 frees=4 allocated=36 live=4 peak=36
// CHECK: unattributed allocations=0
