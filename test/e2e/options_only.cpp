// only= and exclude= choose among the functions that have probes: the rest behave
// as if they had none. Names are matched with and without their parameters.
// RUN: %profpass_cxx -O0 -fno-builtin %s -o %t && rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS='clock=step:report=none:output=%t.prof:only=shop::*:only=main:exclude=*::pa[pc]k' %t && %check
// RUN: %profpass dump %t.prof | grep '^function shop::pack(int) .* flags=marked,lines,unselected calls=0 '
// RUN: %profpass_cxx -O2 -fno-builtin %s -o %t && rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS='clock=step:report=none:output=%t.prof:only=shop::*:only=main:exclude=*::pa[pc]k' %t && %check
// RUN: rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS='clock=step:report=none:output=%t.prof:exclude={*(int),_Z4mai?,main}' %t && %check --prefix NONE
// RUN: %profpass report %t.prof | %FileCheck %s --check-prefix REPORT
#include <stdlib.h>

#define PROFILE __attribute__((profile, noinline))

namespace shop {
PROFILE void *fetch(int n)
{
    return malloc(n); //@ occurrences=3 increment=200 allocations=3
}

PROFILE void *pack(int n)
{
    free(malloc(10)); //@ occurrences=0
    return fetch(n);  //@ occurrences=0 allocations=0
}

PROFILE void order(int n)
{
    free(pack(n)); //@ occurrences=1 allocations=1 allocated=10
}
} // namespace shop

PROFILE static void *unnamed(int n)
{
    return shop::fetch(n); //@ occurrences=0
}

PROFILE int main()
{
    shop::order(100);
    free(unnamed(100));
    void *kept = shop::fetch(0); //@ occurrences=1
    free(kept);
    return 0;
}

// CHECK: end exit 0
// CHECK: function main calls=1 self=4 total=9
// CHECK: function shop::order(int) calls=1 self=2 total=3
// CHECK: function shop::fetch(int) calls=3 self=3 total=3
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> shop::order(int) calls=1
// CHECK: edge main -> shop::fetch(int) calls=2
// CHECK: edge shop::order(int) -> shop::fetch(int) calls=1

// NONE: end exit 0
// NONE: heap allocations=4 frees=4
// REPORT: 0 function calls in 0.000 seconds
// REPORT: Not recorded: 5 of 5 functions, by clock=step:{{.*}}:exclude={*(int),_Z4mai?,main}
