/* rt_map.h - the side map: from a block's address to its site and size
 *
 *     address   46 ........ 26 | 25 ........ shift | ...
 *                    │                  │
 *     rt_map.top ──▶ leaf ──────────▶ cell = site (24 bits) | size (40 bits)
 *
 * Out of band, so that nothing in the program's heap changes. A cell covers a
 * granule of 2^shift bytes in which no two blocks begin; 0 is "no block". No
 * locks: a live block has exactly one owner, and the allocator orders the free
 * of an address before its next use. All is async-signal-safe.
 */
#ifndef PROFPASS_RT_MAP_H
#define PROFPASS_RT_MAP_H

#include "rt.h"

#define RT_MAP_ADDRESS_BITS 47
#define RT_MAP_LEAF_BITS    26 /* 64 MiB of addresses: 16 MiB of cells */
#define RT_MAP_N_LEAVES     (1u << (RT_MAP_ADDRESS_BITS - RT_MAP_LEAF_BITS))
#define RT_CELL_SIZE_BITS   40
#define RT_CELL_SIZE_MAX    ((UINT64_C(1) << RT_CELL_SIZE_BITS) - 1)

/* 2^shift bytes a cell. glibc's smallest chunk is 32 bytes; other allocators
 * hand out blocks 16 bytes apart once they are asked for RT_MAP_MIN_BYTES. */
#define RT_MAP_SHIFT_GLIBC 5
#define RT_MAP_SHIFT_OTHER 4
#define RT_MAP_MIN_BYTES   9

typedef uint64_t rt_cell;

typedef struct rt_map_state {
    rt_cell *top[RT_MAP_N_LEAVES]; /* 16 MiB of zero pages, touched sparsely */
    unsigned shift;
} rt_map_state;
extern rt_map_state rt_map;

static inline uint32_t rt_cell_site(rt_cell cell)
{
    return (uint32_t)(cell >> RT_CELL_SIZE_BITS);
}

/* Install the leaf of an address and return the address's cell; NULL, counted,
 * if there is no memory or the address is beyond the map. Keeps errno. */
rt_cell *rt_map_grow(uintptr_t address);

/* The size of a block that does not fit a cell, kept aside. */
void rt_map_note_huge(uintptr_t address, uint64_t n_bytes);
uint64_t rt_map_take_huge(uintptr_t address);

/* Return the cell of an address, NULL if it has no leaf. */
static inline rt_cell *rt_map_find(uintptr_t address)
{
    if (RT_UNLIKELY(address >> RT_MAP_ADDRESS_BITS != 0))
        return NULL;
    rt_cell *leaf = __atomic_load_n(&rt_map.top[address >> RT_MAP_LEAF_BITS],
                                    __ATOMIC_ACQUIRE);
    if (RT_UNLIKELY(leaf == NULL))
        return NULL;
    uintptr_t offset = address & ((UINT64_C(1) << RT_MAP_LEAF_BITS) - 1);
    return &leaf[offset >> rt_map.shift];
}

/* File a block. Return false, counted, if it cannot be. *previous is what the
 * cell held: not 0 if a free went unseen. */
static inline bool rt_map_put(uintptr_t address, uint32_t site,
                              uint64_t n_bytes, rt_cell *previous)
{
    rt_cell *cell = rt_map_find(address);
    if (RT_UNLIKELY(cell == NULL)) {
        cell = rt_map_grow(address);
        if (cell == NULL)
            return false;
    }
    *previous = __atomic_load_n(cell, __ATOMIC_RELAXED);
    uint64_t size = n_bytes;
    if (RT_UNLIKELY(size >= RT_CELL_SIZE_MAX)) {
        rt_map_note_huge(address, size);
        size = RT_CELL_SIZE_MAX;
    }
    __atomic_store_n(cell, (rt_cell)site << RT_CELL_SIZE_BITS | size,
                     __ATOMIC_RELAXED);
    return true;
}

/* Remove a block's cell and return it; 0 if the block is not known. */
static inline rt_cell rt_map_take(uintptr_t address)
{
    rt_cell *cell = rt_map_find(address);
    if (RT_UNLIKELY(cell == NULL))
        return 0;
    rt_cell taken = __atomic_load_n(cell, __ATOMIC_RELAXED);
    if (RT_LIKELY(taken != 0))
        __atomic_store_n(cell, 0, __ATOMIC_RELAXED);
    return taken;
}

/* The size in a cell just taken from (or overwritten at) an address. */
static inline uint64_t rt_cell_bytes(rt_cell cell, uintptr_t address)
{
    uint64_t size = cell & RT_CELL_SIZE_MAX;
    return RT_LIKELY(size != RT_CELL_SIZE_MAX) ? size
                                               : rt_map_take_huge(address);
}

#endif
