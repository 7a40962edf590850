/* model_sizes.c - sizes of blocks, by line and thread */
#include "bytes.h"
#include "model.h"

#define SIZE(at, field) profpass__get(at, profpass_size_record, field)

static profpass_status find_place(profpass__builder *b, const uint8_t *at,
                                  profpass__place *out)
{
    return profpass__find_place(b, at, SIZE(at, function), SIZE(at, slot), out);
}

static void read_sizes(const uint8_t *at, profpass_size_stats *sizes)
{
    sizes->largest_bytes = SIZE(at, largest_bytes);
    at += offsetof(profpass_size_record, counts);
    for (size_t i = 0; i < PROFPASS_SIZE_CLASSES; i++)
        sizes->counts[i] = profpass__load_u64(at + i * sizeof(uint64_t));
}

/* Find a record's place; with `out`, fill it: its row is there by then. */
static profpass_status visit_sizes(profpass__builder *b,
                                   const profpass__block *block, uint32_t k,
                                   uint32_t thread, profpass_size_stats *out)
{
    const uint8_t *at = profpass__block_record(&b->file, block, k);
    profpass__place place;
    profpass_status status = find_place(b, at, &place);
    if (status != PROFPASS_OK)
        return status;
    if (out == NULL) {
        profpass__mark_place(b, &place);
        return PROFPASS_OK;
    }
    out += block->first + k;
    out->line = profpass__row_of(b, &place);
    out->thread = thread;
    read_sizes(at, out);
    return PROFPASS_OK;
}

static profpass_status each_sizes(profpass__builder *b,
                                  profpass_size_stats *out)
{
    for (uint32_t i = 0; i < b->file.n_blocks; i++) {
        const profpass__block *block = &b->file.blocks[i];
        if (block->kind != PROFPASS_BLOCK_SIZES || block->n_records == 0)
            continue;
        uint32_t thread;
        profpass_status status = profpass__block_owner(b, block, &thread);
        for (uint32_t k = 0; status == PROFPASS_OK && k < block->n_records; k++)
            status = visit_sizes(b, block, k, thread, out);
        if (status != PROFPASS_OK)
            return status;
    }
    return PROFPASS_OK;
}

/* Lines that have sizes have a row. */
profpass_status profpass__mark_sizes(profpass__builder *b)
{
    return each_sizes(b, NULL);
}

profpass_status profpass__build_sizes(profpass__builder *b)
{
    uint32_t n = b->file.n_records[PROFPASS_BLOCK_SIZES];
    profpass_size_stats *sizes =
        profpass__build_array(b, &b->profile->arena, n, sizeof *sizes);
    if (sizes == NULL)
        return PROFPASS_ENOMEM;
    b->model->sizes = sizes;
    b->model->n_sizes = n;
    return each_sizes(b, sizes);
}
