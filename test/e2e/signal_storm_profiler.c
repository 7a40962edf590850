// Another profiler's signal, SIGPROF by processor time, comes at any instruction of
// probes and of the allocator's, in whichever thread runs: counts stay exact, and
// the handler's own calls are counted.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t -pthread && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t -pthread && %run %t && %check
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>

#define PROFILE __attribute__((profile))

enum { THREADS = 3, CALLS = 100000, SAMPLES = 10 };

static int n_signals;

/* Called for the first ten signals of those that come. */
PROFILE static void sampled(void)
{
    __asm__ volatile("");
}

static void on_profile(int number)
{
    (void)number;
    if (__atomic_add_fetch(&n_signals, 1, __ATOMIC_RELAXED) <= SAMPLES)
        sampled();
}

PROFILE __attribute__((noinline)) static void work(size_t n_bytes)
{
    void *block = malloc(n_bytes);
    block = realloc(block, 2 * n_bytes);
    free(block);
}

PROFILE static void *worker(void *argument)
{
    for (int i = 0; i < CALLS; i++)
        work(50);
    return argument;
}

int main(void)
{
    struct itimerval often = {{0, 1000}, {0, 1000}}, never = {{0, 0}, {0, 0}};
    struct sigaction action = {.sa_handler = on_profile, .sa_flags = SA_RESTART};
    pthread_t threads[THREADS];
    sigaction(SIGPROF, &action, NULL);
    setitimer(ITIMER_PROF, &often, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, worker, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    while (__atomic_load_n(&n_signals, __ATOMIC_RELAXED) < SAMPLES)
        continue;
    setitimer(ITIMER_PROF, &never, NULL);
    return 0;
}

// CHECK: vary whom a signal interrupts
// CHECK: end exit 0
// CHECK: function worker calls=3 net=0
// CHECK: function work calls=300000
// CHECK: function sampled calls=10
// CHECK: heap allocations>=600000
