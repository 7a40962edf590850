// Blocks of every size, freed in another order: not a byte is lost or counted
// twice.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

enum { N = 2048 }; // sizes 0 to 2047

static char *blocks[N];

PROFILE static void make(void)
{
    for (size_t i = 0; i < N; i++)
        blocks[i] = malloc(i);               //@ allocated=2096128 live=0
}

PROFILE static void drop_odd(void)
{
    for (size_t i = 1; i < N; i += 2)
        free(blocks[i]);                     //@ increment=-1048576
}

PROFILE static void double_even(void)
{
    for (size_t i = 0; i < N; i += 2)
        blocks[i] = realloc(blocks[i], 2 * i + 1); //@ increment=1048576 live=0
}

PROFILE static void drop_even(void)
{
    for (size_t i = N; i > 0; i -= 2)
        free(blocks[i - 2]);                 //@ increment=-2096128
}

PROFILE int main(void)
{
    make();                                  //@ increment=2096128
    drop_odd();
    double_even();
    drop_even();
    return 0;
}

// 0 + 1 + ... + 2047 = 2096128; the odd ones are 1024 * 1024; the even ones make
// 1047552, and doubling adds that and a byte each.
// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function make calls=1 net=2096128
// CHECK: function drop_odd calls=1 net=-1048576
// CHECK: function double_even calls=1 net=1048576
// CHECK: function drop_even calls=1 net=-2096128
// CHECK: heap allocations=3072 frees=3072 allocated=4192256 live=0 peak=2096128
