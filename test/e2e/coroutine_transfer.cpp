// Coroutines that resume one another without end need no stack for it, profiled or not.
// RUN: %profpass_cxx -std=c++20 -O2 %s -o %t && %run %t && %check
// UNSUPPORTED: clang-14
// Clang 14 overflows the stack by itself, above -O0.
#include <coroutine>
#include <cstdlib>
#include <exception>

#define PROFILE __attribute__((profile))
enum { rounds = 1000000 };

struct Player {
    struct promise_type {
        std::coroutine_handle<> other;
        /* What a compiler keeps in a frame is its own affair. */
        static void *operator new(std::size_t)
        {
            return std::malloc(256);
        }
        static void operator delete(void *frame)
        {
            std::free(frame);
        }
        Player get_return_object()
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
        struct Pass {
            std::coroutine_handle<> to;
            bool await_ready()
            {
                return false;
            }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<>)
            {
                return to;
            }
            void await_resume() {}
        };
        Pass yield_value(int)
        {
            return {other};
        }
        void return_void() {}
        void unhandled_exception()
        {
            std::terminate();
        }
    };
    std::coroutine_handle<promise_type> handle;
};

PROFILE static Player ping()
{
    for (int i = 0; i < rounds; i++)
        co_yield i;
}

PROFILE static Player pong()
{
    for (int i = 0;; i++)
        co_yield i;
}

PROFILE int main()
{
    Player first = ping(), second = pong();
    first.handle.promise().other = second.handle;
    second.handle.promise().other = first.handle;
    first.handle.resume();
    const bool fine = first.handle.done();
    first.handle.destroy();
    second.handle.destroy();
    return fine ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function "ping()" calls=1000002
// CHECK: function "pong()" calls=1000001
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "ping()" calls=1000002
// CHECK: edge main -> "pong()" calls=1000001
