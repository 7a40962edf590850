// Signals that come at any instruction, between a probe's own too, upset
// neither counts nor the shadow stack.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>

#define PROFILE __attribute__((profile))

enum { N_SIGNALS = 200 };

static volatile sig_atomic_t n_signals;

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

PROFILE static void leaf(void) {}

PROFILE static void middle(void)
{
    leaf();
    leaf();
}

PROFILE static void busy(void)
{
    while (n_signals < N_SIGNALS)
        middle();
}

PROFILE int main(void)
{
    struct itimerval often = {{0, 50}, {0, 50}}, never = {{0, 0}, {0, 0}};
    signal(SIGALRM, on_alarm);
    setitimer(ITIMER_REAL, &often, NULL);
    busy();
    setitimer(ITIMER_REAL, &never, NULL);
    for (int i = 0; i < 1000; i++)
        leaf();
    return 0;
}

// check.py's laws do the rest: calls are the sum of the edges, self times add
// up, entries are exits plus unwound plus open.
// CHECK: vary a timer decides how often
// CHECK: end exit 0
// CHECK: function main calls=1 primitive=1
// CHECK: function busy calls=1
// CHECK: function middle calls>=1
// CHECK: function leaf calls>=1002
// CHECK: function tick calls=200 primitive=200
// CHECK: loss exits=0
