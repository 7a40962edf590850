/* rt_heap.h - accounting of a heap operation: the hot path
 *
 *     malloc ──▶ real malloc ──▶ rt_heap_alloc(block, n)
 *     free   ──▶ rt_heap_free(block) ──▶ real free
 *
 *     process   live, peak, epoch      plain while the process has one thread,
 *     thread    events, net bytes      else atomic; exact in both
 *     frame     running peak
 *     site      allocations, frees …
 *     map       block -> site, size    cleared before the block is given back
 *
 * Inline, because a call more is a tenth of what the pair may cost. Nothing
 * here changes errno or allocates with malloc.
 */
#ifndef PROFPASS_RT_HEAP_H
#define PROFPASS_RT_HEAP_H

#include <sys/single_threaded.h>

#include "rt.h"
#include "rt_map.h"
#include "rt_sites.h"

/* True once operations are recorded. */
extern bool rt_heap_recording;

/* What is not hot. free_unknown: a block without a record; return false if it
 * is of our own boot arena. free_unseen: the block that the map still had where
 * a new one begins. */
void rt_heap_alloc_slow(void *block, size_t n_bytes);
void rt_heap_free_slow(void *block, rt_cell cell);
bool rt_heap_free_unknown(void *block);
void rt_heap_free_unseen(rt_cell previous);

/* Change the process's totals, most often upwards; return live bytes now and
 * *epoch. Ties leave the first maximum standing. */
static inline uint64_t rt_heap_grow(profpass_header *header, uint64_t n_bytes,
                                    uint64_t n_blocks, uint64_t *epoch)
{
    if (RT_LIKELY(__libc_single_threaded)) {
        uint64_t live = header->live_bytes += n_bytes;
        uint64_t blocks = header->live_blocks += n_blocks;
        uint64_t now = header->peak_epoch;
        if (live > header->peak_bytes) {
            header->peak_bytes = live;
            header->peak_blocks = blocks;
            header->peak_epoch = now |= 1;
        } else if (RT_UNLIKELY(now & 1)) {
            header->peak_epoch = ++now;
        }
        *epoch = now;
        return live;
    }
    uint64_t live =
        __atomic_add_fetch(&header->live_bytes, n_bytes, __ATOMIC_RELAXED);
    uint64_t blocks =
        __atomic_add_fetch(&header->live_blocks, n_blocks, __ATOMIC_RELAXED);
    uint64_t peak = __atomic_load_n(&header->peak_bytes, __ATOMIC_RELAXED);
    uint64_t now = __atomic_load_n(&header->peak_epoch, __ATOMIC_RELAXED);
    if ((now & 1) != 0 && (int64_t)n_bytes <= 0 &&
        __atomic_compare_exchange_n(&header->peak_epoch, &now, now + 1, false,
                                    __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        now++;
    while (live > peak)
        if (__atomic_compare_exchange_n(&header->peak_bytes, &peak, live, true,
                                        __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
            __atomic_store_n(&header->peak_blocks, blocks, __ATOMIC_RELAXED);
            if ((now & 1) == 0)
                __atomic_compare_exchange_n(&header->peak_epoch, &now, now + 1,
                                            false, __ATOMIC_RELAXED,
                                            __ATOMIC_RELAXED);
            now |= 1;
            break;
        }
    *epoch = now;
    return live;
}

/* Lower the process's totals; return the epoch, even from now on. */
static inline uint64_t rt_heap_shrink(profpass_header *header, uint64_t n_bytes,
                                      uint64_t n_blocks)
{
    if (RT_LIKELY(__libc_single_threaded)) {
        header->live_bytes -= n_bytes;
        header->live_blocks -= n_blocks;
        uint64_t now = header->peak_epoch;
        if (RT_UNLIKELY(now & 1))
            header->peak_epoch = ++now;
        return now;
    }
    uint64_t now = __atomic_load_n(&header->peak_epoch, __ATOMIC_RELAXED);
    if ((now & 1) != 0 &&
        __atomic_compare_exchange_n(&header->peak_epoch, &now, now + 1, false,
                                    __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        now++;
    __atomic_sub_fetch(&header->live_bytes, n_bytes, __ATOMIC_RELAXED);
    __atomic_sub_fetch(&header->live_blocks, n_blocks, __ATOMIC_RELAXED);
    return now;
}

static inline void rt_heap_credit_site(profpass_site_record *record,
                                       uint64_t n_bytes, uint64_t epoch)
{
    rt_site_touch(record, epoch);
    record->allocations++;
    record->allocated_bytes += n_bytes;
}

static inline void rt_heap_debit_site(const rt_thread *thread, uint32_t id,
                                      uint64_t n_bytes, uint64_t epoch)
{
    const rt_site *site = rt_site_at(id);
    profpass_site_record *record = site->record;
    rt_site_touch(record, epoch);
    if (RT_LIKELY(site->owner == thread)) {
        record->frees++;
        record->freed_bytes += n_bytes;
        return;
    }
    __atomic_add_fetch(&record->remote_frees, 1, __ATOMIC_RELAXED);
    __atomic_add_fetch(&record->remote_freed_bytes, n_bytes, __ATOMIC_RELAXED);
}

/* Account for a block that the program now owns. NULL is ignored. */
static inline void rt_heap_alloc(void *block, size_t n_bytes)
{
    rt_thread *thread = rt_self;
    if (RT_UNLIKELY(!rt_heap_recording || block == NULL || thread == NULL ||
                    thread->busy)) {
        rt_heap_alloc_slow(block, n_bytes);
        return;
    }
    rt_frame *frame = rt_running_frame(thread);
    profpass_site_record *record = rt_site_current(thread, frame)->record;
    uintptr_t address = (uintptr_t)block;
    rt_cell previous;
    if (RT_UNLIKELY(!rt_map_put(address, record->id, n_bytes, &previous)))
        return;
    if (RT_UNLIKELY(previous != 0))
        rt_heap_free_unseen(previous);

    uint64_t epoch;
    uint64_t live = rt_heap_grow(rt.header, n_bytes, 1, &epoch);
    rt_heap_credit_site(record, n_bytes, epoch);
    thread->events++;
    thread->net_bytes += (int64_t)n_bytes;
    thread->last_block = block;
    if (live > frame->peak_bytes)
        frame->peak_bytes = live;
}

/* Account for a block that the program gives back. NULL is ignored. Return
 * whether the real allocator is to have it. */
static inline bool rt_heap_free(void *block)
{
    uintptr_t address = (uintptr_t)block;
    rt_cell cell = rt_map_take(address);
    if (RT_UNLIKELY(cell == 0))
        return rt_heap_free_unknown(block);
    rt_thread *thread = rt_self;
    if (RT_UNLIKELY(thread == NULL || thread->busy)) {
        rt_heap_free_slow(block, cell);
        return true;
    }
    uint64_t n_bytes = rt_cell_bytes(cell, address);
    uint32_t id = rt_cell_site(cell);
    uint64_t epoch = rt_heap_shrink(rt.header, n_bytes, 1);
    rt_heap_debit_site(thread, id, n_bytes, epoch);
    if (thread->last_block == block)
        rt_site_at(id)->record->temporaries++;
    thread->last_block = NULL;
    thread->events++;
    thread->net_bytes -= (int64_t)n_bytes;
    return true;
}

#endif
