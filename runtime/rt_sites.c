/* rt_sites.c - the sites of a thread: found by (node, line), filed for readers
 *
 *     thread->sites ──▶ rt_site_table ──▶ slots[hash(node, key) & mask]
 *                          │                 │
 *                          ▼ block           ▼
 *                       SITES block in     rt_site, in its chunk by id
 *                       the file
 *
 * Only the owner walks and grows its table, so there is no lock; ids come from
 * one atomic counter. Slots are open-addressed and at most half full.
 */
#include "rt_sites.h"

#include <string.h>

#include "rt_core.h"
#include "rt_sizes.h"

struct rt_site_table {
    rt_site **slots;
    uint32_t mask, n_used;
    profpass_block *block; /* where the next record goes */
    uint32_t block_room;   /* records                    */
};

#define FIRST_SLOTS  64u
#define FIRST_BLOCK  20u /* records; with the block's head just under 4 KiB */
#define LATER_BLOCK  340u
#define LAST_SITE_ID (RT_SITE_SPARE - RT_SITES_CHUNK)

/* Takes what cannot be filed; outside of the file. */
static profpass_site_record spare_record = {.id = RT_SITE_SPARE};
static rt_thread nobody = {.home = &nobody, .running = &nobody};

static rt_site first_chunk[RT_SITES_CHUNK] = {{.owner = &nobody}};
static rt_site last_chunk[RT_SITES_CHUNK] = {
    [RT_SITES_CHUNK - 1] = {
        .owner = &nobody, .record = &spare_record, .sizes = &rt_sizes_spare}};

rt_site *rt_sites[RT_SITES_N_CHUNKS] = {[0] = first_chunk,
                                        [RT_SITES_N_CHUNKS - 1] = last_chunk};
static uint32_t last_ids[RT_N_BOOKS];

static const enum profpass_block_kind kinds[RT_N_BOOKS] = {
    [RT_HEAP] = PROFPASS_BLOCK_SITES,
    [RT_MAPPED] = PROFPASS_BLOCK_MAPPED_SITES,
    [RT_POOLS] = PROFPASS_BLOCK_POOL_SITES,
    [RT_STACKS] = PROFPASS_BLOCK_STACK_SITES,
};

rt_book rt_book_of(uint32_t block_kind)
{
    rt_book book = RT_HEAP;
    while (book < RT_N_BOOKS && block_kind != kinds[book])
        book++;
    return book;
}

rt_totals rt_totals_of(profpass_header *header, rt_book book)
{
    if (book == RT_HEAP)
        return (rt_totals){&header->live_bytes,      &header->live_blocks,
                           &header->peak_bytes,      &header->peak_blocks,
                           &header->peak_epoch,      &header->inherited_bytes,
                           &header->inherited_blocks};
    profpass_account *account = book == RT_MAPPED  ? &header->mapped
                                : book == RT_POOLS ? &header->pools
                                                   : &header->stacks;
    return (rt_totals){&account->live_bytes,      &account->live_blocks,
                       &account->peak_bytes,      &account->peak_blocks,
                       &account->peak_epoch,      &account->inherited_bytes,
                       &account->inherited_blocks};
}

