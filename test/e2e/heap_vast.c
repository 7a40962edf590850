// A block of 2^40 bytes counts as such, and so does what comes after it. (It is had
// from a malloc behind ours that reserves it; few machines would give it.)
// RUN: %cc -w -O1 -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run env LD_PRELOAD="%profpass_lib/libprofrt.so %t.so" %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run env LD_PRELOAD="%profpass_lib/libprofrt.so %t.so" %t && %check
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/mman.h>

static const size_t vast = (size_t)1 << 40;

#ifdef LIBRARY
void *__libc_malloc(size_t n_bytes);
void __libc_free(void *block);
static void *reserved[2];

void *malloc(size_t n_bytes)
{
    if (n_bytes < vast)
        return __libc_malloc(n_bytes);
    void *block = mmap(NULL, n_bytes, PROT_NONE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return block == MAP_FAILED ? NULL : (reserved[reserved[0] != NULL] = block);
}

void free(void *block)
{
    if (block != NULL && block == reserved[0])
        munmap(block, vast);
    else if (block == NULL || block != reserved[1])
        __libc_free(block);
}
#else
__attribute__((profile)) int main(void)
{
    void *small = malloc(1);          //@ allocations=1 allocated=1 live_at_peak=1
    void *first = malloc(vast);       //@ allocations=1 allocated=1099511627776 live=0
    void *second = malloc(vast + 3);  //@ allocations=1 allocated=1099511627779 live=1099511627779
    if (first == NULL || second == NULL)
        return 1;
    free(first);                      //@ increment=-1099511627776
    free(small);                      //@ increment=-1
    return 0;
}

// CHECK: end exit 0
// CHECK: function main calls=1 net=1099511627779
// CHECK: heap allocations=3 frees=2 live=1099511627779 peak=2199023255556
#endif
