// A jump over ten thousand frames closes every one.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#include <setjmp.h>

#define PROFILE __attribute__((profile))

static jmp_buf spot;
static volatile int deepest;

PROFILE static void odd(int n);

PROFILE static void even(int n)
{
    deepest = n;
    if (n == 10000)
        longjmp(spot, 1);
    odd(n + 1);
    deepest = 0;
}

PROFILE static void odd(int n)
{
    even(n + 1);
    deepest = 0;
}

PROFILE static void after(void) {}

__attribute__((noinline)) static void plain(void)
{
    if (setjmp(spot) == 0)
        even(0);
}

PROFILE int main(void)
{
    plain();
    after();
    return deepest == 10000 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1 self=3
// CHECK: function even calls=5001 primitive=1
// CHECK: function odd calls=5000 primitive=1
// CHECK: function after calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> even calls=1
// CHECK: edge even -> odd calls=5000 primitive=1
// CHECK: edge odd -> even calls=5000 primitive=1
// CHECK: edge main -> after calls=1
