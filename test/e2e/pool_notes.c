// A pool that notes its blocks has them in an account of their own, by the line
// that asks it for them: freed one by one, with what begins in a range, or by
// destroying the pool; what the pool itself takes is the heap's, once.
// RUN: %profpass_cc -O0 -fno-builtin -I%source_root/include %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin -I%source_root/include %s -o %t && %run %t && %check
#include <errno.h>
#include <profpass/profpass.h>
#include <stdlib.h>

typedef struct pool {
    char *begin, *next;
    size_t n_bytes;
} pool;

static pool *pool_new(size_t n_bytes)
{
    pool *p = malloc(sizeof *p + n_bytes);
    p->begin = p->next = (char *)(p + 1);
    p->n_bytes = n_bytes;
    return p;
}

static void *pool_take(pool *p, size_t n_bytes)
{
    char *block = p->next;
    p->next += n_bytes;
    profpass_note_alloc(block, n_bytes);
    return block;
}

static void pool_clear(pool *p)
{
    profpass_note_free_range(p->begin, p->n_bytes);
    p->next = p->begin;
}

static void pool_destroy(pool *p)
{
    pool_clear(p);
    free(p);
}

PROFPASS_PROFILE static void fill(pool *p)
{
    for (int i = 0; i < 100; i++)
        pool_take(p, 10);
}

PROFPASS_PROFILE static void work(pool *p)
{
    fill(p);
    pool_clear(p);
    char *first = pool_take(p, 50);
    char *second = pool_take(p, 70);
    profpass_note_free(first);
    profpass_note_free_range(second + 1, 1000);
    profpass_note_free_range(first, 0);
    profpass_note_free(NULL);
    profpass_note_alloc(NULL, 1000);
    profpass_note_alloc(second, 60);
    profpass_note_alloc(second + 10, 20);
    profpass_note_free(second + 5);
    profpass_note_alloc(second + 60, 0);
}

PROFPASS_PROFILE int main(void)
{
    pool *p = pool_new(1000);
    pool *kept = pool_new(200);
    errno = 42;
    work(p);
    pool_destroy(p);
    pool_take(kept, 200);
    return errno != 42;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> work calls=1
// CHECK: edge work -> fill calls=1
// CHECK: site pools fill 46 allocations=100 allocated=1000 frees=100 freed=1000 max=1000 max_blocks=100 at_peak=1000
// CHECK: site pools work 53 allocations=1 allocated=50 frees=1
// CHECK: site pools work 54 allocations=1 allocated=70 frees=1 freed=70
// CHECK: site pools work 60 allocations=1 allocated=60 frees=1 freed=60
// CHECK: site pools work 61 allocations=1 allocated=20 frees=1 freed=20
// CHECK: site pools work 63 allocations=1 allocated=0 frees=1 freed=0
// CHECK: site pools main 73 allocations=1 live=200 at_peak=0
// CHECK: account pools allocations=106 frees=105 allocated=1400 freed=1200 live_blocks=1 live=200 peak_blocks=100 peak=1000
// CHECK: loss noted_twice=1 noted_frees=1
// CHECK: heap allocations=2 frees=1 live=224
