/* rt_accounts.c - the totals and the sites of memory apart from the heap
 *
 * The shares at the peak follow the rule of rt_sites.h: an account has an epoch
 * of its own, odd while it stands at its maximum.
 */
#include "rt_accounts.h"

bool rt_accounts_recording;
rt_apart_table rt_apart;

static rt_lock lock;
static RT_TLS bool is_inside; /* a change: what the real functions call is not
                                 another */

bool rt_change_begin(rt_change *change, rt_thread *thread)
{
    if (!rt_accounts_recording || is_inside || (thread != NULL && thread->busy))
        return false;
    change->thread = thread;
    change->signals = rt_signals_block();
    is_inside = true;
    rt_accounts_lock();
    return true;
}

void rt_change_end(const rt_change *change)
{
    rt_accounts_unlock();
    is_inside = false;
    rt_signals_restore(change->signals);
}

rt_site *rt_change_site(const rt_change *change, rt_book book)
{
    rt_thread *thread = change->thread;
    rt_site *site = NULL;
    if (thread != NULL) {
        const rt_frame *frame = rt_running_frame(thread);
        site = rt_site_apart(thread, book, frame->node,
                             rt_site_key(frame->line_frame), frame->line_frame);
    }
    if (site != NULL)
        return site;
    rt_loss(PROFPASS_LOSS_SITES, 1);
    return rt_site_at(RT_SITE_SPARE);
}

void rt_credit(rt_book book, rt_site *site, uint64_t n_bytes)
{
    rt_totals totals = rt_totals_of(rt.header, book);
    profpass_site_record *record = site->record;
    *totals.live_bytes += n_bytes;
    *totals.live_blocks += 1;
    if (*totals.live_bytes > *totals.peak_bytes) {
        *totals.peak_bytes = *totals.live_bytes;
        *totals.peak_blocks = *totals.live_blocks;
        *totals.peak_epoch |= 1;
    } else {
        *totals.peak_epoch += *totals.peak_epoch & 1;
    }
    rt_site_touch(record, *totals.peak_epoch);
    record->allocations++;
    record->allocated_bytes += n_bytes;
    record->born_events += rt_site_events(site, NULL);
    rt_site_note_most(site);
}

void rt_debit(const rt_change *change, rt_book book, rt_site *site,
              uint64_t n_bytes, bool is_last)
{
    rt_totals totals = rt_totals_of(rt.header, book);
    profpass_site_record *record = site->record;
    *totals.peak_epoch += *totals.peak_epoch & 1;
    *totals.live_bytes -= n_bytes;
    *totals.live_blocks -= is_last;
    rt_site_touch(record, *totals.peak_epoch);
    const rt_thread *thread = change->thread;
    uint64_t died = is_last ? rt_site_events(site, thread) : 0;
    if (thread != NULL && site->owner->home == thread->home) {
        record->frees += is_last;
        record->freed_bytes += n_bytes;
        record->died_events += died;
    } else {
        record->remote_frees += is_last;
        record->remote_freed_bytes += n_bytes;
        record->remote_died_events += died;
    }
}

/* ---- the lock -------------------------------------------------------------
 */

void rt_accounts_lock(void)
{
    rt_lock_take(&lock);
}

void rt_accounts_unlock(void)
{
    rt_lock_drop(&lock);
}

void rt_accounts_fork_prepare(void)
{
    rt_accounts_lock();
}

void rt_accounts_fork_parent(void)
{
    rt_accounts_unlock();
}

void rt_accounts_fork_child(void)
{
    rt_lock_forget(&lock);
}
