/* rt_family.c - the bodies of the functions that we stand in for: not hot */
#include "rt_family.h"

#include <errno.h>
#include <string.h>

void rt_do_free_any(void *block)
{
    if (rt_heap_free_any(block))
        rt_real.free(block);
}

void *rt_do_calloc(size_t n, size_t n_bytes)
{
    size_t total;
    if (__builtin_mul_overflow(n, n_bytes, &total))
        return rt_real.calloc(n, n_bytes); /* fails, and says why */
    void *block = rt_real.calloc(n, n_bytes);
    rt_heap_alloc(block, total);
    return block;
}

/* A block of the boot arena moves to the real heap; to the program it was never
 * anywhere else. */
static void *move_out(void *block, size_t n_bytes)
{
    if (n_bytes == 0)
        return NULL;
    void *moved = rt_do_malloc(n_bytes);
    size_t kept = rt_boot_bytes(block);
    if (moved != NULL)
        memcpy(moved, block, kept < n_bytes ? kept : n_bytes);
    return moved;
}

void *rt_do_realloc(void *block, size_t n_bytes)
{
    if (block == NULL)
        return rt_do_malloc(n_bytes);
    /* Out of the map first: once the real call has given the address back,
     * another thread may own it. */
    rt_taken taken = rt_take(block);
    if (!taken.known && rt_boot_owns(block))
        return move_out(block, n_bytes);
    void *moved = rt_real.realloc(block, n_bytes);
    if (moved == NULL && n_bytes != 0)
        rt_restore(block, taken);
    else
        rt_on_realloc(taken, block, moved, n_bytes);
    return moved;
}

void *rt_do_reallocarray(void *block, size_t n, size_t n_bytes)
{
    size_t total;
    if (__builtin_mul_overflow(n, n_bytes, &total)) {
        errno = ENOMEM;
        return NULL;
    }
    return rt_do_realloc(block, total);
}

void *rt_do_memalign(size_t alignment, size_t n_bytes)
{
    void *block = rt_real.memalign(alignment, n_bytes);
    rt_heap_alloc(block, n_bytes);
    return block;
}

void *rt_do_aligned_alloc(size_t alignment, size_t n_bytes)
{
    void *block = rt_real.aligned_alloc(alignment, n_bytes);
    rt_heap_alloc(block, n_bytes);
    return block;
}

int rt_do_posix_memalign(void **out, size_t alignment, size_t n_bytes)
{
    int error = rt_real.posix_memalign(out, alignment, n_bytes);
    if (error == 0)
        rt_heap_alloc(*out, n_bytes);
    return error;
}

void *rt_do_valloc(size_t n_bytes)
{
    void *block = rt_real.valloc(n_bytes);
    rt_heap_alloc(block, n_bytes);
    return block;
}

void *rt_do_pvalloc(size_t n_bytes)
{
    void *block = rt_real.pvalloc(n_bytes);
    rt_heap_alloc(block, n_bytes);
    return block;
}

size_t rt_do_malloc_usable_size(void *block)
{
    return rt_boot_owns(block) ? rt_boot_bytes(block)
                               : rt_real.malloc_usable_size(block);
}
