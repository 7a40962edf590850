// Threads count for themselves: no call is lost or counted twice, and recursion
// in one thread is none of another's business.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#include <pthread.h>

#define PROFILE __attribute__((profile))

enum { N_THREADS = 4, N_CALLS = 1000 };

PROFILE static void leaf(void) {}

PROFILE static void *worker(void *arg)
{
    for (int i = 0; i < N_CALLS; i++) //@ occurrences=4004
        leaf();                       //@ occurrences=4000
    return arg;                       //@ occurrences=4
}

PROFILE int main(void)
{
    pthread_t threads[N_THREADS];
    for (int i = 0; i < N_THREADS; i++)
        pthread_create(&threads[i], NULL, worker, NULL);
    for (int i = 0; i < N_THREADS; i++)
        pthread_join(threads[i], NULL);
    return 0;
}

// A worker's clock steps 2 * 1000 times between its two readings.
// CHECK: end exit 0
// CHECK: threads 5
// CHECK: function main calls=1 total=1
// CHECK: function worker calls=4 primitive=4 total=8004 self=4004
// CHECK: function leaf calls=4000 primitive=4000 total=4000 self=4000
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> worker calls=4 total=8004
// CHECK: edge worker -> leaf calls=4000 total=4000
