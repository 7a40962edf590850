/* rt_sites.h - where bytes come from, and the share of each at the peak
 *
 *     cell.site ──▶ rt_sites[site >> 12][site & 4095] ──▶ record, in the file
 *
 * A site is a node and the innermost instrumented line that runs there. Its
 * record has one writer, the node's thread; frees by other threads go to a
 * group of atomic fields.
 *
 * The share at the peak costs nothing per event: header.peak_epoch counts the
 * turns of the heap. It is odd while the heap stands at its maximum so far,
 * even once it has shrunk from it.
 *
 *     live     ___2___       6
 *           __/       \__   /  \__
 *     ____1/            3\_4/    7\___       epoch changes at
 *                                            first alloc (odd), 3 (even),
 *     ─────────────────────────────── time   a new maximum (odd), 7 (even)
 *
 * A site that is touched in an even epoch for the first time copies what it
 * has live before it changes: that is what it had at the peak. One that was
 * not touched since has it still. So at_peak counts if site.epoch equals
 * header.peak_epoch, and live does if not.
 */
#ifndef PROFPASS_RT_SITES_H
#define PROFPASS_RT_SITES_H

#include "rt_map.h"

#pragma GCC visibility push(hidden)

/* The book that a kind of block belongs to; RT_N_BOOKS if to none. */
rt_book rt_book_of(uint32_t block_kind);

/* Where a header says how a book stands. */
typedef struct rt_totals {
    uint64_t *live_bytes, *live_blocks;
    uint64_t *peak_bytes, *peak_blocks, *peak_epoch;
    uint64_t *inherited_bytes, *inherited_blocks;
} rt_totals;
rt_totals rt_totals_of(profpass_header *header, rt_book book);

#define RT_SITES_CHUNK_BITS 12
#define RT_SITES_CHUNK      (1u << RT_SITES_CHUNK_BITS)
#define RT_SITES_N_CHUNKS   (1u << (24 - RT_SITES_CHUNK_BITS))

/* [site >> 12] -> rt_site[4096]; chunks stay. The first and the last are always
 * there: 0, which is no site, and the spare one are owned by no thread. */
extern rt_site *rt_sites[RT_SITES_N_CHUNKS];

static inline rt_site *rt_site_at(uint32_t id)
{
    rt_site *chunk =
        __atomic_load_n(&rt_sites[id >> RT_SITES_CHUNK_BITS], __ATOMIC_ACQUIRE);
    return &chunk[id & (RT_SITES_CHUNK - 1)];
}

/* Find or make the calling thread's site of a key at a node, and remember it in
 * the node. Never NULL: when memory or numbers run out it is a site outside of
 * the file, counted. Keeps errno. */
rt_site *rt_site_find(rt_thread *thread, rt_node *node, uint64_t key,
                      const rt_frame *line_frame);

/* Find or make a site in another book than the heap's; NULL if that cannot be.
 * With signals blocked. */
rt_site *rt_site_apart(rt_thread *thread, rt_book book, rt_node *node,
                       uint64_t key, const rt_frame *line_frame);

/* The counts of a stack's sites have begun anew. */
void rt_sites_restart(rt_thread *thread);

/* Give every site's counts to a new process: live becomes inherited, and their
 * sum the process's, in each book. */
void rt_sites_inherit(void);

/* function id << 32 | slot of the line that runs; of the bottom frame the
 * root's id, which is 0, and no slot. */
static inline uint64_t rt_site_key(const rt_frame *line_frame)
{
    return (uint64_t)line_frame->node->function_id << 32 |
           line_frame->probe.line;
}

/* Whether node->site of a frame is the site that an allocation there is charged
 * to: it is if the node was asked for the same line the last time. No key is 0:
 * a fresh node never fits. */
static inline bool rt_site_is_cached(const rt_frame *frame)
{
    return frame->node->site_key == rt_site_key(frame->line_frame);
}

static inline rt_site *rt_site_current(rt_thread *thread, const rt_frame *frame)
{
    return rt_site_is_cached(frame)
               ? frame->node->site
               : rt_site_find(thread, frame->node,
                              rt_site_key(frame->line_frame),
                              frame->line_frame);
}

/* The heap operations of a site's owner by now, as seen from a thread or, if
 * NULL, from none. The owner is somewhere else, or on another stack, or no
 * more; its state stays. */
static inline uint64_t rt_site_events(const rt_site *site,
                                      const rt_thread *thread)
{
    const rt_thread *home = site->owner->home;
    if (thread == NULL || thread->home != home)
        thread = __atomic_load_n(&home->running, __ATOMIC_RELAXED);
    return __atomic_load_n(&thread->events, __ATOMIC_RELAXED);
}

/* After the owner has allocated: is more of the site live than ever before?
 * What it looks at first is at worst too low. */
static inline void rt_site_note_most(rt_site *site)
{
    profpass_site_record *record = site->record;
    int64_t held = (int64_t)(record->allocated_bytes - record->freed_bytes);
    if (RT_LIKELY(held <= site->most))
        return;
    uint64_t rest =
        record->inherited_bytes -
        __atomic_load_n(&record->remote_freed_bytes, __ATOMIC_RELAXED);
    if ((uint64_t)held + rest > record->max_bytes) {
        record->max_bytes = (uint64_t)held + rest;
        record->max_blocks =
            record->inherited_blocks + record->allocations - record->frees -
            __atomic_load_n(&record->remote_frees, __ATOMIC_RELAXED);
    }
    site->most = (int64_t)(record->max_bytes - rest);
}

/* Copy what the site has live to what it had at the peak. */
static inline void rt_site_keep_peak(profpass_site_record *record,
                                     uint64_t epoch)
{
    uint64_t remote = __atomic_load_n(&record->remote_frees, __ATOMIC_RELAXED);
    uint64_t remote_bytes =
        __atomic_load_n(&record->remote_freed_bytes, __ATOMIC_RELAXED);
    uint64_t blocks =
        record->inherited_blocks + record->allocations - record->frees - remote;
    uint64_t bytes = record->inherited_bytes + record->allocated_bytes -
                     record->freed_bytes - remote_bytes;
    __atomic_store_n(&record->at_peak_blocks, (int64_t)blocks,
                     __ATOMIC_RELAXED);
    __atomic_store_n(&record->at_peak_bytes, (int64_t)bytes, __ATOMIC_RELAXED);
    __atomic_store_n(&record->epoch, epoch, __ATOMIC_RELEASE);
}

/* To be called before a site changes, with the epoch that holds after the
 * process's totals have. */
static inline void rt_site_touch(profpass_site_record *record, uint64_t epoch)
{
    if (RT_UNLIKELY(record->epoch != epoch) && (epoch & 1) == 0)
        rt_site_keep_peak(record, epoch);
}

#pragma GCC visibility pop

#endif
