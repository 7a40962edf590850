// pthread_exit and thrd_exit leave a thread from deep inside: every function that
// they leave ends, and cleanup handlers run in the one that pushed them.
// RUN: %profpass_cc -O0 -pthread %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -pthread %s -o %t && %run %t && %check
#include <pthread.h>
#include <stddef.h>
#include <threads.h>

#define PROFILE __attribute__((profile))

PROFILE static void clean(void *unused)
{
    (void)unused;
}

PROFILE static void leave(void)
{
    pthread_exit(NULL);
}

PROFILE static void middle(void)
{
    pthread_cleanup_push(clean, NULL);
    leave();
    pthread_cleanup_pop(0);
}

PROFILE static void *worker(void *arg)
{
    middle();
    return arg;
}

PROFILE static void leave_c11(void)
{
    thrd_exit(5);
}

PROFILE static int worker_c11(void *arg)
{
    (void)arg;
    leave_c11();
    return 0;
}

PROFILE int main(void)
{
    pthread_t thread;
    thrd_t c11;
    int result = 0;
    for (int i = 0; i < 3; i++) {
        pthread_create(&thread, NULL, worker, NULL);
        pthread_join(thread, NULL);
    }
    if (thrd_create(&c11, worker_c11, NULL) == thrd_success)
        thrd_join(c11, &result);
    return result == 5 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: threads 5
// CHECK: function main calls=1
// CHECK: function worker calls=3 primitive=3
// CHECK: function middle calls=3
// CHECK: function leave calls=3
// CHECK: function clean calls=3 self=3
// CHECK: function worker_c11 calls=1
// CHECK: function leave_c11 calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> worker calls=3
// CHECK: edge worker -> middle calls=3
// CHECK: edge middle -> leave calls=3
// CHECK: edge middle -> clean calls=3
// CHECK: edge outside -> worker_c11 calls=1
// CHECK: edge worker_c11 -> leave_c11 calls=1
