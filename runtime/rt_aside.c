/* rt_aside.c - blocks that the side map has no cell for
 *
 *     slots[hash(address) & mask] ──▶ address, site, size      at most half
 * full
 *
 * A block too large for a cell; one of a region whose cells would take too much
 * of what `ulimit -v` allows; one beyond the map's addresses. Slow next to a
 * cell, and meant to be rare or to serve programs with little memory: a lock,
 * and signals blocked.
 */
#define _GNU_SOURCE
#include "rt_map.h"

#include <errno.h>

#include "rt_system.h"

typedef struct entry {
    uintptr_t address; /* 0: empty */
    uint64_t n_bytes;
    uint32_t site;
} entry;

#define FIRST_SLOTS 128 /* a page */

static rt_lock lock;
static entry *slots;
static size_t mask, n_entries;

static size_t slot_of(uintptr_t address)
{
    uint64_t hash = (address >> 3) * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(hash >> 32) & mask;
}

/* Return the slot that holds an address, or the empty one where it would go. */
static entry *find(uintptr_t address)
{
    size_t at = slot_of(address);
    while (slots[at].address != 0 && slots[at].address != address)
        at = (at + 1) & mask;
    return &slots[at];
}

static bool grow(void)
{
    int saved = errno;
    entry *old = slots;
    size_t n_old = old != NULL ? mask + 1 : 0;
    size_t n = old != NULL ? 2 * n_old : FIRST_SLOTS;
    void *fresh = rt_mmap(NULL, n * sizeof *slots, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    errno = saved;
    if (fresh == MAP_FAILED)
        return false;
    slots = fresh;
    mask = n - 1;
    for (size_t i = 0; i < n_old; i++)
        if (old[i].address != 0)
            *find(old[i].address) = old[i];
    if (old != NULL)
        rt_munmap(old, n_old * sizeof *old);
    return true;
}

bool rt_aside_put(uintptr_t address, uint32_t site, uint64_t n_bytes)
{
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    bool has_room = (slots != NULL && 2 * n_entries < mask) || grow();
    if (has_room) {
        entry *slot = find(address);
        size_t is_new = slot->address == 0;
        *slot = (entry){address, n_bytes, site};
        __atomic_store_n(&n_entries, n_entries + is_new, __ATOMIC_RELEASE);
    }
    rt_lock_drop(&lock);
    rt_signals_restore(before);
    return has_room;
}

/* Empty a slot: those behind it that would no longer be found move up. */
static void empty(size_t hole)
{
    for (size_t at = (hole + 1) & mask; slots[at].address != 0;
         at = (at + 1) & mask) {
        size_t home = slot_of(slots[at].address);
        if (((at - home) & mask) < ((at - hole) & mask))
            continue;
        slots[hole] = slots[at];
        hole = at;
    }
    slots[hole].address = 0;
}

rt_taken rt_aside_take(uintptr_t address)
{
    rt_taken taken = {.known = false};
    if (__atomic_load_n(&n_entries, __ATOMIC_ACQUIRE) == 0)
        return taken;
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    const entry *slot = slots != NULL ? find(address) : NULL;
    if (slot != NULL && slot->address != 0) {
        taken = (rt_taken){slot->site, slot->n_bytes, true};
        empty((size_t)(slot - slots));
        __atomic_store_n(&n_entries, n_entries - 1, __ATOMIC_RELEASE);
    }
    rt_lock_drop(&lock);
    rt_signals_restore(before);
    return taken;
}

void rt_aside_fork_prepare(void)
{
    rt_lock_take(&lock);
}

void rt_aside_fork_parent(void)
{
    rt_lock_drop(&lock);
}

void rt_aside_fork_child(void)
{
    rt_lock_forget(&lock);
}
