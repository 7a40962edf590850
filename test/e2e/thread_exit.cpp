// pthread_exit unwinds C++ frames: destructors run in the function that owns the
// object, and catch (...) that passes it on sees it.
// RUN: %profpass_cxx -O0 -pthread %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -pthread %s -o %t && %run %t && %check
#include <pthread.h>

#define PROFILE __attribute__((profile))

struct Guard {
    PROFILE ~Guard();
};
Guard::~Guard() {}

PROFILE static void seen() {}

PROFILE static void leave()
{
    pthread_exit(nullptr);
}

PROFILE static void middle()
{
    Guard guard;
    try {
        leave();
    } catch (...) {
        seen();
        throw;
    }
}

PROFILE static void *worker(void *arg)
{
    Guard guard;
    middle();
    return arg;
}

PROFILE int main()
{
    pthread_t thread;
    pthread_create(&thread, nullptr, worker, nullptr);
    pthread_join(thread, nullptr);
}

// CHECK: end exit 0
// CHECK: threads 2
// CHECK: function main calls=1
// CHECK: function "worker(void*)" calls=1
// CHECK: function "middle()" calls=1
// CHECK: function "leave()" calls=1
// CHECK: function "seen()" calls=1
// CHECK: function "Guard::~Guard()" calls=2
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> "worker(void*)" calls=1
// CHECK: edge "worker(void*)" -> "middle()" calls=1
// CHECK: edge "middle()" -> "leave()" calls=1
// CHECK: edge "middle()" -> "seen()" calls=1
// CHECK: edge "middle()" -> "Guard::~Guard()" calls=1
// CHECK: edge "worker(void*)" -> "Guard::~Guard()" calls=1
