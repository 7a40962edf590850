// Aligned blocks count with the bytes asked for, however they are asked for.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

static int misaligned(const void *p, uintptr_t alignment)
{
    return (uintptr_t)p % alignment != 0;
}

PROFILE int main(void)
{
    void *a = aligned_alloc(64, 192);             //@ allocations=1 allocated=192
    void *b = memalign(4096, 100);                //@ allocations=1 allocated=100
    void *c = NULL, *d = NULL;
    int failed = posix_memalign(&c, 256, 1000);   //@ allocations=1 allocated=1000
    failed += posix_memalign(&d, 3, 1000) != EINVAL; //@ allocations=0 increment=0
    void *e = valloc(10);                         //@ allocations=1 allocated=10
    failed += misaligned(a, 64) + misaligned(b, 4096) + misaligned(c, 256) +
              misaligned(e, 4096);
    b = realloc(b, 60);                           //@ allocated=60 increment=-40
    free(a);                                      //@ increment=-192
    free(b);                                      //@ increment=-60
    free(c);                                      //@ increment=-1000
    return failed;
}

// CHECK: end exit 0
// CHECK: function main calls=1 net=10
// CHECK: heap allocations=5 frees=4 allocated=1362 live=10 peak=1302
