/* rt_heap.c - accounting of a heap operation: every case
 *
 * realloc is one allocation and one free, as valgrind counts, but one step of
 * the process's live bytes: the old and the new block never count together at
 * the peak. Its result counts as not fresh: freeing it next is no temporary.
 */
#include "rt_heap.h"

#include "rt_patch.h"
#include "rt_real.h"

bool rt_heap_recording;

/* Atomic only where it must be. */
static uint64_t add(uint64_t *counter, uint64_t by)
{
    return __libc_single_threaded
               ? (*counter += by)
               : __atomic_add_fetch(counter, by, __ATOMIC_RELAXED);
}

/* Move the epoch from one parity to the other; return what holds now. */
static uint64_t turn_epoch(profpass_header *header, uint64_t parity)
{
    uint64_t now = __atomic_load_n(&header->peak_epoch, __ATOMIC_RELAXED);
    if ((now & 1) == parity)
        return now;
    __atomic_compare_exchange_n(&header->peak_epoch, &now, now + 1, false,
                                __ATOMIC_RELAXED, __ATOMIC_RELAXED);
    return __atomic_load_n(&header->peak_epoch, __ATOMIC_RELAXED);
}

/* Change the process's totals by a step, on behalf of a site if they grow;
 * return live bytes now and *epoch. Ties leave the first maximum standing. With
 * threads, live and peak are exact; the blocks at the peak, its site and the
 * sites' shares may miss operations in flight. */
