// A context's stack may be a local array, contexts may start others, jump within
// themselves, and be left for good; setcontext may go back like longjmp.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#include <setjmp.h>
#include <stddef.h>
#include <ucontext.h>

#define PROFILE __attribute__((profile))

static ucontext_t caller, outer, inner, again;
static volatile int n_rounds;

PROFILE static void leaf(void) {}

PROFILE static void jump(jmp_buf spot)
{
    longjmp(spot, 1);
}

PROFILE static void in_inner(void)
{
    jmp_buf spot;
    if (setjmp(spot) == 0)
        jump(spot);
    leaf();
    setcontext(&caller); /* in_inner and in_outer never end */
}

PROFILE static void in_outer(void)
{
    char stack[16384];
    getcontext(&inner);
    inner.uc_stack.ss_sp = stack;
    inner.uc_stack.ss_size = sizeof stack;
    inner.uc_link = NULL;
    makecontext(&inner, in_inner, 0);
    leaf();
    swapcontext(&outer, &inner);
}

PROFILE static void deep(int n)
{
    if (n == 0)
        setcontext(&again);
    deep(n - 1);
}

PROFILE int main(void)
{
    char stack[65536];
    getcontext(&outer);
    outer.uc_stack.ss_sp = stack;
    outer.uc_stack.ss_size = sizeof stack;
    outer.uc_link = NULL;
    makecontext(&outer, in_outer, 0);
    swapcontext(&caller, &outer);
    leaf();
    getcontext(&again);
    if (n_rounds++ < 3)
        deep(5);
    leaf();
    return 0;
}

// CHECK: end exit 0
// CHECK: threads 1
// CHECK: function main calls=1
// CHECK: function in_outer calls=1
// CHECK: function in_inner calls=1
// CHECK: function jump calls=1
// CHECK: function deep calls=18 primitive=3
// CHECK: function leaf calls=4 self=4
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> in_outer calls=1
// CHECK: edge outside -> in_inner calls=1
// CHECK: edge in_outer -> leaf calls=1
// CHECK: edge in_inner -> jump calls=1
// CHECK: edge in_inner -> leaf calls=1
// CHECK: edge main -> deep calls=3
// CHECK: edge deep -> deep calls=15
// CHECK: edge main -> leaf calls=2
