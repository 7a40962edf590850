// Every alignment from 16 to 2 MiB, by every function that takes one: the bytes
// asked for count, also where whole pages are given. What is refused leaves the
// errno that it should, and no record.
// RUN: %profpass_cc -O0 -fno-builtin -w %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin -w %s -o %t && %run %t && %check
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))
#define MUST(condition) ((condition) ? (void)0 : exit(__LINE__ % 256))

static volatile size_t huge = PTRDIFF_MAX;

static void aligned(void *block, size_t alignment)
{
    MUST(block != NULL && (uintptr_t)block % alignment == 0 && errno == 7);
    ((char *)block)[0] = 1;
    free(block);
}

PROFILE static void granted(void)
{
    void *block = NULL;
    errno = 7;
    for (size_t at = 16; at <= 2 << 20; at *= 2) {
        aligned(aligned_alloc(at, 3 * at), at); //@ allocations=18 allocated=12582864
        aligned(memalign(at, 100), at);         //@ allocations=18 allocated=1800
        if (posix_memalign(&block, at, 9) == 0) //@ allocations=18 allocated=162
            aligned(block, at);
    }
    aligned(valloc(10), 4096);                  //@ allocations=1 allocated=10
    block = pvalloc(10);                        //@ allocations=1 allocated=10
    MUST(malloc_usable_size(block) >= 4096);
    aligned(block, 4096);
    aligned(pvalloc(4097), 4096);               //@ allocations=1 allocated=4097
}

PROFILE static void refused(void)
{
    void *block = &block;
    MUST(posix_memalign(&block, 24, 8) == EINVAL && errno == 7); //@ allocations=0
    MUST(posix_memalign(&block, 4, 8) == EINVAL && errno == 7);  //@ allocations=0
    MUST(posix_memalign(&block, 64, huge) == ENOMEM);            //@ allocations=0
    MUST(block == &block);
    errno = 0;
    MUST(aligned_alloc(64, huge) == NULL && errno == ENOMEM);    //@ allocations=0
    errno = 0;
    MUST(memalign(64, huge) == NULL && errno == ENOMEM);         //@ allocations=0
    errno = 0;
    MUST(memalign((size_t)1 << 63, 8) == NULL && errno == ENOMEM); //@ allocations=0
    errno = 0;
    MUST(memalign(((size_t)1 << 63) + 1, 8) == NULL && errno == EINVAL); //@ allocations=0
    errno = 0;
    MUST(valloc(huge) == NULL && errno == ENOMEM);               //@ allocations=0
    errno = 0;
    MUST(pvalloc(SIZE_MAX - 5) == NULL && errno == ENOMEM);      //@ allocations=0
    errno = 0;
    MUST(reallocarray(NULL, huge, 4) == NULL && errno == ENOMEM); //@ allocations=0
}

int main(void)
{
    granted();
    refused();
    return 0;
}

// CHECK: end exit 0
// CHECK: function granted calls=1 net=0
// CHECK: function refused calls=1 net=0
// CHECK: heap allocations=57 frees=57 allocated=12588943 live=0
