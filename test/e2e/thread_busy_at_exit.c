// A thread that is busy when the program ends keeps its counts; only the time of
// its open calls is not known.
// RUN: %profpass_cc -O0 -pthread %s -o %t && %run %t && %check --untimed
// RUN: %profpass_cc -O2 -pthread %s -o %t && %run %t && %check --untimed
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

#define PROFILE __attribute__((profile))

static sem_t ready;
static volatile unsigned long n_turns;

PROFILE static void work(void) {}

PROFILE static void spins(void)
{
    work();
    sem_post(&ready);
    for (;;)
        n_turns++;
}

PROFILE static void *worker(void *arg)
{
    spins();
    return arg;
}

PROFILE int main(void)
{
    pthread_t thread;
    sem_init(&ready, 0, 0);
    pthread_create(&thread, NULL, worker, NULL);
    sem_wait(&ready);
    return 0;
}

// CHECK: vary a thread spins until the program ends
// CHECK: end exit 0
// CHECK: threads 2
// CHECK: function main calls=1 self=1
// CHECK: function worker calls=1
// CHECK: function spins calls=1
// CHECK: function work calls=1 self=1
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> worker calls=1
// CHECK: edge worker -> spins calls=1
// CHECK: edge spins -> work calls=1
