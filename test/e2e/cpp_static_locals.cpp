// A static local is built by the first call that comes to it, one per thread if
// it is thread_local; inline variables once for the program.
// RUN: %profpass_cxx -std=c++17 -O0 %s -o %t -pthread && %run %t && %check
// RUN: %profpass_cxx -std=c++17 -O2 %s -o %t -pthread && %run %t && %check
#include <pthread.h>

#define PROFILE __attribute__((profile))

struct Counter {
    PROFILE explicit Counter(int n) : n(n) {}
    PROFILE ~Counter() {}
    int n;
};

PROFILE static int begin()
{
    return 100;
}

inline Counter everywhere(begin());

PROFILE static int next()
{
    static Counter counter(begin());     //@ occurrences=8
    return counter.n++;                  //@ occurrences=8
}

PROFILE static int next_here()
{
    thread_local Counter counter(0);     //@ occurrences=8
    return ++counter.n;                  //@ occurrences=8
}

PROFILE static void *worker(void *arg)
{
    int last = 0;
    for (int i = 0; i < 4; i++) {
        next();
        last = next_here();
    }
    return last == 4 ? arg : nullptr;
}

PROFILE int main()
{
    int n_right = everywhere.n - 100;
    for (int i = 0; i < 2; i++) {
        pthread_t thread;
        void *result;
        pthread_create(&thread, nullptr, worker, &n_right);
        pthread_join(thread, &result);
        n_right += result != nullptr;
    }
    return n_right == 2 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: threads 3
// CHECK: edge outside -> "begin()" calls=1
// CHECK: edge outside -> "Counter::Counter(int)" calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> "worker(void*)" calls=2
// CHECK: edge "worker(void*)" -> "next()" calls=8
// CHECK: edge "next()" -> "begin()" calls=1
// CHECK: edge "next()" -> "Counter::Counter(int)" calls=1
// CHECK: edge "worker(void*)" -> "next_here()" calls=8
// CHECK: edge "next_here()" -> "Counter::Counter(int)" calls=2
// CHECK: edge outside -> "Counter::~Counter()" calls=4
