// A signal handler that leaves by siglongjmp ends the functions it interrupted,
// on the thread's stack and on a stack of its own, and with handlers nested.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

static sigjmp_buf spot;
static char own_stack[1 << 16];

PROFILE static void after(void) {}

PROFILE static void leave(void)
{
    siglongjmp(spot, 1);
}

PROFILE static void on_usr1(int number)
{
    (void)number;
    leave();
}

PROFILE static void on_usr2(int number)
{
    (void)number;
    raise(SIGUSR1);
}

PROFILE static void work(int number)
{
    raise(number);
}

PROFILE static void attempt(int number)
{
    if (sigsetjmp(spot, 1) == 0)
        work(number);
    after();
}

__attribute__((noinline)) static void plain_attempt(int number)
{
    if (sigsetjmp(spot, 1) == 0)
        work(number);
    after();
}

static void install(int number, void (*handler)(int), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigaction(number, &action, NULL);
}

PROFILE int main(void)
{
    stack_t stack = {.ss_sp = own_stack, .ss_size = sizeof own_stack};
    sigaltstack(&stack, NULL);
    install(SIGUSR1, on_usr1, 0);
    install(SIGUSR2, on_usr2, 0);
    attempt(SIGUSR1);
    attempt(SIGUSR2);
    install(SIGUSR1, on_usr1, SA_ONSTACK);
    attempt(SIGUSR1);
    attempt(SIGUSR2);
    install(SIGUSR2, on_usr2, SA_ONSTACK);
    attempt(SIGUSR2);
    plain_attempt(SIGUSR2);
    after();
    return 0;
}

// CHECK: end exit 0
// CHECK: function main calls=1 self=9
// CHECK: function attempt calls=5
// CHECK: function work calls=6
// CHECK: function on_usr1 calls=6
// CHECK: function on_usr2 calls=4
// CHECK: function leave calls=6
// CHECK: function after calls=7
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> attempt calls=5
// CHECK: edge attempt -> work calls=5
// CHECK: edge main -> work calls=1
// CHECK: edge work -> on_usr1 calls=2
// CHECK: edge work -> on_usr2 calls=4
// CHECK: edge on_usr2 -> on_usr1 calls=4
// CHECK: edge on_usr1 -> leave calls=6
// CHECK: edge attempt -> after calls=5
// CHECK: edge main -> after calls=2
