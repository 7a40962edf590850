// The rise of a function: how far the heap was above what it was at the entry, in the
// call where that was most, with all that it called and whether it was freed or not.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile, noinline))

static void *kept[8];

PROFILE static void pass(size_t n_bytes)
{
    void *volatile block = malloc(n_bytes);
    free(block);
}

__attribute__((noinline)) static void plain(void)
{
    pass(500);
}

PROFILE static void shrink(void)
{
    free(kept[0]);
    kept[0] = NULL;
    pass(900); // 100 below the entry
}

PROFILE static void nest(int depth)
{
    if (depth == 0)
        return;
    kept[depth] = malloc(100);
    nest(depth - 1);
}

PROFILE static void leaves(void)
{
    kept[7] = malloc(10);
    pass(300);
    pass(200);
    exit(0);
}

PROFILE int main(void)
{
    kept[0] = malloc(1000);
    pass(20);
    plain();
    shrink();
    nest(4);
    leaves();
    return 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1 rise=1500
// CHECK: function pass calls=5 rise=900
// CHECK: function shrink calls=1 rise=0
// CHECK: function nest calls=5 rise=400
// CHECK: function leaves calls=1 rise=310
