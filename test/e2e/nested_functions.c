// GNU C's nested functions count under their own names, called directly or by a
// trampoline, and a goto out of one ends it and all in between.
// REQUIRES: gcc
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

PROFILE static void after(void) {}

PROFILE static void each(int n, void (*call)(int))
{
    for (int i = 0; i < n; i++)
        call(i);
}

PROFILE static int sum_up(int n)
{
    int sum = 0;
    PROFILE void add(int i)
    {
        sum += i;
    }
    each(n, add);
    add(n);
    return sum;
}

PROFILE static int find(int wanted)
{
    __label__ found;
    int result = -1;
    PROFILE void look(int i)
    {
        if (i == wanted) {
            result = i;
            goto found;
        }
    }
    each(100, look);
    return -1;
found:
    after();
    return result;
}

PROFILE int main(void)
{
    int sum = sum_up(4);
    int place = find(7);
    after();
    return sum == 10 && place == 7 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1 self=4
// CHECK: function sum_up calls=1
// CHECK: function add calls=5
// CHECK: function each calls=2
// CHECK: function find calls=1
// CHECK: function look calls=8
// CHECK: function after calls=2
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> sum_up calls=1
// CHECK: edge sum_up -> each calls=1
// CHECK: edge each -> add calls=4
// CHECK: edge sum_up -> add calls=1
// CHECK: edge main -> find calls=1
// CHECK: edge find -> each calls=1
// CHECK: edge each -> look calls=8
// CHECK: edge find -> after calls=1
// CHECK: edge main -> after calls=1
