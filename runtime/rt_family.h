/* rt_family.h - the bodies of the functions that we stand in for
 *
 * Each does what the real one does, to the last bit of errno, and accounts for
 * it as valgrind counts: a failed call is nothing, malloc(0) a block of 0
 * bytes, realloc one allocation and one free, realloc(p, 0) that gives NULL a
 * free.
 */
#ifndef PROFPASS_RT_FAMILY_H
#define PROFPASS_RT_FAMILY_H

#include "rt_heap.h"
#include "rt_real.h"

#pragma GCC visibility push(hidden)

void rt_do_free_any(void *block);

/* Hot: inline in each of their names. */
static inline RT_HOT void *rt_do_malloc(size_t n_bytes)
{
    void *block = rt_real.malloc(n_bytes);
    rt_heap_alloc(block, n_bytes);
    return block;
}

static inline RT_HOT void rt_do_free(void *block)
{
    if (RT_LIKELY(rt_heap_free_hot(block)))
        rt_real.free(block);
    else
        rt_do_free_any(block);
}

/* The others: rt_family.c. */
void *rt_do_calloc(size_t n, size_t n_bytes);
void *rt_do_realloc(void *block, size_t n_bytes);
void *rt_do_reallocarray(void *block, size_t n, size_t n_bytes);
void *rt_do_memalign(size_t alignment, size_t n_bytes);
void *rt_do_aligned_alloc(size_t alignment, size_t n_bytes);
int rt_do_posix_memalign(void **out, size_t alignment, size_t n_bytes);
void *rt_do_valloc(size_t n_bytes);
void *rt_do_pvalloc(size_t n_bytes);
size_t rt_do_malloc_usable_size(void *block);

#pragma GCC visibility pop

#endif
