// A signal handler may be instrumented, may allocate, and may leave by
// siglongjmp.
// RUN: %profpass_cc -O0 -fno-builtin-malloc %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin-malloc %s -o %t && %run %t && %check
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

static sigjmp_buf spot;

PROFILE static void on_usr1(int number)
{
    (void)number;
    free(malloc(8)); //@ occurrences=11 allocations=11 allocated=88 increment=0
}

PROFILE static void on_usr2(int number)
{
    (void)number;
    siglongjmp(spot, 1);
}

PROFILE static void work(void)
{
    raise(SIGUSR1);
}

PROFILE static void work_and_leave(void)
{
    raise(SIGUSR2);
}

PROFILE int main(void)
{
    signal(SIGUSR1, on_usr1);
    signal(SIGUSR2, on_usr2);
    for (int i = 0; i < 10; i++)
        work();
    if (sigsetjmp(spot, 1) == 0)
        work_and_leave();
    work();
    return 0;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function work calls=11
// CHECK: function work_and_leave calls=1
// CHECK: function on_usr1 calls=11
// CHECK: function on_usr2 calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> work calls=11
// CHECK: edge main -> work_and_leave calls=1
// CHECK: edge work -> on_usr1 calls=11
// CHECK: edge work_and_leave -> on_usr2 calls=1
