// exception_exits.cpp - every way out of a function is an exit, in order
// RUN: %log_cxx %s > %t.log 2> %t.err
// RUN: %FileCheck --match-full-lines --strict-whitespace --check-prefixes=CHECK,%family %s < %t.log
// RUN: %log_cxx %s -std=c++20 > %t.cxx20 2> %t.err
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>
#define P [[gnu::profile]]
struct Noisy {
    P ~Noisy()
    {
        std::puts("~Noisy");
    }
    int x = 0;
};
P int thrower(int n)
{
    if (n == 1)
        throw 1;
    if (n == 2)
        throw std::runtime_error("two");
    return n;
}
P int passes_by(int n)
{
    try {
        return thrower(n);
    } catch (const char *) {
        return -1;
    }
}
P int cleans(int n)
{
    Noisy noisy;
    std::string s = "abc";
    return passes_by(n) + noisy.x;
}
P int catches(int n)
{
    try {
        return cleans(n);
    } catch (int i) {
        return 100 + i;
    } catch (const std::exception &e) {
        std::puts(e.what());
        return 200;
    }
}
P int rethrows(int n)
{
    try {
        return cleans(n);
    } catch (...) {
        throw;
    }
}
struct Base {
    P Base(int n) : x(thrower(n)) {}
    int x;
};
struct Derived : virtual Base {
    Noisy noisy;
    P Derived(int n)
    try : Base(n), v(3) {
        thrower(n - 1);
    } catch (int) {
        std::puts("ctor catch");
    }
    std::vector<int> v;
};
P void quiet() noexcept
{
    try {
        thrower(1);
    } catch (int) {
    }
}
P int main()
{
    for (int i = 0; i < 3; ++i)
        std::printf("%d\n", catches(i));
    try {
        rethrows(1);
    } catch (int) {
        std::puts("caught");
    }
    try {
        rethrows(2);
    } catch (std::exception &) {
        std::puts("caught");
    }
    quiet();
    for (int i = 0; i < 3; ++i)
        try {
            Derived d(i);
        } catch (int) {
            std::puts("derived int");
        } catch (...) {
            std::puts("derived");
        }
    auto l = [](int k) __attribute__((profile))
    {
        return thrower(k) + 1;
    };
    auto m = [&] [[gnu::profile]] (int k) { return l(k) + 1; };
    try {
        return m(5) - m(1);
    } catch (int) {
    }
    return 0;
}

