// A timer of each thread's interrupts probes on a stack of its own, while the
// thread jumps and returns: counts stay exact.
// RUN: %profpass_cc -O0 -pthread %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -pthread %s -o %t && %run %t && %check
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

enum { N_SIGNALS = 200, N_THREADS = 2 };

static _Thread_local volatile sig_atomic_t n_signals;
static _Thread_local volatile int n_turns;
static char stacks[N_THREADS][1 << 16];

PROFILE static void deeper(void) {}

PROFILE static void tick(void)
{
    deeper();
}

static void on_timer(int number)
{
    (void)number;
    if (n_signals < N_SIGNALS) {
        n_signals++;
        tick();
    }
}

PROFILE static void jump(jmp_buf spot)
{
    longjmp(spot, 1);
}

PROFILE static void leaf(void) {}

PROFILE static void turn(void)
{
    jmp_buf spot;
    if (setjmp(spot) == 0)
        jump(spot);
    leaf();
}

PROFILE static void *worker(void *stack)
{
    stack_t own = {.ss_sp = stack, .ss_size = sizeof stacks[0]};
    sigaltstack(&own, NULL);
    struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID,
                             .sigev_signo = SIGRTMIN};
    event._sigev_un._tid = (pid_t)syscall(SYS_gettid);
    timer_t timer;
    timer_create(CLOCK_MONOTONIC, &event, &timer);
    struct itimerspec often = {{0, 30000}, {0, 30000}};
    timer_settime(timer, 0, &often, NULL);
    while (n_signals < N_SIGNALS || n_turns < 1000) {
        if (n_turns < 1000) {
            turn();
            n_turns++;
        } else {
            leaf();
        }
    }
    timer_delete(timer);
    own.ss_flags = SS_DISABLE;
    sigaltstack(&own, NULL);
    return NULL;
}

PROFILE int main(void)
{
    pthread_t threads[N_THREADS];
    struct sigaction action = {.sa_handler = on_timer,
                               .sa_flags = SA_ONSTACK | SA_RESTART};
    sigaction(SIGRTMIN, &action, NULL);
    for (int i = 0; i < N_THREADS; i++)
        pthread_create(&threads[i], NULL, worker, stacks[i]);
    for (int i = 0; i < N_THREADS; i++)
        pthread_join(threads[i], NULL);
    return 0;
}

// CHECK: vary its signals come when they come
// CHECK: end exit 0
// CHECK: threads 3
// CHECK: function main calls=1
// CHECK: function worker calls=2
// CHECK: function turn calls=2000
// CHECK: function jump calls=2000
// CHECK: function leaf calls>=2000
// CHECK: function tick calls=400
// CHECK: function deeper calls=400
