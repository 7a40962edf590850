/* rt_map.c - the side map: its leaves, and what goes aside
 *
 * Leaves are reserved lazily and stay for ever: the allocator will use their
 * addresses again.
 */
#define _GNU_SOURCE
#include "rt_map.h"

#include <errno.h>

#include "rt_system.h"

rt_map_state rt_map;
unsigned rt_map_shift = RT_MAP_SHIFT_OTHER;

/* May a leaf be had, or is memory so scarce that the program would feel it? */
static bool is_affordable(size_t n_bytes)
{
    return rt_affordable_bytes(n_bytes, 16) == n_bytes;
}

/* One touch must cost one small page, and a core dump nothing. */
static void keep_sparse(void *pages, size_t n_bytes)
{
    madvise(pages, n_bytes, MADV_NOHUGEPAGE);
    madvise(pages, n_bytes, MADV_DONTDUMP);
}

/* Install the leaf of an address and return the address's cell; NULL if there
 * is no memory or the address is beyond the map. */
static rt_cell *grow(uintptr_t address)
{
    size_t n_bytes = sizeof(rt_cell)
                     << (RT_MAP_LEAF_BITS - (unsigned)rt_map_shift);
    if (address >> RT_MAP_ADDRESS_BITS != 0 || !is_affordable(n_bytes))
        return NULL;
    int saved = errno;
    void *leaf = rt_mmap(NULL, n_bytes, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (leaf == MAP_FAILED) {
        errno = saved;
        return NULL;
    }
    keep_sparse(leaf, n_bytes);
    keep_sparse(rt_map.top, sizeof rt_map.top); /* again: leaves are few */
    /* So that the hot path need not look for NULL: the cell of address 0 is
     * taken, by a block that it cannot say. */
    if (address >> RT_MAP_LEAF_BITS == 0)
        *(rt_cell *)leaf = RT_CELL_ASIDE;
    rt_cell *none = NULL;
    if (!__atomic_compare_exchange_n(&rt_map.top[address >> RT_MAP_LEAF_BITS],
                                     &none, leaf, false, __ATOMIC_ACQ_REL,
                                     __ATOMIC_ACQUIRE))
        rt_munmap(leaf, n_bytes); /* another thread was first */
    errno = saved;
    return rt_map_find(address);
}

bool rt_map_put(uintptr_t address, uint32_t site, uint64_t n_bytes)
{
    rt_cell *cell = rt_map_find(address);
    if (cell == NULL)
        cell = grow(address);
    bool fits = cell != NULL && n_bytes <= RT_CELL_SIZE_MAX;
    if (!fits && !rt_aside_put(address, site, n_bytes)) {
        rt_loss(PROFPASS_LOSS_BLOCKS, 1);
        return false;
    }
    if (cell != NULL)
        __atomic_store_n(cell, fits ? rt_cell_of(site, n_bytes) : RT_CELL_ASIDE,
                         __ATOMIC_RELAXED);
    return true;
}

rt_taken rt_map_take(uintptr_t address)
{
    rt_cell *cell = address != 0 ? rt_map_find(address) : NULL;
    rt_cell taken = cell != NULL ? __atomic_load_n(cell, __ATOMIC_RELAXED) : 0;
    if (taken != 0)
        __atomic_store_n(cell, 0, __ATOMIC_RELAXED);
    if (taken == 0 || taken == RT_CELL_ASIDE)
        return rt_aside_take(address);
    return (rt_taken){rt_cell_site(taken), taken & RT_CELL_SIZE_MAX, true};
}
