// A thread that goes on after main has left is recorded to its end.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#include <pthread.h>

#define PROFILE __attribute__((profile))

static pthread_t main_thread;

PROFILE static void leaf(void) {}

PROFILE static void *worker(void *arg)
{
    pthread_join(main_thread, NULL);
    for (int i = 0; i < 100; i++)
        leaf();
    return arg;
}

PROFILE int main(void)
{
    pthread_t thread;
    main_thread = pthread_self();
    pthread_create(&thread, NULL, worker, NULL);
    pthread_detach(thread);
    pthread_exit(NULL);
}

// CHECK: end exit 0
// CHECK: threads 2
// CHECK: function main calls=1
// CHECK: function worker calls=1
// CHECK: function leaf calls=100
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> worker calls=1
// CHECK: edge worker -> leaf calls=100
