// A pause spans stacks: who is disabled on one stack may be enabled on another, and
// what was open on each goes on there.
// RUN: %profpass_cc -O0 -I%source_root/include %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -I%source_root/include %s -o %t && %run %t && %check
#include <profpass/profpass.h>
#include <signal.h>
#include <stdlib.h>
#include <ucontext.h>

#define PROFILE __attribute__((profile, noinline))

enum { STACK_BYTES = 64 << 10 };

static ucontext_t program, fibre;
static char stack[STACK_BYTES], signal_stack[STACK_BYTES];

PROFILE static void leaf(void) {}

PROFILE static void begun_in_fibre(void)
{
    leaf();
    profpass_disable();
    leaf(); // not seen
    swapcontext(&fibre, &program);
    leaf(); // seen: enabled by main
    profpass_disable();
    swapcontext(&fibre, &program);
    profpass_enable();
    leaf();
}

PROFILE static void handler(int number)
{
    (void)number;
    profpass_enable();
    leaf();
}

PROFILE static void go_on(void)
{
    swapcontext(&program, &fibre);
}

PROFILE int main(void)
{
    stack_t set = {.ss_sp = signal_stack, .ss_size = STACK_BYTES};
    struct sigaction action = {.sa_flags = SA_ONSTACK, .sa_handler = handler};
    sigaltstack(&set, NULL);
    sigaction(SIGUSR1, &action, NULL);
    getcontext(&fibre);
    fibre.uc_stack.ss_sp = stack;
    fibre.uc_stack.ss_size = STACK_BYTES;
    fibre.uc_link = &program;
    makecontext(&fibre, begun_in_fibre, 0);
    go_on();
    leaf(); // not seen
    profpass_enable();
    leaf();
    go_on();
    leaf(); // not seen
    go_on(); // not seen; enables
    leaf();
    profpass_disable();
    leaf(); // not seen
    raise(SIGUSR1);
    leaf();
    return 0;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function go_on calls=2
// CHECK: function begun_in_fibre calls=1
// CHECK: function leaf calls=7
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> begun_in_fibre calls=1
// CHECK: edge main -> go_on calls=2
// CHECK: edge begun_in_fibre -> leaf calls=3
// CHECK: edge main -> leaf calls=4
