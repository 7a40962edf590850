// A pair of malloc and free that the optimizer removes is not there to be counted;
// without optimization all of the source's are, by every compiler. What passes
// through a barrier stays at any level.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check --prefix FAST
#include <stdlib.h>

#define PROFILE __attribute__((profile))

PROFILE static void removed(void)
{
    for (int i = 0; i < 10; i++)
        free(malloc(100)); //@ allocations=10 allocated=1000
    void *block = malloc(20); //@ allocations=1 allocated=20
    free(block);
}

PROFILE static void kept(void)
{
    void *block = malloc(3); //@ allocations=1 allocated=3
    __asm__ volatile("" : "+r"(block));
    free(block);
}

PROFILE int main(void)
{
    removed();
    kept();
    return 0;
}

// CHECK: end exit 0
// CHECK: heap allocations=12 frees=12 allocated=1023 live=0 peak=100
// FAST: end exit 0
// FAST: heap allocations=1 frees=1 allocated=3 live=0 peak=3
