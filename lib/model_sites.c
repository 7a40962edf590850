/* model_sites.c - where bytes come from, and their sums
 *
 *     site record ──▶ site ──▶ line row ──▶ column sums = process totals
 *
 * A site without a line is charged to its function's row without line; one
 * outside all instrumented code to <no instrumented caller>.
 */
#include "model.h"

#include "bytes.h"
#include "failure.h"
#include "profpass/abi.h"

#define SITE(at, field) profpass__get(at, profpass_site_record, field)

/* A site's references, as numbers of the file. */
typedef struct site_refs {
    uint32_t node;
    uint32_t function; /* PROFPASS_NONE: no instrumented caller */
    uint32_t slot;     /* PROFPASS_NO_SLOT: no line             */
} site_refs;

static profpass_status resolve_site(profpass__builder *b, const uint8_t *at,
                                    site_refs *refs)
{
    profpass_ref ref = SITE(at, node);
    const uint8_t *node =
        profpass__file_find(&b->file, ref, PROFPASS_BLOCK_NODES, &refs->node);
    if (node == NULL)
        return profpass__dangling(b, at, "calling context", ref);
    refs->slot = SITE(at, slot);
    ref = SITE(at, function);
    if (ref == 0) {
        refs->slot = PROFPASS_NO_SLOT;
        ref = profpass__get(node, profpass_node_record, function);
    }
    refs->function = PROFPASS_NONE;
    if (ref == 0)
        return PROFPASS_OK;
    if (profpass__file_find(&b->file, ref, PROFPASS_BLOCK_FUNCTIONS,
                            &refs->function) == NULL)
        return profpass__dangling(b, at, "function", ref);
    uint32_t n_slots = b->work[refs->function].n_slots;
    if (refs->slot != PROFPASS_NO_SLOT && refs->slot >= n_slots)
        return profpass__fail(
            b->err, PROFPASS_EFORMAT, (uint64_t)(at - b->file.bytes),
            "damaged: the site at byte %llu names line %u of "
            "a function that has %u",
            (unsigned long long)(at - b->file.bytes), refs->slot, n_slots);
    return PROFPASS_OK;
}

/* Call `visit` for each site of the file. */
static profpass_status
each_site(profpass__builder *b,
          void (*visit)(profpass__builder *b, const uint8_t *at,
                        uint32_t number, const site_refs *refs))
{
    for (uint32_t i = 0; i < b->file.n_blocks; i++) {
        const profpass__block *block = &b->file.blocks[i];
        if (block->kind != PROFPASS_BLOCK_SITES)
            continue;
        for (uint32_t k = 0; k < block->n_records; k++) {
            const uint8_t *at = profpass__block_record(&b->file, block, k);
            site_refs refs;
            profpass_status status = resolve_site(b, at, &refs);
            if (status != PROFPASS_OK)
                return status;
            visit(b, at, block->first + k, &refs);
        }
    }
    return PROFPASS_OK;
}

static void mark_site(profpass__builder *b, const uint8_t *at, uint32_t number,
                      const site_refs *refs)
{
    (void)at, (void)number;
    if (refs->function == PROFPASS_NONE)
        b->no_caller_row = 0;
    else if (refs->slot == PROFPASS_NO_SLOT)
        b->work[refs->function].needs_no_line_row = true;
}

/* Find out which functions need a row without line. */
profpass_status profpass__mark_sites(profpass__builder *b)
{
    b->no_caller_row = PROFPASS_NONE;
    return each_site(b, mark_site);
}

/* What a running program is changing may be seen a few events apart. */
static uint64_t not_negative(uint64_t value)
{
    return (int64_t)value < 0 ? 0 : value;
}

static uint32_t row_of(const profpass__builder *b, const site_refs *refs)
{
    if (refs->function == PROFPASS_NONE)
        return b->no_caller_row;
    const profpass__function_work *work = &b->work[refs->function];
    return refs->slot == PROFPASS_NO_SLOT
               ? work->no_line_row
               : b->row_of_slot[work->first_slot + refs->slot];
}

static void read_site(profpass__builder *b, const uint8_t *at,
                      profpass_site_stats *site)
{
    uint64_t remote_freed_bytes = SITE(at, remote_freed_bytes);
    site->allocations = SITE(at, allocations);
    site->allocated_bytes = SITE(at, allocated_bytes);
    site->remote_frees = SITE(at, remote_frees);
    site->frees = SITE(at, frees) + site->remote_frees;
    site->freed_bytes = SITE(at, freed_bytes) + remote_freed_bytes;
    site->temporaries = SITE(at, temporaries);
    site->inherited_blocks = SITE(at, inherited_blocks);
    site->inherited_bytes = SITE(at, inherited_bytes);
    site->live_blocks =
        not_negative(site->inherited_blocks + site->allocations - site->frees);
    site->live_bytes = not_negative(site->inherited_bytes +
                                    site->allocated_bytes - site->freed_bytes);
    site->at_peak_blocks = site->live_blocks;
    site->at_peak_bytes = site->live_bytes;
    if (SITE(at, epoch) ==
        profpass__get(b->file.bytes, profpass_header, peak_epoch)) {
        site->at_peak_blocks = not_negative((uint64_t)SITE(at, at_peak_blocks));
        site->at_peak_bytes = not_negative((uint64_t)SITE(at, at_peak_bytes));
    }
}

static void add_site(profpass__builder *b, const uint8_t *at, uint32_t number,
                     const site_refs *refs)
{
    profpass_site_stats *site = &b->sites[number];
    site->node = refs->node;
    site->line = row_of(b, refs);
    read_site(b, at, site);

    profpass_line_stats *row = &b->lines[site->line];
    row->allocations += site->allocations;
    row->allocated_bytes += site->allocated_bytes;
    row->frees += site->frees;
    row->freed_bytes += site->freed_bytes;
    row->live_blocks += site->live_blocks;
    row->live_bytes += site->live_bytes;
    row->temporaries += site->temporaries;
    row->live_at_peak_blocks += site->at_peak_blocks;
    row->live_at_peak_bytes += site->at_peak_bytes;

    profpass_heap_totals *heap = &b->model->heap;
    heap->allocations += site->allocations;
    heap->allocated_bytes += site->allocated_bytes;
    heap->frees += site->frees;
    heap->freed_bytes += site->freed_bytes;
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
    return each_site(b, add_site);
}