static rt_site *chunk_slot(uint32_t id)
{
    rt_site **chunk = &rt_sites[id >> RT_SITES_CHUNK_BITS];
    if (__atomic_load_n(chunk, __ATOMIC_ACQUIRE) == NULL) {
        size_t n_bytes = RT_SITES_CHUNK * sizeof(rt_site);
        rt_site *fresh = rt_pages_alloc(n_bytes), *none = NULL;
        if (fresh == NULL)
            return NULL;
        if (!__atomic_compare_exchange_n(chunk, &none, fresh, false,
                                         __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
            rt_pages_free(fresh, n_bytes);
    }
    return rt_site_at(id);
}

static uint32_t slot_of(const rt_node *node, uint64_t key, uint32_t mask)
{
    uint64_t hash = ((uintptr_t)node >> 4 ^ key) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(hash >> 32) & mask;
}

/* Return the slot that holds the site, or the empty one where it would go. */
static rt_site **find_slot(rt_site **slots, uint32_t mask, const rt_node *node,
                           uint64_t key)
{
    uint32_t at = slot_of(node, key, mask);
    while (slots[at] != NULL &&
           (slots[at]->node != node || slots[at]->key != key))
        at = (at + 1) & mask;
    return &slots[at];
}

static bool grow_slots(struct rt_site_table *table)
{
    uint32_t n = table->slots == NULL ? FIRST_SLOTS : (table->mask + 1) * 2;
    rt_site **slots = rt_pages_alloc(n * sizeof *slots);
    if (slots == NULL)
        return false;
    for (uint32_t i = 0; table->slots != NULL && i <= table->mask; ++i) {
        rt_site *site = table->slots[i];
        if (site != NULL)
            *find_slot(slots, n - 1, site->node, site->key) = site;
    }
    if (table->slots != NULL)
        rt_pages_free(table->slots, (table->mask + 1) * sizeof *slots);
    table->slots = slots;
    table->mask = n - 1;
    return true;
}

/* Return room for one more record in the thread's block, or NULL. */
static profpass_site_record *next_record(const rt_thread *thread, rt_book book)
{
    struct rt_site_table *table = thread->sites[book];
    profpass_block *block = table->block;
    if (block == NULL || block->n_records == table->block_room) {
        uint32_t room = block == NULL ? FIRST_BLOCK : LATER_BLOCK;
        block = rt_file_add_block(kinds[book], sizeof(profpass_site_record),
                                  room, rt_ref(thread->record));
        if (block == NULL)
            return NULL;
        table->block = block;
        table->block_room = room;
    }
    return (profpass_site_record *)(void *)(block + 1) + block->n_records;
}

static uint32_t next_id(rt_book book)
{
    uint32_t *last = &last_ids[book];
    if (__atomic_load_n(last, __ATOMIC_RELAXED) >= LAST_SITE_ID)
        return 0;
    uint32_t id = __atomic_add_fetch(last, 1, __ATOMIC_RELAXED);
    return id <= LAST_SITE_ID ? id : 0;
}

/* The map knows a site of the heap by its number, so that it has its place. */
static rt_site *make_site(rt_thread *thread, rt_book book, rt_node *node,
                          uint64_t key, const rt_frame *line_frame)
{
    profpass_site_record *record = next_record(thread, book);
    uint32_t id = record != NULL ? next_id(book) : 0;
    rt_site *site = id == 0           ? NULL
                    : book == RT_HEAP ? chunk_slot(id)
                                      : rt_arena_alloc(sizeof *site);
    if (site == NULL)
        return NULL;
    record->node = rt_ref(node->record);
    record->function = line_frame->node->function;
    record->slot = (uint32_t)key;
    record->id = id;
    record->first_ticks = rt_clock_peek();
    if (book == RT_HEAP)
        site->sizes = rt_sizes_of(
            thread, record->function != 0 ? record->function : node->function,
            record->slot);
    site->most = INT64_MIN;
    site->cell = rt_cell_of(id, 0);
    site->owner = thread;
    site->node = node;
    site->key = key;
    __atomic_store_n(&site->record, record, __ATOMIC_RELEASE);
    rt_file_publish(thread->sites[book]->block, 1);
    return site;
}

static rt_site *add_site(rt_thread *thread, rt_book book, rt_node *node,
                         uint64_t key, const rt_frame *line_frame)
{
    struct rt_site_table *table = thread->sites[book];
    if (table == NULL) {
        table = thread->sites[book] = rt_arena_alloc(sizeof *table);
        if (table == NULL)
            return NULL;
    }
    if (table->n_used * 2 >= table->mask && !grow_slots(table))
        return NULL;
    rt_site *site = make_site(thread, book, node, key, line_frame);
    if (site != NULL) {
        *find_slot(table->slots, table->mask, node, key) = site;
        table->n_used++;
    }
    return site;
}

static rt_site *find_site(const rt_thread *thread, rt_book book,
                          const rt_node *node, uint64_t key)
{
    const struct rt_site_table *table = thread->sites[book];
    return table != NULL && table->slots != NULL
               ? *find_slot(table->slots, table->mask, node, key)
               : NULL;
}

rt_site *rt_site_apart(rt_thread *thread, rt_book book, rt_node *node,
                       uint64_t key, const rt_frame *line_frame)
{
    rt_site *site = find_site(thread, book, node, key);
    return site != NULL ? site : add_site(thread, book, node, key, line_frame);
}

rt_site *rt_site_find(rt_thread *thread, rt_node *node, uint64_t key,
                      const rt_frame *line_frame)
{
    rt_site *site = find_site(thread, RT_HEAP, node, key);
    if (site == NULL) {
        uint64_t signals = rt_signals_block();
        thread->busy = true;
        site = add_site(thread, RT_HEAP, node, key, line_frame);
        thread->busy = false;
        rt_signals_restore(signals);
        if (site == NULL) { /* not remembered: there may be room later */
            rt_loss(PROFPASS_LOSS_SITES, 1);
            return rt_site_at(RT_SITE_SPARE);
        }
    }
    node->site = site;
    node->site_key = key;
    return site;
}

void rt_sites_restart(rt_thread *thread)
{
    for (rt_book book = RT_HEAP; book < RT_N_BOOKS; book++) {
        const struct rt_site_table *table = thread->sites[book];
        for (uint32_t i = 0; table != NULL && i <= table->mask; i++)
            if (table->slots[i] != NULL)
                table->slots[i]->most = INT64_MIN;
    }
}

static void inherit_site(profpass_site_record *record, rt_totals totals)
{
    rt_site_keep_peak(record, 0);
    profpass_site_record fresh = {
        .node = record->node,
        .function = record->function,
        .slot = record->slot,
        .id = record->id,
        .inherited_blocks = (uint64_t)record->at_peak_blocks,
        .inherited_bytes = (uint64_t)record->at_peak_bytes,
        .max_blocks = (uint64_t)record->at_peak_blocks,
        .max_bytes = (uint64_t)record->at_peak_bytes,
        .first_ticks = rt.header->start_ticks,
    };
    memcpy(record, &fresh, sizeof fresh);
    *totals.live_blocks += fresh.inherited_blocks;
    *totals.live_bytes += fresh.inherited_bytes;
}

static void inherit_block(profpass_block *block)
{
    rt_book book = rt_book_of(block->kind);
    if (book == RT_N_BOOKS)
        return;
    profpass_site_record *sites = rt_block_records(block);
    for (uint32_t i = 0; i < block->n_records; i++)
        inherit_site(&sites[i], rt_totals_of(rt.header, book));
}

void rt_sites_inherit(void)
{
    for (rt_book book = RT_HEAP; book < RT_N_BOOKS; book++) {
        rt_totals totals = rt_totals_of(rt.header, book);
        *totals.live_blocks = *totals.live_bytes = 0;
    }
    rt_file_each_block(inherit_block);
    for (rt_book book = RT_HEAP; book < RT_N_BOOKS; book++) {
        rt_totals totals = rt_totals_of(rt.header, book);
        *totals.inherited_bytes = *totals.peak_bytes = *totals.live_bytes;
        *totals.inherited_blocks = *totals.peak_blocks = *totals.live_blocks;
        *totals.peak_epoch = 1; /* it stands at its maximum so far */
    }
    rt.header->peak_site = 0;
}