static uint64_t step_totals(int64_t n_bytes, int64_t n_blocks, uint32_t site,
                            uint64_t *epoch)
{
    profpass_header *header = rt.header;
    if (n_bytes <= 0)
        *epoch = turn_epoch(header, 0);
    uint64_t live = add(&header->live_bytes, (uint64_t)n_bytes);
    uint64_t blocks = add(&header->live_blocks, (uint64_t)n_blocks);
    if (n_bytes <= 0)
        return live;
    *epoch = __atomic_load_n(&header->peak_epoch, __ATOMIC_RELAXED);
    uint64_t peak = __atomic_load_n(&header->peak_bytes, __ATOMIC_RELAXED);
    while (live > peak)
        if (__atomic_compare_exchange_n(&header->peak_bytes, &peak, live, true,
                                        __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
            __atomic_store_n(&header->peak_blocks, blocks, __ATOMIC_RELAXED);
            __atomic_store_n(&header->peak_site,
                             site != RT_SITE_SPARE ? site : 0,
                             __ATOMIC_RELAXED);
            *epoch = turn_epoch(header, 1);
            break;
        }
    return live;
}

static void credit_site(rt_site *site, uint64_t n_bytes, uint64_t epoch,
                        uint64_t events)
{
    rt_site_touch(site->record, epoch);
    site->record->born_events += events;
    rt_heap_credit(site, n_bytes, rt_size_class(n_bytes));
}

static profpass_site_record *debit_site(const rt_thread *thread, uint32_t id,
                                        uint64_t n_bytes, uint64_t epoch)
{
    const rt_site *site = rt_site_at(id);
    profpass_site_record *record = site->record;
    rt_site_touch(record, epoch);
    uint64_t events = rt_site_events(site, thread);
    bool own = thread != NULL && site->owner == thread;
    if (own) {
        record->frees++;
        record->freed_bytes += n_bytes;
        record->died_events += events;
    } else {
        add(&record->remote_frees, 1);
        add(&record->remote_freed_bytes, n_bytes);
        add(&record->remote_died_events, events);
    }
    return record;
}

/* The calling thread, if it records now. */
static rt_thread *recording_thread(void)
{
    rt_thread *thread = rt_heap_recording ? rt_thread_current() : NULL;
    return thread != NULL && !thread->busy ? thread : NULL;
}

/* Others may read the events. */
static void step_thread(rt_thread *thread, int64_t n_bytes, void *fresh)
{
    __atomic_store_n(&thread->events, thread->events + 1, __ATOMIC_RELAXED);
    thread->net_bytes += n_bytes;
    thread->last_block = fresh;
}

/* The operation is complete: who waits for it? */
static void end_operation(rt_thread *thread, uint64_t live, uint64_t n_bytes)
{
    if (thread->events > thread->sample_at)
        rt_sample(thread);
    if (live > __atomic_load_n(&rt_break_bytes, __ATOMIC_RELAXED))
        rt_break(thread, live, n_bytes);
}

/* Book a block out. A thread that is no more, or is at work for us, has no
 * line that could see it; totals and site stay right. */
static void book_out(rt_taken taken, const void *block)
{
    int64_t n_bytes = (int64_t)taken.n_bytes;
    rt_thread *thread = recording_thread();
    uint64_t epoch;
    step_totals(-n_bytes, -1, 0, &epoch);
    bool is_temporary =
        thread != NULL && block != NULL && thread->last_block == block;
    if (thread != NULL)
        step_thread(thread, -n_bytes, NULL);
    profpass_site_record *record =
        debit_site(thread, taken.site, taken.n_bytes, epoch);
    record->temporaries += is_temporary;
    if (thread != NULL)
        end_operation(thread, 0, 0);
}

/* File a block in the map; false if there is no room, counted. A block that the
 * map still has there went away unseen: by a pointer to free that was taken
 * before we came. */
static bool file_block(void *block, uint32_t site, uint64_t n_bytes)
{
    rt_taken unseen = rt_map_take((uintptr_t)block);
    if (unseen.known) {
        uint64_t epoch;
        step_totals(-(int64_t)unseen.n_bytes, -1, 0, &epoch);
        debit_site(NULL, unseen.site, unseen.n_bytes, epoch);
    }
    return rt_map_put((uintptr_t)block, site, n_bytes);
}

void rt_heap_alloc_any(void *block, size_t n_bytes)
{
    if (block == NULL || !rt_heap_recording)
        return;
    rt_thread *thread = recording_thread();
    if (thread == NULL) {
        if (rt_self == NULL)
            rt_loss(PROFPASS_LOSS_BLOCKS, 1);
        return;
    }
    rt_frame *frame = rt_running_frame(thread);
    rt_site *site = rt_site_current(thread, frame);
    if (!file_block(block, site->record->id, n_bytes))
        return;
    uint64_t epoch;
    uint64_t live = step_totals((int64_t)n_bytes, 1, site->record->id, &epoch);
    step_thread(thread, (int64_t)n_bytes, block);
    credit_site(site, n_bytes, epoch, thread->events);
    rt_heap_rise(frame, live);
    end_operation(thread, live, n_bytes);
}

bool rt_heap_free_any(void *block)
{
    if (block == NULL)
        return true;
    if (!rt_heap_recording)
        return !rt_boot_owns(block);
    rt_taken taken = rt_map_take((uintptr_t)block);
    if (taken.known) {
        book_out(taken, block);
        return true;
    }
    if (rt_boot_owns(block))
        return false;
    rt_loss(PROFPASS_LOSS_FOREIGN_FREES, 1);
    return true;
}

rt_taken rt_take(void *block)
{
    return rt_map_take((uintptr_t)block);
}

void rt_restore(void *block, rt_taken taken)
{
    if (taken.known)
        (void)rt_map_put((uintptr_t)block, taken.site, taken.n_bytes);
}

void rt_on_realloc(rt_taken taken, const void *from, void *block,
                   size_t n_bytes)
{
    if (!rt_heap_recording)
        return;
    rt_thread *thread = recording_thread();
    if (!taken.known) {
        rt_loss(PROFPASS_LOSS_FOREIGN_FREES, 1);
        rt_heap_alloc_any(block, n_bytes);
        if (thread != NULL)
            thread->last_block = NULL;
        return;
    }
    rt_site *site = NULL;
    rt_frame *frame = NULL;
    if (block != NULL && thread != NULL) {
        frame = rt_running_frame(thread);
        site = rt_site_current(thread, frame);
    }
    if (site == NULL || !file_block(block, site->record->id, n_bytes)) {
        book_out(taken, block == NULL ? from : NULL);
        return;
    }
    int64_t step = (int64_t)n_bytes - (int64_t)taken.n_bytes;
    uint64_t epoch;
    uint64_t live = step_totals(step, 0, site->record->id, &epoch);
    step_thread(thread, step, NULL);
    profpass_site_record *old =
        debit_site(thread, taken.site, taken.n_bytes, epoch);
    add(&old->moved_out, 1);
    add(&old->moved_out_bytes, taken.n_bytes);
    credit_site(site, n_bytes, epoch, thread->events);
    site->record->moved_in++;
    site->record->moved_in_bytes += n_bytes;
    rt_heap_rise(frame, live);
    end_operation(thread, live, n_bytes);
}

void rt_heap_fork(void)
{
    rt_sites_inherit();
    rt_patch_fork();
}
