// Each stretch of a coroutine up to a suspension is a call by whoever started or resumed it;
// being destroyed is none, and its frame is charged to the line that makes it.
// RUN: %profpass_cxx -std=c++20 -O0 %s -o %t 2>%t.err && %run %t && %check
// RUN: %not grep profile %t.err
// RUN: %profpass_cxx -std=c++20 -O2 %s -o %t && %run %t && %check
#include <coroutine>
#include <cstdlib>
#include <exception>

#define PROFILE __attribute__((profile))

struct Generator {
    struct promise_type {
        int value = 0;
        /* What a compiler keeps in a frame is its own affair. */
        static void *operator new(std::size_t)
        {
            return std::malloc(256);
        }
        static void operator delete(void *frame)
        {
            std::free(frame);
        }
        Generator get_return_object()
        {
            return {std::coroutine_handle<promise_type>::from_promise(*this)};
        }
        std::suspend_always initial_suspend()
        {
            return {};
        }
        std::suspend_always final_suspend() noexcept
        {
            return {};
        }
        std::suspend_always yield_value(int n)
        {
            value = n;
            return {};
        }
        void return_void() {}
        void unhandled_exception()
        {
            std::terminate();
        }
    };
    std::coroutine_handle<promise_type> handle;
};

PROFILE static int square(int n)
{
    return n * n;
}

PROFILE static Generator squares(int n)
{
    for (int i = 1; i <= n; i++)
        co_yield square(i);
}

PROFILE static int next(const Generator &generator)
{
    generator.handle.resume();
    return generator.handle.promise().value;
}

__attribute__((noinline)) static Generator make(int n)
{
    return squares(n);
}

PROFILE static Generator start()
{
    return make(4); //@ occurrences=1 allocations=1
}

PROFILE int main()
{
    Generator generator = start();
    int sum = 0;
    for (int i = 0; i < 4; i++)
        sum += next(generator); //@ occurrences=4
    generator.handle.destroy();
    return sum == 30 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: heap allocations=1 live=0
// CHECK: function main calls=1 self=6
// CHECK: function "start()" calls=1
// CHECK: function "next(Generator const&)" calls=4 self=8
// CHECK: function "square(int)" calls=4 self=4
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "start()" calls=1
// CHECK: edge main -> "next(Generator const&)" calls=4
// CHECK: function "squares(int)" calls=5
// CHECK: edge "start()" -> "squares(int)" calls=1
// CHECK: edge "next(Generator const&)" -> "squares(int)" calls=4
// CHECK: edge "squares(int)" -> "square(int)" calls=4
