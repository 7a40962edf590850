// Under a tight limit of address space calls and blocks are recorded all the
// same, to the last one.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t
// RUN: sh -c "ulimit -v 24000 && %run %t" && %check
// RUN: sh -c "ulimit -v 60000 && %run %t" && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t
// RUN: sh -c "ulimit -v 24000 && %run %t" && %check
// RUN: sh -c "ulimit -v 125000 && %run %t" && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

enum { N_BLOCKS = 1000 };

static void *blocks[N_BLOCKS];

PROFILE static void take(int n, size_t n_bytes)
{
    blocks[n] = realloc(malloc(n_bytes / 2), n_bytes);
}

PROFILE int main(void)
{
    for (int i = 0; i < N_BLOCKS; i++)
        take(i, 100);
    for (int i = 0; i < N_BLOCKS; i += 2)
        free(blocks[i]);
    for (int i = 0; i < N_BLOCKS; i += 2)
        take(i, 50);
    return 0;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> take calls=1500
// CHECK: heap allocations=3000 frees=2000 allocated=187500 live=75000
// CHECK: heap peak=100000
