// timing=off leaves times out and counts in; heap=off leaves the heap out.
// RUN: %profpass_cc -fno-builtin %s -o %t && rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS=clock=step:timing=off:report=none:output=%t.prof %t && %check
// RUN: rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS=clock=step:heap=off:report=none:output=%t.prof %t && %check --prefix HEAPOFF
#include <stdlib.h>

#define PROFILE __attribute__((profile))

PROFILE static void work(void)
{
    free(malloc(10));
}

PROFILE int main(void)
{
    for (int i = 0; i < 3; i++)
        work();
    return 0;
}

// CHECK: function main calls=1 self=0 total=0
// CHECK: function work calls=3 self=0 total=0
// CHECK: heap allocations=3 frees=3 allocated=30

// HEAPOFF: function main calls=1 total=7
// HEAPOFF: function work calls=3 total=3
// HEAPOFF: heap allocations=0 frees=0 allocated=0
