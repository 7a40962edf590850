// A thread cancelled at a cancellation point, or at any instruction, ends with all
// its functions; its cleanup handlers run.
// RUN: %profpass_cc -O0 -pthread %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -pthread %s -o %t && %run %t && %check
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

static sem_t ready;
static volatile unsigned long n_turns;

PROFILE static void clean(void *unused)
{
    (void)unused;
}

PROFILE static void waits(void)
{
    sem_post(&ready);
    for (;;)
        pause();
}

PROFILE static void spins(void)
{
    pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
    sem_post(&ready);
    for (;;)
        n_turns++;
}

PROFILE static void *deferred(void *arg)
{
    pthread_cleanup_push(clean, NULL);
    waits();
    pthread_cleanup_pop(0);
    return arg;
}

PROFILE static void *asynchronous(void *arg)
{
    pthread_cleanup_push(clean, NULL);
    spins();
    pthread_cleanup_pop(0);
    return arg;
}

PROFILE static void run(void *(*start)(void *))
{
    pthread_t thread;
    pthread_create(&thread, NULL, start, NULL);
    sem_wait(&ready);
    pthread_cancel(thread);
    pthread_join(thread, NULL);
}

PROFILE int main(void)
{
    sem_init(&ready, 0, 0);
    for (int i = 0; i < 2; i++)
        run(deferred);
    for (int i = 0; i < 3; i++)
        run(asynchronous);
    return 0;
}

// CHECK: vary a thread spins until it is cancelled
// CHECK: end exit 0
// CHECK: threads 6
// CHECK: function main calls=1 self=6
// CHECK: function run calls=5 self=5
// CHECK: function deferred calls=2
// CHECK: function asynchronous calls=3
// CHECK: function waits calls=2
// CHECK: function spins calls=3
// CHECK: function clean calls=5 self=5
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> run calls=5
// CHECK: edge outside -> deferred calls=2
// CHECK: edge deferred -> waits calls=2
// CHECK: edge deferred -> clean calls=2
// CHECK: edge outside -> asynchronous calls=3
// CHECK: edge asynchronous -> spins calls=3
// CHECK: edge asynchronous -> clean calls=3
