// tail_calls.cpp - a function is left before the call that replaces it
// REQUIRES: clang
// RUN: %log_cxx %s > %t.log
// RUN: %FileCheck --match-full-lines --strict-whitespace %s < %t.log
#include <cstdio>

[[gnu::profile]] static int last(int n, int sum)
{
    return n + sum;
}

[[gnu::profile]] static int count(int n, int sum)
{
    if (n == 0)
        [[clang::musttail]] return last(n, sum);
    [[clang::musttail]] return count(n - 1, sum + n);
}

int main()
{
    std::printf("%d\n", count(2, 0));
}

// The log:
// CHECK:enter count(int, int)
// CHECK-NEXT:exit count(int, int)
// CHECK-NEXT:enter count(int, int)
// CHECK-NEXT:exit count(int, int)
// CHECK-NEXT:enter count(int, int)
// CHECK-NEXT:exit count(int, int)
// CHECK-NEXT:enter last(int, int)
// CHECK-NEXT:exit last(int, int)
// CHECK-NEXT:3
// CHECK-NEXT:tail_calls.cpp:9: 1
// CHECK-NEXT:tail_calls.cpp:14: 3
// CHECK-NEXT:tail_calls.cpp:15: 1
// CHECK-NEXT:tail_calls.cpp:16: 2
// CHECK-NEXT:status 0
