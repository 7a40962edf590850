/* rt_map.c - the side map: leaves, and sizes too large for a cell
 *
 * Leaves are reserved lazily and stay for ever: the allocator will use their
 * addresses again.
 */
#define _GNU_SOURCE
#include "rt_map.h"

#include <errno.h>
#include <sys/mman.h>

rt_map_state rt_map = {.shift = RT_MAP_SHIFT_OTHER};

/* All blocks of a tebibyte and more that the 2^47 bytes of the map can hold. */
#define N_HUGE 128
static struct {
    uintptr_t address;
    uint64_t n_bytes;
} huge[N_HUGE];

rt_cell *rt_map_grow(uintptr_t address)
{
    if (address >> RT_MAP_ADDRESS_BITS != 0) {
        rt_loss(PROFPASS_LOSS_BLOCKS, 1);
        return NULL;
    }
    int saved = errno;
    size_t n_bytes = sizeof(rt_cell)
                     << (RT_MAP_LEAF_BITS - (unsigned)rt_map.shift);
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
    rt_cell *none = NULL;
    if (!__atomic_compare_exchange_n(&rt_map.top[address >> RT_MAP_LEAF_BITS],
                                     &none, leaf, false, __ATOMIC_ACQ_REL,
                                     __ATOMIC_ACQUIRE))
        munmap(leaf, n_bytes); /* another thread was first */
    errno = saved;
    return rt_map_find(address);
}

void rt_map_note_huge(uintptr_t address, uint64_t n_bytes)
{
    for (int i = 0; i < N_HUGE; ++i) {
        uintptr_t none = 0;
        if (__atomic_compare_exchange_n(&huge[i].address, &none, address, false,
                                        __ATOMIC_ACQ_REL, __ATOMIC_RELAXED)) {
            __atomic_store_n(&huge[i].n_bytes, n_bytes, __ATOMIC_RELEASE);
            return;
        }
    }
}

uint64_t rt_map_take_huge(uintptr_t address)
{
    for (int i = 0; i < N_HUGE; ++i)
        if (__atomic_load_n(&huge[i].address, __ATOMIC_ACQUIRE) == address) {
            uint64_t n_bytes =
                __atomic_load_n(&huge[i].n_bytes, __ATOMIC_ACQUIRE);
            __atomic_store_n(&huge[i].address, 0, __ATOMIC_RELEASE);
            return n_bytes;
        }
    return RT_CELL_SIZE_MAX;
}
