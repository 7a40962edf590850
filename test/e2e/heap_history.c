// What becomes of blocks: how long they live (counted in heap operations), the most
// that was live of a context at once, what realloc moves, how large they are, whose
// allocation made the peak, and the heap after each operation.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check && %profpass dump %t.prof | grep '^node . move calls=3 .* entered_ns=16$'
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check && %profpass dump %t.prof | grep '^node . move calls=3 .* entered_ns=16$'
#include <stdlib.h>

#define PROFILE __attribute__((profile, noinline))

PROFILE static void *get(size_t n_bytes)
{
    return malloc(n_bytes); //@ allocations=5 frees=5 lifetime_events=10 temporaries=1 moved_out=1 moved_out_bytes=28
}

PROFILE static void *move(void *block, size_t n_bytes)
{
    return realloc(block, n_bytes); //@ allocations=3 frees=2 live=4096 lifetime_events=8 moved_in=3 moved_in_bytes=4460 moved_out=2 moved_out_bytes=364
}

PROFILE int main(void)
{
    void *a = get(100);    // 1: lives until 3
    void *b = get(28);     // 2, until 4
    free(a);               // 3
    b = move(b, 300);      // 4, until 7
    a = get(0);            // 5, until 6: temporary
    free(a);               // 6
    b = move(b, 64);       // 7, until 11
    void *c = get(65);     // 8, until 10
    a = get(1);            // 9, until 12
    free(c);               // 10
    b = move(b, 4096);     // 11, and lives on
    free(a);               // 12
    return b == NULL;
}

// CHECK: end exit 0
// CHECK: function main calls=1 rise=4097
// CHECK: function get calls=5 rise=100
// CHECK: function move calls=3 rise=4032
// CHECK: heap allocations=8 frees=7 live=4096 peak=4097
// CHECK: peak move 17
// CHECK: site heap get 12 max=128 max_blocks=2 at_peak=1 first=2
// CHECK: site heap move 17 max=4096 max_blocks=1 at_peak=4096 first=6
// CHECK: sizes get 12 0:1 1:1 6:1 8:2
// CHECK: sizes move 17 7:1 10:1 13:1
// CHECK: points 100 128 28 300 300 300 64 129 130 65 4097 4096
