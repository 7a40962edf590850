/* rt_boot.c - the boot arena: blocks for those who ask while we look for malloc
 *
 * In practice that is dlsym, for a few dozen bytes. Blocks carry their size
 * before them. What does not fit goes to the system, a mapping each; there are
 * never more than a few. Nothing is given back.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>

#include "rt_real.h"
#include "rt_system.h"

#define ARENA_BYTES (64 * 1024)
#define N_EXTRA     64
#define MIN_ALIGN   16u

static char arena[ARENA_BYTES] __attribute__((aligned(4096)));
static size_t arena_used;
static struct {
    char *begin, *end;
} extra[N_EXTRA];

static char *extra_alloc(size_t n_bytes)
{
    for (int i = 0; i < N_EXTRA; ++i) {
        if (__atomic_load_n(&extra[i].begin, __ATOMIC_ACQUIRE) != NULL)
            continue;
        void *pages = rt_mmap(NULL, n_bytes, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (pages == MAP_FAILED)
            break;
        char *none = NULL;
        if (!__atomic_compare_exchange_n(&extra[i].begin, &none, pages, false,
                                         __ATOMIC_ACQ_REL, __ATOMIC_RELAXED)) {
            rt_munmap(pages, n_bytes);
            continue;
        }
        __atomic_store_n(&extra[i].end, (char *)pages + n_bytes,
                         __ATOMIC_RELEASE);
        return pages;
    }
    errno = ENOMEM;
    return NULL;
}

void *rt_boot_alloc(size_t alignment, size_t n_bytes)
{
    if (alignment < MIN_ALIGN)
        alignment = MIN_ALIGN;
    if (n_bytes > PTRDIFF_MAX / 2 || alignment > PTRDIFF_MAX / 4 ||
        (alignment & (alignment - 1)) != 0) {
        errno = ENOMEM;
        return NULL;
    }
    size_t room = MIN_ALIGN + alignment + n_bytes;
    size_t at = __atomic_fetch_add(&arena_used, room, __ATOMIC_RELAXED);
    char *begin = at < ARENA_BYTES && room <= ARENA_BYTES - at
                      ? arena + at
                      : extra_alloc(room);
    if (begin == NULL)
        return NULL;
    uintptr_t first = (uintptr_t)begin + MIN_ALIGN;
    char *block = begin + MIN_ALIGN + (-first & (alignment - 1));
    memcpy(block - sizeof n_bytes, &n_bytes, sizeof n_bytes);
    return block;
}

bool rt_boot_owns(const void *block)
{
    const char *at = block;
    if (RT_LIKELY(__atomic_load_n(&arena_used, __ATOMIC_RELAXED) == 0))
        return false;
    if (at >= arena && at < arena + ARENA_BYTES)
        return true;
    for (int i = 0; i < N_EXTRA; ++i) {
        const char *begin = __atomic_load_n(&extra[i].begin, __ATOMIC_ACQUIRE);
        if (begin == NULL)
            break;
        if (at >= begin &&
            at < __atomic_load_n(&extra[i].end, __ATOMIC_ACQUIRE))
            return true;
    }
    return false;
}

size_t rt_boot_bytes(const void *block)
{
    size_t n_bytes;
    memcpy(&n_bytes, (const char *)block - sizeof n_bytes, sizeof n_bytes);
    return n_bytes;
}
