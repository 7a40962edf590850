// Signals come at any instruction while generators take turns, also between the
// note of a switch and the switch: counts stay exact, nothing is lost.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
#include <ucontext.h>

#define PROFILE __attribute__((profile))

enum { N_GENERATORS = 3, N_SIGNALS = 200, STACK_BYTES = 64 << 10 };

static ucontext_t self[N_GENERATORS], user;
static volatile int current, done;
static volatile sig_atomic_t n_signals;
static volatile unsigned n_turns;

PROFILE static void tick(void)
{
    n_signals++;
}

static void on_alarm(int number)
{
    (void)number;
    if (n_signals < N_SIGNALS)
        tick();
}

PROFILE static void yield(void)
{
    swapcontext(&self[current], &user);
}

PROFILE static void generate(void)
{
    while (!done)
        yield();
}

PROFILE static void take(int which)
{
    current = which;
    n_turns++;
    swapcontext(&user, &self[which]);
}

PROFILE int main(void)
{
    struct itimerval often = {{0, 50}, {0, 50}}, never = {{0, 0}, {0, 0}};
    for (int i = 0; i < N_GENERATORS; i++) {
        getcontext(&self[i]);
        self[i].uc_stack.ss_sp = malloc(STACK_BYTES);
        self[i].uc_stack.ss_size = STACK_BYTES;
        self[i].uc_link = &user;
        makecontext(&self[i], generate, 0);
    }
    signal(SIGALRM, on_alarm);
    setitimer(ITIMER_REAL, &often, NULL);
    while (n_signals < N_SIGNALS || n_turns < 3000)
        take(n_turns % N_GENERATORS);
    setitimer(ITIMER_REAL, &never, NULL);
    done = 1;
    for (int i = 0; i < N_GENERATORS; i++)
        take(i);
    return 0;
}

// CHECK: vary a timer decides how often
// CHECK: end exit 0
// CHECK: threads 1
// CHECK: function main calls=1
// CHECK: function take calls>=3003
// CHECK: function yield calls>=3000
// CHECK: function generate calls=3 primitive=3
// CHECK: function tick calls=200 primitive=200
