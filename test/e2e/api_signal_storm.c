// A signal handler may pause its thread, come back, and name a region, between any
// two instructions of a probe: all of the program's calls are counted.
// RUN: %profpass_cc -O0 -I%source_root/include %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -I%source_root/include %s -o %t && rm -f %t.prof && env PROFPASS_OPTIONS=report=none:output=%t.prof %t && %check --untimed
#include <profpass/profpass.h>
#include <signal.h>
#include <sys/time.h>

#define PROFILE __attribute__((profile, noinline))

enum { N_SIGNALS = 300, N_ROUNDS = 100000 };

static volatile sig_atomic_t n_signals;

PROFILE static void seen(void) {}

PROFILE static void handler(int number)
{
    (void)number;
    if (n_signals == N_SIGNALS)
        return;
    n_signals++;
    profpass_disable_thread();
    seen(); // not seen
    profpass_enable();
    seen();
    profpass_disable();
    profpass_enable_thread();
    profpass_region region = profpass_region_begin("in handler");
    seen();
    profpass_region_end(region);
}

PROFILE static int step(int n)
{
    return n + 1;
}

PROFILE static int twice(int n)
{
    return step(step(n));
}

int main(void)
{
    struct sigaction action = {.sa_handler = handler};
    struct itimerval often = {{0, 200}, {0, 200}}, never = {{0, 0}, {0, 0}};
    int sum = 0;
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &often, NULL);
    for (int i = 0; i < N_ROUNDS; i++)
        sum = twice(sum);
    while (n_signals < N_SIGNALS)
        ;
    setitimer(ITIMER_REAL, &never, NULL);
    return sum == 2 * N_ROUNDS ? 0 : 1;
}

// CHECK: vary when a signal comes
// CHECK: end exit 0
// CHECK: function twice calls=100000
// CHECK: function step calls=200000
// CHECK: function handler calls>=300
// CHECK: function "in handler" calls=300
// CHECK: function seen calls=600
