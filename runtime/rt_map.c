/* rt_map.c - the side map: leaves, and sizes too large for a cell
 *
 * Leaves are reserved lazily and stay for ever: the allocator will use their
 * addresses again.
 */
#define _GNU_SOURCE
#include "rt_map.h"

#include <errno.h>
#include <sys/mman.h>

rt_map_state rt_map;
unsigned rt_map_shift = RT_MAP_SHIFT_OTHER;

/* The blocks that a cell cannot say, of a tebibyte and more: no more fit into
 * the addresses of the map. */
#define N_ASIDE (1 << (RT_MAP_ADDRESS_BITS - RT_CELL_SIZE_BITS))
static struct {
    uintptr_t address;
    uint64_t n_bytes;
    uint32_t site;
} aside[N_ASIDE];

/* Install the leaf of an address and return the address's cell; NULL, counted,
 * if there is no memory or the address is beyond the map. */
static rt_cell *grow(uintptr_t address)
{
    if (address >> RT_MAP_ADDRESS_BITS != 0) {
        rt_loss(PROFPASS_LOSS_BLOCKS, 1);
        return NULL;
    }
    int saved = errno;
    size_t n_bytes = sizeof(rt_cell)
                     << (RT_MAP_LEAF_BITS - (unsigned)rt_map_shift);
    void *leaf = mmap(NULL, n_bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (leaf == MAP_FAILED) {
        rt_loss(PROFPASS_LOSS_BLOCKS, 1);
        errno = saved;
        return NULL;
    }
    /* One touch must cost one small page, and a core dump nothing. */
    madvise(leaf, n_bytes, MADV_NOHUGEPAGE);
    madvise(leaf, n_bytes, MADV_DONTDUMP);
    /* So that the hot path need not look for NULL: the cell of address 0 is
     * taken, by a block that it cannot say. */
    if (address >> RT_MAP_LEAF_BITS == 0)
        *(rt_cell *)leaf = RT_CELL_ASIDE;
    rt_cell *none = NULL;
    if (!__atomic_compare_exchange_n(&rt_map.top[address >> RT_MAP_LEAF_BITS],
                                     &none, leaf, false, __ATOMIC_ACQ_REL,
                                     __ATOMIC_ACQUIRE))
        munmap(leaf, n_bytes); /* another thread was first */
    errno = saved;
    return rt_map_find(address);
}

static void put_aside(uintptr_t address, uint32_t site, uint64_t n_bytes)
{
    for (int i = 0; i < N_ASIDE; ++i) {
        uintptr_t none = 0;
        if (__atomic_compare_exchange_n(&aside[i].address, &none, address,
                                        false, __ATOMIC_ACQ_REL,
                                        __ATOMIC_RELAXED)) {
            aside[i].n_bytes = n_bytes;
            aside[i].site = site;
            return;
        }
    }
}

static rt_taken take_aside(uintptr_t address)
{
    for (int i = 0; i < N_ASIDE; ++i)
        if (__atomic_load_n(&aside[i].address, __ATOMIC_ACQUIRE) == address) {
            rt_taken taken = {aside[i].site, aside[i].n_bytes, true};
            __atomic_store_n(&aside[i].address, 0, __ATOMIC_RELEASE);
            return taken;
        }
    return (rt_taken){.known = false}; /* address 0, or not ours */
}

bool rt_map_put(uintptr_t address, uint32_t site, uint64_t n_bytes)
{
    rt_cell *cell = rt_map_find(address);
    if (cell == NULL && (cell = grow(address)) == NULL)
        return false;
    rt_cell filed = rt_cell_of(site, n_bytes);
    if (n_bytes > RT_CELL_SIZE_MAX) {
        put_aside(address, site, n_bytes);
        filed = RT_CELL_ASIDE;
    }
    __atomic_store_n(cell, filed, __ATOMIC_RELAXED);
    return true;
}

rt_taken rt_map_take(uintptr_t address)
{
    rt_cell *cell = address != 0 ? rt_map_find(address) : NULL;
    rt_cell taken = cell != NULL ? __atomic_load_n(cell, __ATOMIC_RELAXED) : 0;
    if (taken == 0)
        return (rt_taken){.known = false};
    __atomic_store_n(cell, 0, __ATOMIC_RELAXED);
    if (taken == RT_CELL_ASIDE)
        return take_aside(address);
    return (rt_taken){rt_cell_site(taken), taken & RT_CELL_SIZE_MAX, true};
}
