/* model_sites.c - where bytes come from, and their sums
 *
 *     site record ──▶ site ──▶ line row ──▶ column sums = process totals
 *                       └────▶ account      of a kind of its own
 *
 * A site without a line is charged to its function's row without line; one
 * outside all instrumented code to <no instrumented caller>.
 */
#include "model.h"

#include "bytes.h"
#include "failure.h"
#include "profpass/abi.h"

#define SITE(at, field) profpass__get(at, profpass_site_record, field)

const profpass__account_kind profpass__account_kinds[PROFPASS_N_ACCOUNTS] = {
    [PROFPASS_ACCOUNT_MAPPED] = {"mapped", PROFPASS_BLOCK_MAPPED_SITES,
                                 offsetof(profpass_header, mapped)},
    [PROFPASS_ACCOUNT_POOLS] = {"pools", PROFPASS_BLOCK_POOL_SITES,
                                offsetof(profpass_header, pools)},
    [PROFPASS_ACCOUNT_STACKS] = {"stacks", PROFPASS_BLOCK_STACK_SITES,
                                 offsetof(profpass_header, stacks)},
};

/* ---- places ---- */

profpass_status profpass__find_place(profpass__builder *b,
                                     const uint8_t *record, profpass_ref ref,
                                     uint32_t slot, profpass__place *out)
{
    *out = (profpass__place){PROFPASS_NONE, slot};
    if (ref == 0)
        return PROFPASS_OK;
    if (profpass__file_find(&b->file, ref, PROFPASS_BLOCK_FUNCTIONS,
                            &out->function) == NULL)
        return profpass__dangling(b, record, "function", ref);
    uint32_t n_slots = b->work[out->function].n_slots;
    if (slot != PROFPASS_NO_SLOT && slot >= n_slots)
        return profpass__fail(
            b->err, PROFPASS_EFORMAT, (uint64_t)(record - b->file.bytes),
            "damaged: the record at byte %llu names line %u of "
            "a function that has %u",
            (unsigned long long)(record - b->file.bytes), slot, n_slots);
    return PROFPASS_OK;
}

void profpass__mark_place(profpass__builder *b, const profpass__place *place)
{
    if (place->function == PROFPASS_NONE)
        b->no_caller_row = 0;
    else if (place->slot == PROFPASS_NO_SLOT)
        b->work[place->function].needs_no_line_row = true;
}

uint32_t profpass__row_of(const profpass__builder *b,
                          const profpass__place *place)
{
    if (place->function == PROFPASS_NONE)
        return b->no_caller_row;
    const profpass__function_work *work = &b->work[place->function];
    return place->slot == PROFPASS_NO_SLOT
               ? work->no_line_row
               : b->row_of_slot[work->first_slot + place->slot];
}

/* ---- records ---- */

/* A site of the file, and what it refers to. */
typedef struct site_record {
    const uint8_t *at;
    uint32_t number, stride;
    uint32_t node; /* number in the file */
    profpass__place place;
} site_record;

static profpass_status resolve_site(profpass__builder *b, site_record *site)
{
    profpass_ref ref = SITE(site->at, node);
    const uint8_t *node =
        profpass__file_find(&b->file, ref, PROFPASS_BLOCK_NODES, &site->node);
    if (node == NULL)
        return profpass__dangling(b, site->at, "calling context", ref);
    uint32_t slot = SITE(site->at, slot);
    ref = SITE(site->at, function);
    if (ref == 0) {
        slot = PROFPASS_NO_SLOT;
        ref = profpass__get(node, profpass_node_record, function);
    }
    return profpass__find_place(b, site->at, ref, slot, &site->place);
}

