// A block that another thread frees is gone for the line that made it; the
// increments say which thread's line did what.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <pthread.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

static void *blocks[100];

PROFILE static void *drop(void *arg)
{
    for (int i = 0; i < 99; i++)
        free(blocks[i]);        //@ occurrences=99 increment=-990 allocations=0
    return arg;
}

PROFILE static void make(void)
{
    for (int i = 0; i < 100; i++)
        blocks[i] = malloc(10); //@ increment=1000 allocations=100 live=10
}

int main(void)
{
    pthread_t thread;
    make();
    pthread_create(&thread, NULL, drop, NULL);
    pthread_join(thread, NULL);
    return 0;
}

// CHECK: end exit 0
// CHECK: function make calls=1 net=1000
// CHECK: function drop calls=1 net=-990
