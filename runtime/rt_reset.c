/* rt_reset.c - counts that begin anew in the middle of a run
 *
 *     profpass_reset ──▶ rt_resets + 1 ──▶ each thread, at its next call:
 *                                          nodes and lines     0
 *                                          sites               live is
 * inherited open calls          entered anew
 *
 * It is what happens in the child of a fork, but other threads are about. What
 * one of them counts it alone can set to zero, so they are sent the slow way,
 * and do it there; of those that are asleep it is done at the end of the run.
 * An image that is taken meanwhile shows them as if they had.
 */
#include "rt_reset.h"

#include <string.h>

#include "rt_accounts.h"
#include "rt_api.h"
#include "rt_core.h"
#include "rt_samples.h"
#include "rt_sites.h"

uint32_t rt_resets;

static rt_lock lock; /* of those who reset */

/* Frees by other threads may come in at any moment: they count before or after.
 */
static void reset_site(profpass_site_record *site, rt_totals totals)
{
    uint64_t frees =
        __atomic_exchange_n(&site->remote_frees, 0, __ATOMIC_RELAXED);
    uint64_t freed =
        __atomic_exchange_n(&site->remote_freed_bytes, 0, __ATOMIC_RELAXED);
    __atomic_store_n(&site->remote_died_events, 0, __ATOMIC_RELAXED);
    uint64_t blocks = site->allocations - site->frees - frees;
    uint64_t bytes = site->allocated_bytes - site->freed_bytes - freed;
    site->allocations = site->allocated_bytes = 0;
    site->frees = site->freed_bytes = site->temporaries = 0;
    site->born_events = site->died_events = 0;
    site->moved_in = site->moved_in_bytes = 0;
    site->moved_out = site->moved_out_bytes = 0;
    site->inherited_blocks += blocks;
    site->inherited_bytes += bytes;
    site->max_blocks = site->inherited_blocks;
    site->max_bytes = site->inherited_bytes;
    __atomic_fetch_add(totals.inherited_blocks, blocks, __ATOMIC_RELAXED);
    __atomic_fetch_add(totals.inherited_bytes, bytes, __ATOMIC_RELAXED);
}

static void reset_block(profpass_block *block, profpass_header *header)
{
    rt_block_zero(block);
    rt_book book = rt_book_of(block->kind);
    profpass_site_record *sites = rt_block_records(block);
    for (uint32_t i = 0; book < RT_N_BOOKS && i < block->n_records; i++)
        reset_site(&sites[i], rt_totals_of(header, book));
}

/* Reset what a thread owns, in the file or in a copy of it. */
static void reset_blocks(uint8_t *bytes, profpass_ref owner)
{
    profpass_header *header = (profpass_header *)(void *)bytes;
    uint64_t end = __atomic_load_n(&header->used_bytes, __ATOMIC_ACQUIRE);
    for (uint64_t at = PROFPASS_HEADER_BYTES; at < end;) {
        profpass_block *block = (profpass_block *)(void *)(bytes + at);
        at += block->block_bytes;
        if (block->owner == owner)
            reset_block(block, header);
    }
}

static void reset_thread(rt_thread *home)
{
    home->resets_seen = __atomic_load_n(&rt_resets, __ATOMIC_RELAXED);
    rt_accounts_lock(); /* other threads free by these counts */
    reset_blocks((uint8_t *)(void *)rt.header, rt_ref(home->record));
    for (rt_thread *t = home; t != NULL; t = t->branch) {
        t->events = t->events_elsewhere = 0;
        rt_sites_restart(t);
    }
    rt_accounts_unlock();
    home->record->depth_peak = 0;
    for (rt_thread *t = home; t != NULL; t = t->branch) {
        t->net_bytes = 0;
        rt_samples_restart(t);
        if (t->bottom == NULL) /* its stack is another thread's by now */
            continue;
        uint64_t depth = (uint64_t)(t->top - t->bottom);
        if (depth > home->record->depth_peak)
            home->record->depth_peak = depth;
        rt_reenter(t);
    }
}

void rt_reset_obey(rt_thread *home)
{
    if (!rt_reset_is_due(home))
        return;
    uint64_t before = rt_signals_block();
    reset_thread(home);
    rt_signals_restore(before);
}

void rt_reset_image(rt_image *image)
{
    const rt_thread *thread = __atomic_load_n(&rt.threads, __ATOMIC_ACQUIRE);
    for (; thread != NULL; thread = thread->next)
        if (rt_reset_is_due(thread)) {
            profpass_ref ref = rt_ref(thread->record);
            profpass_thread_record *record =
                (profpass_thread_record *)(void *)(image->bytes +
                                                   (uint64_t)ref *
                                                       PROFPASS_REF_UNIT);
            record->events = 0;
            record->net_bytes = 0;
            reset_blocks(image->bytes, ref);
        }
}

/* Each book stands at its maximum so far: see rt_sites.h. */
static void reset_header(profpass_header *header)
{
    memset(header->losses, 0, sizeof header->losses);
    header->peak_site = 0;
    for (rt_book book = RT_HEAP; book < RT_N_BOOKS; book++) {
        rt_totals totals = rt_totals_of(header, book);
        *totals.peak_bytes =
            __atomic_load_n(totals.live_bytes, __ATOMIC_RELAXED);
        *totals.peak_blocks = *totals.live_blocks;
        *totals.peak_epoch = (*totals.peak_epoch | 1) + 2;
    }
}

static void reset(void)
{
    uint64_t lost_file = rt.header->losses[PROFPASS_LOSS_FILE];
    __atomic_fetch_add(&rt_resets, 1, __ATOMIC_SEQ_CST);
    reset_header(rt.header);
    rt.header->losses[PROFPASS_LOSS_FILE] = lost_file;
    rt_threads_alert();
    rt_thread *thread = __atomic_load_n(&rt.threads, __ATOMIC_ACQUIRE);
    for (; thread != NULL; thread = thread->next)
        if (thread == rt_home ||
            __atomic_load_n(&thread->record->ended, __ATOMIC_ACQUIRE) != 0)
            rt_reset_obey(thread);
}

/* All begins anew there anyhow. */
void rt_reset_fork_child(void)
{
    rt_lock_forget(&lock);
}

void rt_call_reset(void)
{
    if (!rt.recording || rt_thread_current() == NULL)
        return;
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    reset();
    rt_lock_drop(&lock);
    rt_signals_restore(before);
}
