// max_depth=N records contexts of at most N functions: a deeper call's time and
// bytes are those of its caller at depth N. Recursion is no deeper than what it
// folds to.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof:max_depth=2 %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof:max_depth=2 %t && %check
// RUN: rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof:max_depth=1 %t && %check --prefix ONE
// RUN: rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof:max_depth=0 %t 2>%t.err
// RUN: grep -q 'max_depth=0: expected N; using the default' %t.err && %check --prefix ANY
// RUN: %profpass report %t.prof >%t.txt && %not grep 'Not recorded' %t.txt
#include <stdlib.h>

#define PROFILE __attribute__((profile, noinline))

PROFILE static void *leaf(void)
{
    return malloc(10);
}

PROFILE static void walk(int n)
{
    free(leaf());
    if (n > 0)
        walk(n - 1);
}

PROFILE int main(void)
{
    walk(2);
    free(leaf());
    return 0;
}

// CHECK: end exit 0
// CHECK: function main calls=1 self=3 total=9
// CHECK: function walk calls=3 primitive=1 self=5 total=5
// CHECK: function leaf calls=1 self=1 total=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> walk calls=1
// CHECK: edge walk -> walk calls=2 primitive=1
// CHECK: edge main -> leaf calls=1
// CHECK: heap allocations=4 frees=4

// ONE: function main calls=1 self=1 total=1
// ONE: edge outside -> main calls=1
// ONE: heap allocations=4 frees=4

// ANY: function main calls=1
// ANY: function walk calls=3
// ANY: function leaf calls=4
