// Blocks that come from the kernel one by one count as the small ones do, also
// when they grow, move or shrink.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

PROFILE static char *reserve(int mib)
{
    return malloc((size_t)mib << 20); //@ allocations=4 allocated=15728640
}

PROFILE int main(void)
{
    char *blocks[4];
    for (int i = 0; i < 4; i++)       // 1, 2, 4 and 8 MiB
        blocks[i] = reserve(1 << i);  //@ increment=15728640 usage=15728640
    free(blocks[1]);                  //@ increment=-2097152
    char *moved = realloc(blocks[2], 64u << 20); //@ allocated=67108864 increment=62914560
    moved[(64u << 20) - 1] = 1;
    moved = realloc(moved, 1000);     //@ increment=-67107864
    blocks[0] = realloc(blocks[0], 1 << 21); //@ increment=1048576 live=2097152
    free(moved);                      //@ increment=-1000
    free(blocks[3]);                  //@ increment=-8388608
    return 0;
}

// CHECK: end exit 0
// CHECK: heap allocations=7 frees=6 live=2097152 peak=76546048