/* Call `visit` for each site of a kind in the file. */
static profpass_status
each_site(profpass__builder *b, enum profpass_block_kind kind,
          void (*visit)(profpass__builder *b, const site_record *site))
{
    for (uint32_t i = 0; i < b->file.n_blocks; i++) {
        const profpass__block *block = &b->file.blocks[i];
        if (block->kind != (uint32_t)kind)
            continue;
        for (uint32_t k = 0; k < block->n_records; k++) {
            site_record site = {.at =
                                    profpass__block_record(&b->file, block, k),
                                .number = block->first + k,
                                .stride = block->stride};
            profpass_status status = resolve_site(b, &site);
            if (status != PROFPASS_OK)
                return status;
            visit(b, &site);
        }
    }
    return PROFPASS_OK;
}

static void mark_site(profpass__builder *b, const site_record *site)
{
    profpass__mark_place(b, &site->place);
}

/* Find out which functions need a row without line. */
profpass_status profpass__mark_sites(profpass__builder *b)
{
    b->no_caller_row = PROFPASS_NONE;
    profpass_status status = each_site(b, PROFPASS_BLOCK_SITES, mark_site);
    for (size_t i = 0; status == PROFPASS_OK && i < PROFPASS_N_ACCOUNTS; i++)
        status = each_site(b, profpass__account_kinds[i].sites, mark_site);
    return status;
}

/* What older records do not have; `site` has its live blocks. */
static void read_since_1_2(profpass__builder *b, const uint8_t *at,
                           profpass_site_stats *site)
{
    site->max_blocks = SITE(at, max_blocks);
    site->max_bytes = SITE(at, max_bytes);
    uint64_t born = SITE(at, born_events);
    uint64_t died = SITE(at, died_events) + SITE(at, remote_died_events);
    uint64_t now = b->threads[b->nodes[site->node].thread].events;
    if ((born | died) != 0)
        site->lifetime_events =
            profpass__not_negative(died + site->live_blocks * now - born);
    uint64_t first = SITE(at, first_ticks);
    site->first_ns = first == 0 ? 0 : profpass__since_start(b, first);
    site->moved_in = SITE(at, moved_in);
    site->moved_in_bytes = SITE(at, moved_in_bytes);
    site->moved_out = SITE(at, moved_out);
    site->moved_out_bytes = SITE(at, moved_out_bytes);
}

/* Read a record of the heap, or an account, whose peak has that epoch. */
static void read_site(profpass__builder *b, const site_record *from,
                      uint64_t peak_epoch, profpass_site_stats *site)
{
    const uint8_t *at = from->at;
    site->node = from->node;
    site->line = profpass__row_of(b, &from->place);
    site->allocations = SITE(at, allocations);
    site->allocated_bytes = SITE(at, allocated_bytes);
    site->remote_frees = SITE(at, remote_frees);
    site->remote_freed_bytes = SITE(at, remote_freed_bytes);
    site->frees = SITE(at, frees) + site->remote_frees;
    site->freed_bytes = SITE(at, freed_bytes) + site->remote_freed_bytes;
    site->temporaries = SITE(at, temporaries);
    site->inherited_blocks = SITE(at, inherited_blocks);
    site->inherited_bytes = SITE(at, inherited_bytes);
    site->live_blocks = profpass__not_negative(site->inherited_blocks +
                                               site->allocations - site->frees);
    site->live_bytes = profpass__not_negative(
        site->inherited_bytes + site->allocated_bytes - site->freed_bytes);
    site->at_peak_blocks = site->live_blocks;
    site->at_peak_bytes = site->live_bytes;
    if (SITE(at, epoch) == peak_epoch) {
        site->at_peak_blocks =
            profpass__not_negative((uint64_t)SITE(at, at_peak_blocks));
        site->at_peak_bytes =
            profpass__not_negative((uint64_t)SITE(at, at_peak_bytes));
    }
    if (from->stride >= sizeof(profpass_site_record))
        read_since_1_2(b, at, site);
}

/* ---- the heap ---- */

