// exit from within an exit handler, and from a destructor: the functions that
// were running are counted, and so is all that runs after.
// RUN: %profpass_cc -O0 %s -o %t
// RUN: %run %t; test $? -eq 9
// RUN: %check
// RUN: %profpass_cc -O2 %s -o %t
// RUN: %run %t; test $? -eq 9
// RUN: %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

PROFILE static void work(void) {}

PROFILE static void leave(int status)
{
    work();
    exit(status);
}

PROFILE static void first_handler(void)
{
    work();
}

PROFILE static void second_handler(void)
{
    leave(8);
}

PROFILE __attribute__((destructor)) static void destructor(void)
{
    work();
    exit(9);
}

PROFILE int main(void)
{
    atexit(first_handler);
    atexit(second_handler);
    leave(7);
    return 0;
}

// CHECK: end exit 9
// CHECK: function main calls=1 primitive=1
// CHECK: function leave calls=2 primitive=1
// CHECK: function first_handler calls=1
// CHECK: function second_handler calls=1
// CHECK: function destructor calls=1
// CHECK: function work calls=4 self=4
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> leave calls=1
// CHECK: edge leave -> work calls=2
// CHECK: edge leave -> second_handler calls=1
// CHECK: edge second_handler -> leave calls=1
// CHECK: edge leave -> first_handler calls=1
// CHECK: edge first_handler -> work calls=1
// CHECK: edge leave -> destructor calls=1
// CHECK: edge destructor -> work calls=1
