// REQUIRES: lto
// With link-time optimisation the counts are the source's too.
// RUN: %profpass_cc -O0 %lto %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %lto %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %lto_parts %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

PROFILE static int leaf(int n)
{
    return n + 1; //@ occurrences=10
}

PROFILE int main(void)
{
    int n = 0;
    for (int i = 0; i < 10; i++) //@ occurrences=11
        n = leaf(n);             //@ occurrences=10
    return n - 10;
}

// CHECK: end exit 0
// CHECK: function main calls=1 total=21
// CHECK: function leaf calls=10 total=10
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> leaf calls=10
