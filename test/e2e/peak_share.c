// Each line knows exactly its share of the heap at the moment when it was
// largest.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

__attribute__((profile)) int main(void)
{
    void *a = malloc(1000);   //@ live_at_peak=1000 live=1000
    void *b = malloc(2500);   //@ live_at_peak=0
    free(b);
    void *c[10];
    for (int i = 0; i < 10; i++)
        c[i] = malloc(300);   //@ allocated=3000 live_at_peak=3000 live=0
    for (int i = 0; i < 10; i++)
        free(c[i]);
    void *d = malloc(2000);   //@ live_at_peak=0 live=0
    free(d);
    void *e = malloc(5);      //@ live_at_peak=0 live=5
    return a == e;
}

// CHECK: end exit 0
// CHECK: heap allocations=14 frees=12 allocated=8505 live=1005 peak=4000
