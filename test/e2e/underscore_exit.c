// _exit runs no handler, and yet nothing is lost.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t
// RUN: %run %t; test $? -eq 4
// RUN: %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t
// RUN: %run %t; test $? -eq 4
// RUN: %check
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

PROFILE static void work(void) {} //@ occurrences=1000

PROFILE static void leave(void)
{
    char *kept = malloc(100); //@ allocations=1 live=100 increment=100
    kept[0] = 0;
    _exit(4);
}

PROFILE int main(void)
{
    for (int i = 0; i < 1000; i++) //@ occurrences=1001
        work();                    //@ occurrences=1000
    leave();
    return 0; //@ occurrences=0
}

// CHECK: end exit 4
// CHECK: function main calls=1 primitive=1
// CHECK: function work calls=1000 total=1000
// CHECK: function leave calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> work calls=1000
// CHECK: edge main -> leave calls=1
// CHECK: heap allocations=1 frees=0 allocated=100 live=100 peak=100
