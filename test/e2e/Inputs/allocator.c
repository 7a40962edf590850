/* allocator.c - uses every function of the family */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#define PROFILE __attribute__((profile))

PROFILE static void small(void)
{
    char *blocks[64];
    for (int i = 0; i < 64; i++)
        blocks[i] = malloc((size_t)i % 9); //@ allocations=64 allocated=252
    for (int i = 0; i < 64; i++)
        free(blocks[i]);
}

PROFILE static void aligned(void)
{
    void *block = NULL;
    if (posix_memalign(&block, 64, 100) == 0) //@ allocations=1 allocated=100
        free(block);
    free(aligned_alloc(256, 512)); //@ allocations=1 allocated=512
    free(memalign(1024, 8));       //@ allocations=1 allocated=8
}

PROFILE static void grown(void)
{
    char *block = NULL;
    for (size_t n = 1; n <= 1 << 20; n *= 4)
        block = realloc(block, n); //@ allocations=11 allocated=1398101
    free(block);
    free(calloc(10, 10)); //@ allocations=1 allocated=100
    free(strdup("text")); //@ allocations=1 allocated=5
}

PROFILE int main(void)
{
    small();
    aligned();
    grown();
    return 0;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> small calls=1
// CHECK: edge main -> aligned calls=1
// CHECK: edge main -> grown calls=1
// CHECK: account mapped absent
