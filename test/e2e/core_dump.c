// REQUIRES: core-dump
// What the runtime knows of a hundred thousand blocks makes a core dump hardly
// larger: by less than a mebibyte of data, and four with its holes, however many
// threads there are. The profile knows the signal.
// RUN: rm -rf %t.d && mkdir %t.d && cd %t.d
// RUN: %cc -w -O1 -fno-builtin -pthread %s -o %t.plain && %profpass_cc -O1 -fno-builtin -pthread %s -o %t
// RUN: sh -c "ulimit -c unlimited; %t.plain" >%t.out 2>&1; test $? = 134 && mv core* plain
// RUN: sh -c "ulimit -c unlimited; %run %t" >%t.out 2>&1; test $? = 134 && mv core* with && %check
// RUN: test $(($(du -B1 with | cut -f1) - $(du -B1 plain | cut -f1))) -lt 1048576
// RUN: test $(($(stat -c %%s with) - $(stat -c %%s plain))) -lt 4194304
// RUN: rm with plain
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { BLOCKS = 100000, THREADS = 4 };

__attribute__((profile)) static void *waits(void *argument)
{
    pthread_barrier_wait(argument);
    pause();
    return NULL;
}

__attribute__((profile)) int main(void)
{
    pthread_t thread;
    pthread_barrier_t barrier;
    pthread_barrier_init(&barrier, NULL, THREADS + 1);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&thread, NULL, waits, &barrier);
    pthread_barrier_wait(&barrier);
    void **blocks = malloc(BLOCKS * sizeof *blocks);
    for (int i = 0; i < BLOCKS; i++)
        blocks[i] = malloc(40); //@ allocations=100000 live=4000000
    abort();
}

// CHECK: end signal 6
// CHECK: function main calls=1
// CHECK: function waits calls=4
