// longjmp out of several frames closes them all, whether the function that
// called setjmp is instrumented or not.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#include <setjmp.h>

#define PROFILE __attribute__((profile))

static jmp_buf spot;

PROFILE static void deep(int n)
{
    if (n == 0)
        longjmp(spot, 1);
    deep(n - 1);
}

PROFILE static void after(void) {}

PROFILE static void marked_catcher(void)
{
    if (setjmp(spot) == 0)
        deep(3);
    else
        after();
}

__attribute__((noinline)) static void plain_catcher(void)
{
    if (setjmp(spot) == 0)
        deep(2);
    else
        after();
}

PROFILE int main(void)
{
    marked_catcher();
    plain_catcher();
    after();
    return 0;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function marked_catcher calls=1
// CHECK: function deep calls=7 primitive=2
// CHECK: function after calls=3
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> marked_catcher calls=1
// CHECK: edge marked_catcher -> deep calls=1
// CHECK: edge deep -> deep calls=5 primitive=2
// CHECK: edge marked_catcher -> after calls=1
// CHECK: edge main -> deep calls=1
// CHECK: edge main -> after calls=2
