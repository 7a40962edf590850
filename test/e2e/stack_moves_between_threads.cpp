// A context may begin in one thread and go on in another; exceptions stay on its
// stack; one that never ends is open at the end.
// RUN: %profpass_cxx -O0 -pthread %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -pthread %s -o %t && %run %t && %check
#include <cstdlib>
#include <thread>
#include <ucontext.h>

#define PROFILE __attribute__((profile))

static const int n_values = 6;
static ucontext_t generator, user;
static int value;

PROFILE static void fail(int n)
{
    throw n;
}

PROFILE static void yield(int n)
{
    value = n;
    swapcontext(&generator, &user);
}

PROFILE static void produce()
{
    for (int i = 0;; i++) {
        try {
            fail(i);
        } catch (int n) {
            yield(n);
        }
    }
}

PROFILE static int next()
{
    swapcontext(&user, &generator);
    return value;
}

static int sum;

PROFILE static void worker()
{
    sum += next();
}

PROFILE int main()
{
    const size_t n_bytes = 256 << 10;
    getcontext(&generator);
    generator.uc_stack.ss_sp = std::malloc(n_bytes);
    generator.uc_stack.ss_size = n_bytes;
    generator.uc_link = nullptr;
    makecontext(&generator, produce, 0);
    for (int i = 0; i < n_values; i += 2) {
        sum += next();
        std::thread(worker).join();
    }
    return sum == 15 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: threads 4
// CHECK: function main calls=1
// CHECK: function "worker()" calls=3
// CHECK: function "next()" calls=6
// CHECK: function "produce()" calls=1
// CHECK: function "yield(int)" calls=6
// CHECK: function "fail(int)" calls=6
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> "worker()" calls=3
// CHECK: edge outside -> "produce()" calls=1
// CHECK: edge main -> "next()" calls=3
// CHECK: edge "worker()" -> "next()" calls=3
// CHECK: edge "produce()" -> "fail(int)" calls=6
// CHECK: edge "produce()" -> "yield(int)" calls=6
