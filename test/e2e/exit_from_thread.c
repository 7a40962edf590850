// exit in a thread ends them all: of those that are asleep the open calls have
// their time, of the one that leaves too.
// RUN: %profpass_cc -O0 -pthread %s -o %t
// RUN: %run %t; test $? -eq 4
// RUN: %check
// RUN: %profpass_cc -O2 -pthread %s -o %t
// RUN: %run %t; test $? -eq 4
// RUN: %check
#define _GNU_SOURCE
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

static sem_t asleep;

PROFILE static void work(void) {}

PROFILE static void sleeps(void)
{
    work();
    sem_post(&asleep);
    for (;;)
        pause();
}

PROFILE static void *sleeper(void *arg)
{
    sleeps();
    return arg;
}

PROFILE static void leaves(void)
{
    work();
    exit(4);
}

PROFILE static void *leaver(void *arg)
{
    leaves();
    return arg;
}

PROFILE int main(void)
{
    pthread_t threads[3];
    sem_init(&asleep, 0, 0);
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, sleeper, NULL);
    for (int i = 0; i < 2; i++)
        sem_wait(&asleep);
    usleep(20000); /* they have posted: let them fall asleep */
    pthread_create(&threads[2], NULL, leaver, NULL);
    pthread_join(threads[2], NULL);
    return 0;
}

// CHECK: end exit 4
// CHECK: threads 4
// CHECK: function main calls=1 self=1 total=1
// CHECK: function sleeper calls=2 self=2 total=8
// CHECK: function sleeps calls=2 self=4 total=6
// CHECK: function leaver calls=1 total=4
// CHECK: function leaves calls=1 total=3
// CHECK: function work calls=3 self=3
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> sleeper calls=2
// CHECK: edge sleeper -> sleeps calls=2
// CHECK: edge sleeps -> work calls=2
// CHECK: edge outside -> leaver calls=1
// CHECK: edge leaver -> leaves calls=1
// CHECK: edge leaves -> work calls=1
