/* rt_map.h - the side map: from a block's address to its site and size
 *
 *     address   46 ........ 26 | 25 ........ shift | ...
 *                    │                  │
 *     rt_map.top ──▶ leaf ──────────▶ cell = site (24 bits) | size (40 bits)
 *
 * Out of band, so that nothing in the program's heap changes. A cell covers a
 * granule of 2^shift bytes in which no two blocks begin; 0 is "no block". A
 * block too large for a cell has RT_CELL_ASIDE there and is kept aside
 * (rt_aside.c), as is one whose leaf cannot be had. No locks: a live block has
 * exactly one owner, and the allocator orders the free of an address before its
 * next use. All is async-signal-safe.
 */
#ifndef PROFPASS_RT_MAP_H
#define PROFPASS_RT_MAP_H

#include "rt.h"

#pragma GCC visibility push(hidden)

#define RT_MAP_ADDRESS_BITS 47
#define RT_MAP_LEAF_BITS    26 /* 64 MiB of addresses: 16 MiB of cells */
#define RT_MAP_N_LEAVES     (1u << (RT_MAP_ADDRESS_BITS - RT_MAP_LEAF_BITS))
#define RT_CELL_SIZE_BITS   40
#define RT_CELL_SIZE_MAX    ((UINT64_C(1) << RT_CELL_SIZE_BITS) - 1)
#define RT_CELL_ASIDE       ((rt_cell)RT_SITE_SPARE << RT_CELL_SIZE_BITS)

/* The site number of what is filed nowhere; the last of 24 bits. */
#define RT_SITE_SPARE 0xFFFFFFu

/* 2^shift bytes a cell. glibc's smallest chunk is 32 bytes; other allocators
 * hand out blocks 16 bytes apart once they are asked for RT_MAP_MIN_BYTES. */
#define RT_MAP_SHIFT_GLIBC 5
#define RT_MAP_SHIFT_OTHER 4
#define RT_MAP_MIN_BYTES   9

typedef uint64_t rt_cell;

typedef struct rt_map_state {
    /* 16 MiB of zero pages, touched sparsely */
    _Alignas(4096) rt_cell *top[RT_MAP_N_LEAVES];
} rt_map_state;
extern rt_map_state rt_map;

/* RT_MAP_SHIFT_…; apart from the table, which is all zeros and so not in the
 * library's file. */
extern unsigned rt_map_shift;

static inline uint32_t rt_cell_site(rt_cell cell)
{
    return (uint32_t)(cell >> RT_CELL_SIZE_BITS);
}

static inline rt_cell rt_cell_of(uint32_t site, uint64_t n_bytes)
{
    return (rt_cell)site << RT_CELL_SIZE_BITS | n_bytes;
}

/* Return the cell of an address, NULL if it has no leaf. */
static inline rt_cell *rt_map_find(uintptr_t address)
{
    uintptr_t index = address >> RT_MAP_LEAF_BITS;
    if (RT_UNLIKELY(index >= RT_MAP_N_LEAVES))
        return NULL;
    rt_cell *leaf = __atomic_load_n(&rt_map.top[index], __ATOMIC_ACQUIRE);
    if (RT_UNLIKELY(leaf == NULL))
        return NULL;
    uintptr_t offset = address & ((UINT64_C(1) << RT_MAP_LEAF_BITS) - 1);
    return &leaf[offset >> rt_map_shift];
}

/* File a block; false, counted, if it cannot be. */
bool rt_map_put(uintptr_t address, uint32_t site, uint64_t n_bytes);

/* Remove a block and return what was filed. */
rt_taken rt_map_take(uintptr_t address);

/* The same for a block without a cell, in rt_aside.c; put counts nothing. fork:
 * prepare holds its lock. */
bool rt_aside_put(uintptr_t address, uint32_t site, uint64_t n_bytes);
rt_taken rt_aside_take(uintptr_t address);
void rt_aside_fork_prepare(void);
void rt_aside_fork_parent(void);
void rt_aside_fork_child(void);

#pragma GCC visibility pop

#endif
