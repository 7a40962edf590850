// Functions that take their stack as they go, by alloca and variable arrays, in
// loops and under a longjmp, end in order.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#include <alloca.h>
#include <setjmp.h>
#include <string.h>

#define PROFILE __attribute__((profile))

static jmp_buf spot;

PROFILE static int fill(char *bytes, int n)
{
    memset(bytes, 1, (size_t)n);
    return bytes[n - 1];
}

PROFILE static int by_alloca(int n)
{
    int sum = 0;
    for (int i = 1; i <= n; i++)
        sum += fill(alloca((size_t)i * 100), i * 100);
    return sum;
}

PROFILE static int by_array(int n)
{
    int sum = 0;
    for (int i = 1; i <= n; i++) {
        char bytes[i * 1000];
        sum += fill(bytes, i * 1000);
    }
    return sum;
}

PROFILE static void large_and_gone(int n)
{
    char bytes[n];
    fill(bytes, n);
    if (n > 300000)
        longjmp(spot, 1);
    large_and_gone(n + 100000);
}

PROFILE int main(void)
{
    int sum = by_alloca(10) + by_array(10);
    if (setjmp(spot) == 0)
        large_and_gone(100000);
    return sum + by_array(5) == 25 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1 self=5
// CHECK: function by_alloca calls=1
// CHECK: function by_array calls=2
// CHECK: function large_and_gone calls=4 primitive=1
// CHECK: function fill calls=29 self=29
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> by_alloca calls=1
// CHECK: edge main -> by_array calls=2
// CHECK: edge main -> large_and_gone calls=1
// CHECK: edge large_and_gone -> large_and_gone calls=3
// CHECK: edge by_alloca -> fill calls=10
// CHECK: edge by_array -> fill calls=15
// CHECK: edge large_and_gone -> fill calls=4
