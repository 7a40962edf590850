// An exception caught in one thread and thrown again in another closes the frames
// of each thread where it passes.
// RUN: %profpass_cxx -O0 -pthread %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -pthread %s -o %t && %run %t && %check
#include <exception>
#include <thread>

#define PROFILE __attribute__((profile))

static std::exception_ptr carried;

PROFILE static void thrower()
{
    throw 42;
}

PROFILE static void after() {}

PROFILE static void worker()
{
    try {
        thrower();
    } catch (...) {
        carried = std::current_exception();
    }
    after();
}

PROFILE static void receiver()
{
    std::rethrow_exception(carried);
}

PROFILE int main()
{
    std::thread(worker).join();
    int caught = 0;
    try {
        receiver();
    } catch (int n) {
        caught = n;
    }
    after();
    carried = nullptr;
    return caught == 42 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: threads 2
// CHECK: function main calls=1 self=3 total=5
// CHECK: function "worker()" calls=1 self=3 total=5
// CHECK: function "thrower()" calls=1 self=1
// CHECK: function "receiver()" calls=1 self=1
// CHECK: function "after()" calls=2 self=2
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> "worker()" calls=1
// CHECK: edge "worker()" -> "thrower()" calls=1
// CHECK: edge "worker()" -> "after()" calls=1
// CHECK: edge main -> "receiver()" calls=1
// CHECK: edge main -> "after()" calls=1
