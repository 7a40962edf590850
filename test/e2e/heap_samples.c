// A thread samples the heap after each of its first 1024 operations, then after
// every second one, and so on; the fast way and the general one do it alike.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <pthread.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile, noinline))

PROFILE static void work(int n, size_t n_bytes)
{
    for (int i = 0; i < n; i++) {
        char *volatile block = malloc(n_bytes); //@ allocations=2500 temporaries=2500 lifetime_events=2500
        free(block);
    }
}

static void *run(void *unused)
{
    work(1000, 1000000);
    return unused;
}

PROFILE int main(void)
{
    pthread_t thread;
    work(1500, 1000); // 3000 operations: 1024 samples, and each second one of 1976
    if (pthread_create(&thread, NULL, run, NULL) != 0)
        return 1;
    pthread_join(thread, NULL); // 2000: 1024, and 488
    return 0;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function work calls=2 rise=1000000
// CHECK: site heap work 13 allocations=2500 max=1001000 max_blocks=2
// CHECK: points n=3524 sum=512512000 most=1000000
