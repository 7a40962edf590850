/* rt_heap.c - accounting of a heap operation: what is not hot
 *
 * realloc is one allocation and one free, as valgrind counts, but one step of
 * the process's live bytes: the old and the new block never count together at
 * the peak. Its result counts as not fresh: freeing it next is no temporary.
 */
#include "rt_heap.h"

#include "rt_real.h"

bool rt_heap_recording;

void rt_heap_alloc_slow(void *block, size_t n_bytes)
{
    if (!rt_heap_recording || block == NULL)
        return;
    rt_thread *thread = rt_thread_current();
    if (thread != NULL && !thread->busy)
        rt_heap_alloc(block, n_bytes);
    else if (thread == NULL)
        rt_loss(PROFPASS_LOSS_BLOCKS, 1);
}

/* A free by a thread that is not, or not any more, or while it is at work for
 * us: the totals and the site stay right, no line sees it. */
void rt_heap_free_slow(void *block, rt_cell cell)
{
    rt_thread *thread = rt_thread_current();
    uint64_t n_bytes = rt_cell_bytes(cell, (uintptr_t)block);
    uint64_t epoch = rt_heap_shrink(rt.header, n_bytes, 1);
    rt_heap_debit_site(NULL, rt_cell_site(cell), n_bytes, epoch);
    if (thread == NULL || thread->busy)
        return;
    thread->last_block = NULL;
    thread->events++;
    thread->net_bytes -= (int64_t)n_bytes;
}

bool rt_heap_free_unknown(void *block)
{
    if (block == NULL)
        return true;
    if (rt_boot_owns(block))
        return false;
    if (rt_heap_recording)
        rt_loss(PROFPASS_LOSS_FOREIGN_FREES, 1);
    return true;
}

/* The block that was at the address went away in a way that we do not watch. */
void rt_heap_free_unseen(rt_cell previous)
{
    uint64_t n_bytes = previous & RT_CELL_SIZE_MAX;
    uint64_t epoch = rt_heap_shrink(rt.header, n_bytes, 1);
    rt_heap_debit_site(NULL, rt_cell_site(previous), n_bytes, epoch);
}

void rt_on_alloc(void *block, size_t n_bytes)
{
    rt_heap_alloc(block, n_bytes);
}

void rt_on_free(void *block)
{
    rt_heap_free(block);
}

rt_taken rt_take(void *block)
{
    rt_cell cell = rt_map_take((uintptr_t)block);
    return (rt_taken){
        .site = rt_cell_site(cell),
        .n_bytes = cell != 0 ? rt_cell_bytes(cell, (uintptr_t)block) : 0,
        .known = cell != 0,
    };
}

void rt_restore(void *block, rt_taken taken)
{
    rt_cell previous;
    if (taken.known)
        (void)rt_map_put((uintptr_t)block, taken.site, taken.n_bytes,
                         &previous);
}

/* Book the old block out, where there is nothing to book in. */
static void drop_taken(rt_taken taken)
{
    if (!taken.known)
        return;
    uint64_t epoch = rt_heap_shrink(rt.header, taken.n_bytes, 1);
    rt_thread *thread = rt_thread_current();
    rt_heap_debit_site(thread, taken.site, taken.n_bytes, epoch);
    if (thread == NULL || thread->busy)
        return;
    thread->last_block = NULL;
    thread->events++;
    thread->net_bytes -= (int64_t)taken.n_bytes;
}

void rt_on_realloc(rt_taken taken, void *block, size_t n_bytes)
{
    if (!rt_heap_recording)
        return;
    if (!taken.known)
        rt_loss(PROFPASS_LOSS_FOREIGN_FREES, 1);
    rt_thread *thread = rt_thread_current();
    if (block == NULL || thread == NULL || thread->busy) {
        drop_taken(taken);
        return;
    }
    rt_frame *frame = rt_running_frame(thread);
    profpass_site_record *record = rt_site_current(thread, frame)->record;
    uintptr_t address = (uintptr_t)block;
    rt_cell previous;
    if (!rt_map_put(address, record->id, n_bytes, &previous)) {
        drop_taken(taken);
        return;
    }
    if (previous != 0)
        rt_heap_free_unseen(previous);

    int64_t step = (int64_t)n_bytes - (int64_t)taken.n_bytes;
    uint64_t epoch;
    uint64_t live =
        rt_heap_grow(rt.header, (uint64_t)step, taken.known ? 0 : 1, &epoch);
    if (taken.known)
        rt_heap_debit_site(thread, taken.site, taken.n_bytes, epoch);
    rt_heap_credit_site(record, n_bytes, epoch);
    thread->events++;
    thread->net_bytes += step;
    thread->last_block = NULL;
    if (live > frame->peak_bytes)
        frame->peak_bytes = live;
}

void rt_heap_fork(void)
{
    profpass_header *header = rt.header;
    rt_sites_inherit();
    header->inherited_bytes = header->peak_bytes = header->live_bytes;
    header->inherited_blocks = header->peak_blocks = header->live_blocks;
    header->peak_epoch = 1; /* it stands at its maximum so far */
}
