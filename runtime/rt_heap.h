/* rt_heap.h - accounting of a heap operation: the hot path
 *
 *     malloc ──▶ real malloc ──▶ rt_heap_alloc(block, n)
 *     free   ──▶ rt_heap_free(block) ──▶ real free
 *
 *     process   live, peak, epoch      plain while the process has one thread,
 *     thread    events, net bytes      else atomic; exact in both
 *     frame     running peak, of the nearest with lines
 *     site      allocations, frees …
 *     map       block -> site, size    cleared before the block is given back
 *
 * The hot path is straight: it looks at everything that could be in its way,
 * calls nothing, and so saves no registers; whatever is unusual is left, still
 * untouched, to the general functions of rt_heap.c. Inline, because a call more
 * is a tenth of what the pair may cost. Nothing here changes errno or allocates
 * with malloc.
 */
#ifndef PROFPASS_RT_HEAP_H
#define PROFPASS_RT_HEAP_H

#include <sys/single_threaded.h>

#include "rt.h"
#include "rt_break.h"
#include "rt_map.h"
#include "rt_samples.h"
#include "rt_sites.h"
#include "rt_sizes.h"

#pragma GCC visibility push(hidden)

#define RT_HOT __attribute__((always_inline))

/* True once operations are recorded. */
extern bool rt_heap_recording;

/* Account for a block that the program now owns, or gives back, in every case.
 * NULL is ignored. free returns whether the real allocator is to have it: not
 * if it is of our own boot arena. */
void rt_heap_alloc_any(void *block, size_t n_bytes);
bool rt_heap_free_any(void *block);

/* The heap is below its peak, or about to be: see rt_sites.h. */
static inline void rt_heap_fall(profpass_header *header,
                                profpass_site_record *record)
{
    if (RT_LIKELY(record->epoch == header->peak_epoch))
        return;
    header->peak_epoch += header->peak_epoch & 1;
    rt_site_keep_peak(record, header->peak_epoch);
}

/* The heap has grown: the line that runs is that of the nearest call that has
 * lines. */
static inline RT_HOT void rt_heap_rise(const rt_frame *frame, uint64_t live)
{
    rt_frame *line_frame = frame->line_frame;
    if (live > line_frame->peak_bytes)
        line_frame->peak_bytes = live;
}

/* What a new block adds to its site, but for its birth. */
static inline RT_HOT void rt_heap_credit(rt_site *site, uint64_t n_bytes,
                                         uint64_t size_class)
{
    profpass_size_record *sizes = site->sizes;
    sizes->counts[size_class]++;
    if (RT_UNLIKELY(sizes->largest_bytes < n_bytes))
        sizes->largest_bytes = n_bytes;
    profpass_site_record *record = site->record;
    record->allocations++;
    record->allocated_bytes += n_bytes;
    rt_site_note_most(site);
}

/* In such an order that each value is soon done with: the registers that the
 * call of the real malloc leaves are enough. */
static inline RT_HOT bool rt_heap_alloc_hot(void *block, size_t n_bytes)
{
    rt_thread *thread = rt_self;
    if (RT_UNLIKELY(thread == NULL || !__libc_single_threaded))
        return false;
    rt_frame *frame = thread->top;
    if (RT_UNLIKELY(frame->context == &rt_limbo || !rt_site_is_cached(frame)))
        return false; /* nor is there a site while nothing is recorded */
    rt_cell *cell = rt_map_find((uintptr_t)block);
    if (RT_UNLIKELY(cell == NULL || *cell != 0 || !rt_size_is_small(n_bytes) ||
                    thread->events >= thread->sample_at))
        return false;
    rt_site *site = frame->node->site;
    profpass_site_record *record = site->record;
    *cell = site->cell | n_bytes;
    profpass_header *header = rt.header;
    uint64_t live = header->live_bytes + n_bytes;
    if (live <= header->peak_bytes) {
        rt_heap_fall(header, record);
    } else if (RT_LIKELY(live <= rt_break_bytes)) {
        header->peak_bytes = live;
        header->peak_blocks = header->live_blocks + 1;
        header->peak_epoch |= 1;
        header->peak_site = record->id;
    } else {
        *cell = 0;
        return false;
    }
    header->live_bytes = live;
    header->live_blocks++;
    rt_heap_rise(frame, live);
    record->born_events += ++thread->events;
    thread->net_bytes += (int64_t)n_bytes;
    thread->last_block = block;
    rt_heap_credit(site, n_bytes, rt_small_size_class(n_bytes));
    return true;
}

static inline RT_HOT bool rt_heap_free_hot(void *block)
{
    rt_cell *cell = rt_map_find((uintptr_t)block);
    rt_thread *thread = rt_self;
    if (RT_UNLIKELY(cell == NULL || !__libc_single_threaded))
        return false;
    rt_cell taken = *cell;
    const rt_site *site = rt_site_at(rt_cell_site(taken));
    uint64_t events = thread->events;
    if (RT_UNLIKELY(site->owner != thread || events >= thread->sample_at))
        return false; /* or no block, or one whose size the cell cannot say */
    uint64_t n_bytes = taken & RT_CELL_SIZE_MAX;
    profpass_site_record *record = site->record;
    profpass_header *header = rt.header;
    *cell = 0;

    header->live_bytes -= n_bytes;
    header->live_blocks--;
    rt_heap_fall(header, record);
    record->frees++;
    record->freed_bytes += n_bytes;
    record->died_events += events + 1;
    thread->events++;
    if (thread->last_block == block)
        record->temporaries++;
    thread->last_block = NULL;
    thread->net_bytes -= (int64_t)n_bytes;
    return true;
}

/* Account for a block that the program now owns. NULL is ignored. */
static inline RT_HOT void rt_heap_alloc(void *block, size_t n_bytes)
{
    if (RT_UNLIKELY(!rt_heap_alloc_hot(block, n_bytes)))
        rt_heap_alloc_any(block, n_bytes);
}

#pragma GCC visibility pop

#endif
