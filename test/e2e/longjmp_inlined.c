// A function that the compiler inlines into an uninstrumented caller of setjmp is
// left by its longjmp all the same.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#include <setjmp.h>

#define PROFILE __attribute__((profile))

static jmp_buf spot;

PROFILE static void jumper(void)
{
    longjmp(spot, 1);
}

PROFILE static void after(void) {}

int main(void)
{
    if (setjmp(spot) == 0)
        jumper();
    else
        after();
    after();
    return 0;
}

// CHECK: end exit 0
// CHECK: function jumper calls=1
// CHECK: function after calls=2
// CHECK: edge outside -> jumper calls=1
// CHECK: edge outside -> after calls=2