// The log:
// CHECK:enter main
// CHECK-NEXT:  enter catches(int)
// CHECK-NEXT:    enter cleans(int)
// CHECK-NEXT:      enter passes_by(int)
// CHECK-NEXT:        enter thrower(int)
// CHECK-NEXT:        exit thrower(int)
// CHECK-NEXT:      exit passes_by(int)
// CHECK-NEXT:      enter Noisy::~Noisy()
// CHECK-NEXT:~Noisy
// CHECK-NEXT:      exit Noisy::~Noisy()
// CHECK-NEXT:    exit cleans(int)
// CHECK-NEXT:  exit catches(int)
// CHECK-NEXT:0
// CHECK-NEXT:  enter catches(int)
// CHECK-NEXT:    enter cleans(int)
// CHECK-NEXT:      enter passes_by(int)
// CHECK-NEXT:        enter thrower(int)
// CHECK-NEXT:        exit thrower(int)
// CHECK-NEXT:      exit passes_by(int)
// CHECK-NEXT:      enter Noisy::~Noisy()
// CHECK-NEXT:~Noisy
// CHECK-NEXT:      exit Noisy::~Noisy()
// CHECK-NEXT:    exit cleans(int)
// CHECK-NEXT:  exit catches(int)
// CHECK-NEXT:101
// CHECK-NEXT:  enter catches(int)
// CHECK-NEXT:    enter cleans(int)
// CHECK-NEXT:      enter passes_by(int)
// CHECK-NEXT:        enter thrower(int)
// CHECK-NEXT:        exit thrower(int)
// CHECK-NEXT:      exit passes_by(int)
// CHECK-NEXT:      enter Noisy::~Noisy()
// CHECK-NEXT:~Noisy
// CHECK-NEXT:      exit Noisy::~Noisy()
// CHECK-NEXT:    exit cleans(int)
// CHECK-NEXT:two
// CHECK-NEXT:  exit catches(int)
// CHECK-NEXT:200
// CHECK-NEXT:  enter rethrows(int)
// CHECK-NEXT:    enter cleans(int)
// CHECK-NEXT:      enter passes_by(int)
// CHECK-NEXT:        enter thrower(int)
// CHECK-NEXT:        exit thrower(int)
// CHECK-NEXT:      exit passes_by(int)
// CHECK-NEXT:      enter Noisy::~Noisy()
// CHECK-NEXT:~Noisy
// CHECK-NEXT:      exit Noisy::~Noisy()
// CHECK-NEXT:    exit cleans(int)
// CHECK-NEXT:  exit rethrows(int)
// CHECK-NEXT:caught
// CHECK-NEXT:  enter rethrows(int)
// CHECK-NEXT:    enter cleans(int)
// CHECK-NEXT:      enter passes_by(int)
// CHECK-NEXT:        enter thrower(int)
// CHECK-NEXT:        exit thrower(int)
// CHECK-NEXT:      exit passes_by(int)
// CHECK-NEXT:      enter Noisy::~Noisy()
// CHECK-NEXT:~Noisy
// CHECK-NEXT:      exit Noisy::~Noisy()
// CHECK-NEXT:    exit cleans(int)
// CHECK-NEXT:  exit rethrows(int)
// CHECK-NEXT:caught
// CHECK-NEXT:  enter quiet()
// CHECK-NEXT:    enter thrower(int)
// CHECK-NEXT:    exit thrower(int)
// CHECK-NEXT:  exit quiet()
// CHECK-NEXT:  enter Derived::Derived(int)
// CHECK-NEXT:    enter Base::Base(int)
// CHECK-NEXT:      enter thrower(int)
// CHECK-NEXT:      exit thrower(int)
// CHECK-NEXT:    exit Base::Base(int)
// CHECK-NEXT:    enter thrower(int)
// CHECK-NEXT:    exit thrower(int)
// CHECK-NEXT:  exit Derived::Derived(int)
// CHECK-NEXT:  enter Noisy::~Noisy()
// CHECK-NEXT:~Noisy
// CHECK-NEXT:  exit Noisy::~Noisy()
// CHECK-NEXT:  enter Derived::Derived(int)
// CHECK-NEXT:    enter Base::Base(int)
// CHECK-NEXT:      enter thrower(int)
// CHECK-NEXT:      exit thrower(int)
// CHECK-NEXT:    exit Base::Base(int)
// CHECK-NEXT:ctor catch
// CHECK-NEXT:  exit Derived::Derived(int)
// CHECK-NEXT:derived int
// CHECK-NEXT:  enter Derived::Derived(int)
// CHECK-NEXT:    enter Base::Base(int)
// CHECK-NEXT:      enter thrower(int)
// CHECK-NEXT:      exit thrower(int)
// CHECK-NEXT:    exit Base::Base(int)
// CHECK-NEXT:  exit Derived::Derived(int)
// CHECK-NEXT:derived
// CHECK-NEXT:  enter main::<lambda(int)>
// CHECK-NEXT:    enter main::<lambda(int)>
// CHECK-NEXT:      enter thrower(int)
// CHECK-NEXT:      exit thrower(int)
// CHECK-NEXT:    exit main::<lambda(int)>
// CHECK-NEXT:  exit main::<lambda(int)>
// CHECK-NEXT:  enter main::<lambda(int)>
// CHECK-NEXT:    enter main::<lambda(int)>
// CHECK-NEXT:      enter thrower(int)
// CHECK-NEXT:      exit thrower(int)
// CHECK-NEXT:    exit main::<lambda(int)>
// CHECK-NEXT:  exit main::<lambda(int)>
// CHECK-NEXT:exit main
// CHECK-NEXT:exception_exits.cpp:13: 6 calls
// CHECK-NEXT:exception_exits.cpp:19: 12
// CHECK-NEXT:exception_exits.cpp:20: 5 calls
// CHECK-NEXT:exception_exits.cpp:21: 7
// CHECK-NEXT:exception_exits.cpp:22: 3 calls
// CHECK-NEXT:exception_exits.cpp:23: 4
// CHECK-NEXT:exception_exits.cpp:28: 5 calls
// CHECK-NEXT:exception_exits.cpp:29: 0 calls
// CHECK-NEXT:exception_exits.cpp:30: 0
// CHECK-NEXT:exception_exits.cpp:31: 0 calls
// CHECK-NEXT:exception_exits.cpp:35: 5
// CHECK-NEXT:exception_exits.cpp:36: 5 calls
// CHECK-NEXT:exception_exits.cpp:37: 5 calls
// CLANG-NEXT:exception_exits.cpp:38: 5 calls
// GCC-NEXT:exception_exits.cpp:38: 9 calls
// CHECK-NEXT:exception_exits.cpp:42: 3 calls
// CHECK-NEXT:exception_exits.cpp:43: 1 calls
// CHECK-NEXT:exception_exits.cpp:44: 1
// CLANG-NEXT:exception_exits.cpp:45: 1 calls
// GCC-NEXT:exception_exits.cpp:45: 2 calls
// CHECK-NEXT:exception_exits.cpp:46: 1 calls
// CHECK-NEXT:exception_exits.cpp:47: 1
// CLANG-NEXT:exception_exits.cpp:48: 2 calls
// GCC-NEXT:exception_exits.cpp:48: 1 calls
// CHECK-NEXT:exception_exits.cpp:53: 2 calls
// CHECK-NEXT:exception_exits.cpp:54: 2 calls
// CHECK-NEXT:exception_exits.cpp:55: 2 calls
// CHECK-NEXT:exception_exits.cpp:56: 2 calls
// CHECK-NEXT:exception_exits.cpp:59: 3 calls
// CLANG-NEXT:exception_exits.cpp:64: 1
// CLANG-NEXT:exception_exits.cpp:65: 4 calls
// GCC-NEXT:exception_exits.cpp:65: 3 calls
// CHECK-NEXT:exception_exits.cpp:66: 1 calls
// CHECK-NEXT:exception_exits.cpp:67: 1 calls
// CHECK-NEXT:exception_exits.cpp:68: 1 calls
// CHECK-NEXT:exception_exits.cpp:69: 2 calls
// CHECK-NEXT:exception_exits.cpp:75: 1 calls
// CHECK-NEXT:exception_exits.cpp:76: 1 calls
// CHECK-NEXT:exception_exits.cpp:77: 1 calls
// CHECK-NEXT:exception_exits.cpp:81: 4
// CHECK-NEXT:exception_exits.cpp:82: 3 calls
// CHECK-NEXT:exception_exits.cpp:84: 1 calls
// CHECK-NEXT:exception_exits.cpp:85: 1 calls
// CHECK-NEXT:exception_exits.cpp:86: 1 calls
// CHECK-NEXT:exception_exits.cpp:87: 1 calls
// CHECK-NEXT:exception_exits.cpp:89: 1 calls
// CHECK-NEXT:exception_exits.cpp:90: 1 calls
// CHECK-NEXT:exception_exits.cpp:91: 1 calls
// CHECK-NEXT:exception_exits.cpp:92: 1 calls
// CHECK-NEXT:exception_exits.cpp:93: 1 calls
// CHECK-NEXT:exception_exits.cpp:94: 4
// CHECK-NEXT:exception_exits.cpp:96: 3 calls
// CHECK-NEXT:exception_exits.cpp:97: 2 calls
// CHECK-NEXT:exception_exits.cpp:98: 1 calls
// CLANG-NEXT:exception_exits.cpp:99: 1 calls
// GCC-NEXT:exception_exits.cpp:99: 2 calls
// CHECK-NEXT:exception_exits.cpp:100: 1 calls
// CLANG-NEXT:exception_exits.cpp:101: 2 calls
// GCC-NEXT:exception_exits.cpp:101: 1 calls
// GCC-NEXT:exception_exits.cpp:102: 1
// CHECK-NEXT:exception_exits.cpp:106: 1
// CHECK-NEXT:exception_exits.cpp:108: 1 calls
// CHECK-NEXT:exception_exits.cpp:109: 1 calls
// CHECK-NEXT:exception_exits.cpp:110: 1 calls
// CHECK-NEXT:exception_exits.cpp:111: 1
// CHECK-NEXT:exception_exits.cpp:104: 2 calls
// CHECK-NEXT:exception_exits.cpp:106: 2 calls
// CHECK-NEXT:status 0