static void add_to_row(profpass_line_stats *row,
                       const profpass_site_stats *site)
{
    row->allocations += site->allocations;
    row->allocated_bytes += site->allocated_bytes;
    row->frees += site->frees;
    row->freed_bytes += site->freed_bytes;
    row->live_blocks += site->live_blocks;
    row->live_bytes += site->live_bytes;
    row->temporaries += site->temporaries;
    row->live_at_peak_blocks += site->at_peak_blocks;
    row->live_at_peak_bytes += site->at_peak_bytes;
    row->remote_frees += site->remote_frees;
    row->remote_freed_bytes += site->remote_freed_bytes;
    row->lifetime_events += site->lifetime_events;
    row->moved_in += site->moved_in;
    row->moved_in_bytes += site->moved_in_bytes;
    row->moved_out += site->moved_out;
    row->moved_out_bytes += site->moved_out_bytes;
}

static void add_heap_site(profpass__builder *b, const site_record *from)
{
    const uint8_t *header = b->file.bytes;
    profpass_site_stats *site = &b->sites[from->number];
    read_site(b, from, profpass__get(header, profpass_header, peak_epoch),
              site);
    add_to_row(&b->lines[site->line], site);

    profpass_heap_totals *heap = &b->model->heap;
    heap->allocations += site->allocations;
    heap->allocated_bytes += site->allocated_bytes;
    heap->frees += site->frees;
    heap->freed_bytes += site->freed_bytes;
    if (SITE(from->at, id) == profpass__get(header, profpass_header, peak_site))
        heap->peak_site = from->number;
}

profpass_status profpass__build_sites(profpass__builder *b)
{
    uint32_t n_sites = b->file.n_records[PROFPASS_BLOCK_SITES];
    b->sites =
        profpass__build_array(b, &b->profile->arena, n_sites, sizeof *b->sites);
    if (b->sites == NULL)
        return PROFPASS_ENOMEM;
    b->model->sites = b->sites;
    b->model->n_sites = n_sites;
    b->model->heap.peak_site = PROFPASS_NONE;
    return each_site(b, PROFPASS_BLOCK_SITES, add_heap_site);
}

/* ---- accounts ---- */

/* b->account is the one being read, b->sites its sites. */
static void add_account_site(profpass__builder *b, const site_record *from)
{
    const uint8_t *head =
        b->file.bytes + profpass__account_kinds[b->account].in_header;
    profpass_site_stats *site = &b->sites[from->number];
    read_site(b, from, profpass__get(head, profpass_account, peak_epoch), site);

    profpass_account_stats *account = &b->model->accounts[b->account];
    account->allocations += site->allocations;
    account->allocated_bytes += site->allocated_bytes;
    account->frees += site->frees;
    account->freed_bytes += site->freed_bytes;
}

static profpass_status build_account(profpass__builder *b, uint32_t number)
{
    const profpass__account_kind *kind = &profpass__account_kinds[number];
    const uint8_t *head = b->file.bytes + kind->in_header;
    uint32_t n = b->file.n_records[kind->sites];
    b->account = number;
    b->sites =
        profpass__build_array(b, &b->profile->arena, n, sizeof *b->sites);
    if (b->sites == NULL)
        return PROFPASS_ENOMEM;
    b->model->accounts[number] = (profpass_account_stats){
        .name = kind->name,
        .live_blocks = profpass__get(head, profpass_account, live_blocks),
        .live_bytes = profpass__get(head, profpass_account, live_bytes),
        .peak_blocks = profpass__get(head, profpass_account, peak_blocks),
        .peak_bytes = profpass__get(head, profpass_account, peak_bytes),
        .inherited_blocks =
            profpass__get(head, profpass_account, inherited_blocks),
        .inherited_bytes =
            profpass__get(head, profpass_account, inherited_bytes),
        .sites = b->sites,
        .n_sites = n,
    };
    return each_site(b, kind->sites, add_account_site);
}

profpass_status profpass__build_accounts(profpass__builder *b)
{
    profpass_status status = PROFPASS_OK;
    for (uint32_t i = 0; status == PROFPASS_OK && i < PROFPASS_N_ACCOUNTS; i++)
        status = build_account(b, i);
    return status;
}
