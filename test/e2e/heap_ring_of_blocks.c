// A window over many blocks: however many come and go, the peak is the window.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

enum { WINDOW = 8, N = 10000 };

static void *ring[WINDOW];

PROFILE static void put(int i)
{
    void **slot = &ring[i % WINDOW];
    free(*slot);              //@ increment=-999200 allocations=0
    *slot = malloc(100);      //@ increment=1000000 live=0 live_at_peak=800
}

PROFILE int main(void)
{
    for (int i = 0; i < N; i++)
        put(i);               //@ occurrences=10000 increment=800 usage=800
    for (int i = 0; i < WINDOW; i++)
        free(ring[i]);        //@ increment=-800
    return 0;
}

// CHECK: end exit 0
// CHECK: function main calls=1 net=0
// CHECK: function put calls=10000 net=800
// CHECK: heap allocations=10000 frees=10000 allocated=1000000 live=0 peak=800
