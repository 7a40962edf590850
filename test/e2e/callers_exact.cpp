// The times of mutual recursion that ends in an exception, by caller: in the
// first thread and in others, which each have a recursion of their own.
// RUN: %profpass_cxx -O0 %s -o %t -pthread && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t -pthread && %run %t && %check
#include <pthread.h>

#define PROFILE __attribute__((profile))

PROFILE static void pong(int n);

PROFILE static void ping(int n)
{
    if (n == 0)
        throw n;
    pong(n - 1);
}

PROFILE static void pong(int n)
{
    ping(n);
}

PROFILE static void after() {}

PROFILE static void tried()
{
    try {
        ping(2);
    } catch (int) {
        after();
    }
}

PROFILE static void *worker(void *arg)
{
    tried();
    return arg;
}

PROFILE int main()
{
    tried();
    for (int i = 0; i < 2; i++) {
        pthread_t thread;
        pthread_create(&thread, nullptr, worker, nullptr);
        pthread_join(thread, nullptr);
    }
    return 0;
}

// A thread's clock steps at each entry and exit: ping(2) takes 9, pong(1) below
// it 7, then 5, 3, and the throwing ping(0) 1. Only the outermost count for the
// totals: of functions, and of each pair of caller and callee.
// CHECK: end exit 0
// CHECK: threads 3
// CHECK: function "ping(int)" calls=9 primitive=3 self=15 total=27
// CHECK: function "pong(int)" calls=6 primitive=3 self=12 total=21
// CHECK: function "tried()" calls=3 primitive=3 self=9 total=39
// CHECK: function "after()" calls=3 primitive=3 self=3 total=3
// CHECK: function "worker(void*)" calls=2 primitive=2 self=4 total=30
// CHECK: function main calls=1 self=2 total=15
// CHECK: edge outside -> main calls=1 total=15
// CHECK: edge outside -> "worker(void*)" calls=2 self=4 total=30
// CHECK: edge main -> "tried()" calls=1 self=3 total=13
// CHECK: edge "worker(void*)" -> "tried()" calls=2 self=6 total=26
// CHECK: edge "tried()" -> "ping(int)" calls=3 primitive=3 self=6 total=27
// CHECK: edge "ping(int)" -> "pong(int)" calls=6 primitive=3 self=12 total=21
// CHECK: edge "pong(int)" -> "ping(int)" calls=6 primitive=3 self=9 total=15
// CHECK: edge "tried()" -> "after()" calls=3 primitive=3 self=3 total=3
