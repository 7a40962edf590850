/* signal_storm.c - a handler full of probes interrupts probes
 *
 * Whatever it interrupts, no call is lost and the laws of the profile hold.
 */
// OPTIONS: clock=monotonic:report=none
// EXPECT: function work … calls=3000000 … returns=3000000 unwound=0 open=0
// ABSENT: loss
// STDOUT: as many
#define _GNU_SOURCE
#include <signal.h>
#include <sys/time.h>

#include "probes.h"

FUNCTIONS(FUNCTION(work, 1, 2), FUNCTION(handler, 3, 4), FUNCTION(nested, 5, 6))

static volatile unsigned n_handled;

static void nested(void)
{
    ENTER(2);
    EXIT();
}

static void handler(int signal)
{
    (void)signal;
    ENTER(1);
    nested();
    n_handled++;
    nested();
    EXIT();
}

static void work(void)
{
    ENTER(0);
    EXIT();
}

int main(void)
{
    attach();
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigaction(SIGALRM, &action, NULL);
    struct itimerval often = {{0, 50}, {0, 50}}, never = {{0, 0}, {0, 0}};
    setitimer(ITIMER_REAL, &often, NULL);
    for (int i = 0; i < 3000000; i++)
        work();
    setitimer(ITIMER_REAL, &never, NULL);
    unsigned handled = n_handled;
    printf(handled > 100 ? "as many as wanted\n" : "only %u\n", handled);
    return 0;
}
