// Coroutines count one call for each start and each resumption, whoever it is that resumes:
// callers, coroutines that await one another, other threads. Being destroyed is no call.
// RUN: %profpass_cxx -std=c++20 -O0 -pthread %s -o %t && %run %t && %check
// RUN: %profpass_cxx -std=c++20 -O2 -pthread %s -o %t && %run %t && %check
#include <coroutine>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <thread>
#include <utility>

#define PROFILE __attribute__((profile, noinline))

static int destroyed = 0;

struct Noted {
    PROFILE ~Noted()
    {
        destroyed++;
    }
};

/// Suspends at its end into whoever awaits it. Lazy or not.
template <bool lazy> struct Task {
    struct promise_type {
        int value = 0;
        std::exception_ptr error;
        std::coroutine_handle<> awaiting = std::noop_coroutine();
        /* What a compiler keeps in a frame is its own affair. */
        static void *operator new(std::size_t)
        {
            return std::malloc(256);
        }
        static void operator delete(void *frame)
        {
            std::free(frame);
        }
        Task get_return_object()
        {
            return {std::coroutine_handle<promise_type>::from_promise(*this)};
        }
        struct Start {
            bool await_ready()
            {
                return !lazy;
            }
            void await_suspend(std::coroutine_handle<>) {}
            void await_resume() {}
        };
        Start initial_suspend()
        {
            return {};
        }
        struct End {
            bool await_ready() noexcept
            {
                return false;
            }
            std::coroutine_handle<>
            await_suspend(std::coroutine_handle<promise_type> self) noexcept
            {
                return self.promise().awaiting;
            }
            void await_resume() noexcept {}
        };
        End final_suspend() noexcept
        {
            return {};
        }
        std::suspend_always yield_value(int n)
        {
            value = n;
            return {};
        }
        void return_value(int n)
        {
            value = n;
        }
        void unhandled_exception()
        {
            if (!lazy)
                throw;
            error = std::current_exception();
        }
    };
    Task(std::coroutine_handle<promise_type> of) : handle(of) {}
    Task(Task &&other) : handle(std::exchange(other.handle, nullptr)) {}
    ~Task()
    {
        if (handle)
            handle.destroy();
    }
    bool await_ready()
    {
        return handle.done();
    }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting)
    {
        handle.promise().awaiting = awaiting;
        return handle;
    }
    int await_resume()
    {
        if (handle.promise().error)
            std::rethrow_exception(handle.promise().error);
        return handle.promise().value;
    }
    std::coroutine_handle<promise_type> handle;
};
using Lazy = Task<true>;
using Eager = Task<false>;

PROFILE static int leaf(int n)
{
    return n + 1;
}

/* An eager one runs at once. */

PROFILE static Eager eager(int n)
{
    co_yield leaf(n);
    co_return leaf(n);
}

PROFILE static int run_eager()
{
    Eager task = eager(1);
    task.handle.resume();
    return task.handle.promise().value;
}

/* Those that await: each is resumed in place of the other. */

PROFILE static Lazy innermost(int n)
{
    co_return leaf(n);
}

PROFILE static Lazy middle(int n)
{
    co_return co_await innermost(n) + co_await innermost(n);
}

PROFILE static Lazy outermost(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += co_await middle(i);
    co_return sum;
}

PROFILE static int run_chain()
{
    Lazy task = outermost(3); //@ occurrences=1 allocations=1
    task.handle.resume();     //@ occurrences=1 allocations=9
    return task.handle.promise().value;
}

/* One that never comes to its end. */

PROFILE static Eager endless()
{
    Noted noted;
    for (int i = 0;; i++)
        co_yield i;
}

PROFILE static void stop_early()
{
    Eager task = endless();
    task.handle.resume();
}

/* Exceptions: kept for who awaits, or thrown on through resume. */

PROFILE static Lazy keeps(int n)
{
    Noted noted;
    if (n > 0)
        throw std::runtime_error("kept");
    co_return n;
}

PROFILE static Lazy awaits()
{
    try {
        co_return co_await keeps(1);
    } catch (const std::runtime_error &) {
    }
    co_return leaf(1);
}

PROFILE static Eager throws()
{
    Noted noted;
    co_yield 1;
    throw std::runtime_error("thrown");
}

PROFILE static int catch_all()
{
    Lazy task = awaits();
    task.handle.resume();
    Eager other = throws();
    try {
        other.handle.resume();
    } catch (const std::runtime_error &) {
        leaf(2);
    }
    other.handle = nullptr; // clang 14 and 16 would destroy its Noted again
    return task.handle.promise().value;
}

