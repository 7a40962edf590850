/* rt_arena.c - private memory from the system
 *
 *     chunk ──▶ | used, size | object | object |            free |
 *
 * Objects are cut off the current chunk with one atomic addition, so that any
 * thread and any signal handler may ask. A chunk that is spent is replaced by
 * compare-and-swap; who loses that race gives its chunk back. Nothing is freed:
 * what lives here (nodes, tables, threads) lives as long as the process.
 */
#define _GNU_SOURCE
#include "rt.h"

#include <errno.h>

#include "rt_system.h"

enum { CHUNK_BYTES = 256 << 10, ALIGN_BYTES = 64 };

struct chunk {
    size_t size;
    size_t used; /* may exceed size: then the chunk is spent */
    uint8_t pad[ALIGN_BYTES - 2 * sizeof(size_t)];
};

static struct chunk *current;

void *rt_pages_alloc(size_t n_bytes)
{
    int saved = errno;
    void *pages = rt_mmap(NULL, n_bytes, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    errno = saved;
    if (pages == MAP_FAILED)
        return NULL;
    __atomic_fetch_add(&rt.header->runtime_bytes, n_bytes, __ATOMIC_RELAXED);
    return pages;
}

void rt_pages_free(void *pages, size_t n_bytes)
{
    int saved = errno;
    if (pages != NULL && rt_munmap(pages, n_bytes) == 0)
        __atomic_fetch_sub(&rt.header->runtime_bytes, n_bytes,
                           __ATOMIC_RELAXED);
    errno = saved;
}

/* Objects are as many cache lines as they need, or share one in fours: nodes
 * are read a line at a time. */
static size_t round_up(size_t n_bytes)
{
    size_t align = n_bytes < ALIGN_BYTES ? 16 : ALIGN_BYTES;
    return (n_bytes + align - 1) & ~(align - 1);
}

static void *cut(struct chunk *chunk, size_t n_bytes)
{
    size_t spare = n_bytes >= ALIGN_BYTES ? ALIGN_BYTES - 16 : 0;
    size_t at =
        __atomic_fetch_add(&chunk->used, n_bytes + spare, __ATOMIC_RELAXED);
    if (at > chunk->size || chunk->size - at < n_bytes + spare)
        return NULL;
    uintptr_t address = (uintptr_t)chunk + at;
    if (spare != 0)
        address = (address + ALIGN_BYTES - 1) & ~(uintptr_t)(ALIGN_BYTES - 1);
    return (void *)address;
}

void *rt_arena_alloc(size_t n_bytes)
{
    n_bytes = round_up(n_bytes);
    if (n_bytes >= CHUNK_BYTES / 4)
        return rt_pages_alloc((n_bytes + 4095) & ~(size_t)4095);
    for (;;) {
        struct chunk *chunk = __atomic_load_n(&current, __ATOMIC_ACQUIRE);
        void *object = chunk != NULL ? cut(chunk, n_bytes) : NULL;
        if (object != NULL)
            return object;
        struct chunk *fresh = rt_pages_alloc(CHUNK_BYTES);
        if (fresh == NULL)
            return NULL;
        fresh->size = CHUNK_BYTES;
        fresh->used = sizeof *fresh;
        if (!__atomic_compare_exchange_n(&current, &chunk, fresh, false,
                                         __ATOMIC_ACQ_REL, __ATOMIC_RELAXED))
            rt_pages_free(fresh, CHUNK_BYTES);
    }
}