/* A generator of itself. */

PROFILE static Eager tree(int depth)
{
    if (depth > 0) {
        Eager below = tree(depth - 1);
        while (!below.handle.done()) {
            co_yield below.handle.promise().value;
            below.handle.resume();
        }
    }
    co_yield depth;
    co_return 0;
}

PROFILE static int walk_tree()
{
    int sum = 0;
    Eager all = tree(3);
    while (!all.handle.done()) {
        sum += all.handle.promise().value;
        all.handle.resume();
    }
    return sum;
}

/* Started here, resumed there. */

PROFILE static Eager travels()
{
    co_yield leaf(0);
    co_yield leaf(1);
    co_return leaf(2);
}

PROFILE static void elsewhere(std::coroutine_handle<> handle)
{
    handle.resume();
}

PROFILE static int travel()
{
    Eager task = travels();
    std::thread thread(elsewhere, task.handle);
    thread.join();
    task.handle.resume();
    return task.handle.promise().value;
}

int main()
{
    const bool fine = run_eager() == 2 && run_chain() == 12 &&
                      (stop_early(), destroyed == 1) && catch_all() == 2 &&
                      destroyed == 3 && walk_tree() == 6 && travel() == 3;
    return fine ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: threads 2
// CHECK: function "Noted::~Noted()" calls=3 self=3
// CHECK: function "leaf(int)" calls=13 self=13
// CHECK: function "eager(int)" calls=2 self=4
// CHECK: function "run_eager()" calls=1 self=3
// CHECK: function "innermost(int)" calls=12 self=18
// CHECK: function "middle(int)" calls=12 self=18
// CHECK: function "outermost(int)" calls=5 self=8
// CHECK: function "run_chain()" calls=1 self=21
// CHECK: function "endless()" calls=2 self=2
// CHECK: function "stop_early()" calls=1 self=4
// CHECK: function "keeps(int)" calls=2 self=3
// CHECK: function "awaits()" calls=3 self=5
// CHECK: function "throws()" calls=2 self=3
// CHECK: function "catch_all()" calls=1 self=8
// CHECK: function "tree(int)" calls=14 self=23
// CHECK: function "walk_tree()" calls=1 self=6
// CHECK: function "travels()" calls=3 self=6
// CHECK: function "elsewhere(std::__n4861::coroutine_handle<void>)" calls=1 self=2
// CHECK: function "travel()" calls=1 self=3
// CHECK: edge "eager(int)" -> "leaf(int)" calls=2
// CHECK: edge "run_eager()" -> "eager(int)" calls=2
// CHECK: edge "innermost(int)" -> "leaf(int)" calls=6
// CHECK: edge "middle(int)" -> "innermost(int)" calls=6
// CHECK: edge "outermost(int)" -> "middle(int)" calls=3
// CHECK: edge "run_chain()" -> "innermost(int)" calls=6
// CHECK: edge "run_chain()" -> "middle(int)" calls=9
// CHECK: edge "run_chain()" -> "outermost(int)" calls=5
// CHECK: edge "stop_early()" -> "Noted::~Noted()" calls=1
// CHECK: edge "stop_early()" -> "endless()" calls=2
// CHECK: edge "keeps(int)" -> "Noted::~Noted()" calls=1
// CHECK: edge "awaits()" -> "leaf(int)" calls=1
// CHECK: edge "awaits()" -> "keeps(int)" calls=1
// CHECK: edge "throws()" -> "Noted::~Noted()" calls=1
// CHECK: edge "catch_all()" -> "leaf(int)" calls=1
// CHECK: edge "catch_all()" -> "keeps(int)" calls=1
// CHECK: edge "catch_all()" -> "awaits()" calls=3
// CHECK: edge "catch_all()" -> "throws()" calls=2
// CHECK: edge "tree(int)" -> "tree(int)" calls=9
// CHECK: edge "walk_tree()" -> "tree(int)" calls=5
// CHECK: edge "travels()" -> "leaf(int)" calls=3
// CHECK: edge "elsewhere(std::__n4861::coroutine_handle<void>)" -> "travels()" calls=1
// CHECK: edge "travel()" -> "travels()" calls=2
// CHECK: edge outside -> "run_eager()" calls=1
// CHECK: edge outside -> "run_chain()" calls=1
// CHECK: edge outside -> "stop_early()" calls=1
// CHECK: edge outside -> "catch_all()" calls=1
// CHECK: edge outside -> "walk_tree()" calls=1
// CHECK: edge outside -> "elsewhere(std::__n4861::coroutine_handle<void>)" calls=1
// CHECK: edge outside -> "travel()" calls=1
