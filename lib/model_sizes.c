/* model_sizes.c - sizes of blocks, by line and thread
 *
 *     size record ──▶ (row, thread) ──▶ profpass_size_stats
 *
 * A line may have several records in one thread; their counts add up.
 */
#include "bytes.h"
#include "failure.h"
#include "model.h"
#include "numbering.h"

#define SIZE(at, field) profpass__get(at, profpass_size_record, field)

typedef profpass_status visit_fn(profpass__builder *b, const uint8_t *at,
                                 const profpass__place *place, uint32_t thread,
                                 void *context);

static profpass_status each_record(profpass__builder *b, visit_fn *visit,
                                   void *context)
{
    profpass_status status = PROFPASS_OK;
    for (uint32_t i = 0; status == PROFPASS_OK && i < b->file.n_blocks; i++) {
        const profpass__block *block = &b->file.blocks[i];
        if (block->kind != PROFPASS_BLOCK_SIZES || block->n_records == 0)
            continue;
        uint32_t thread;
        status = profpass__block_owner(b, block, &thread);
        for (uint32_t k = 0; status == PROFPASS_OK && k < block->n_records;
             k++) {
            const uint8_t *at = profpass__block_record(&b->file, block, k);
            profpass__place place;
            status = profpass__find_place(b, at, SIZE(at, function),
                                          SIZE(at, slot), &place);
            if (status == PROFPASS_OK)
                status = visit(b, at, &place, thread, context);
        }
    }
    return status;
}

static profpass_status mark(profpass__builder *b, const uint8_t *at,
                            const profpass__place *place, uint32_t thread,
                            void *context)
{
    (void)at, (void)thread, (void)context;
    profpass__mark_place(b, place);
    return PROFPASS_OK;
}

/* Lines that have sizes have a row. */
profpass_status profpass__mark_sizes(profpass__builder *b)
{
    return each_record(b, mark, NULL);
}

typedef struct reading {
    profpass_size_stats *sizes;
    profpass__numbering places; /* rows and threads -> sizes */
} reading;

static profpass_status add(profpass__builder *b, const uint8_t *at,
                           const profpass__place *place, uint32_t thread,
                           void *context)
{
    reading *r = context;
    uint32_t line = profpass__row_of(b, place);
    profpass__key key = {{line, thread, 0, 0}};
    uint32_t number = profpass__number_of(&r->places, &key);
    if (number == UINT32_MAX)
        return profpass__fail_memory(b->err);
    profpass_size_stats *sizes = &r->sizes[number];
    sizes->line = line;
    sizes->thread = thread;
    uint64_t largest = SIZE(at, largest_bytes);
    if (largest > sizes->largest_bytes)
        sizes->largest_bytes = largest;
    at += offsetof(profpass_size_record, counts);
    for (size_t i = 0; i < PROFPASS_SIZE_CLASSES; i++)
        sizes->counts[i] += profpass__load_u64(at + i * sizeof(uint64_t));
    return PROFPASS_OK;
}

profpass_status profpass__build_sizes(profpass__builder *b)
{
    uint32_t n = b->file.n_records[PROFPASS_BLOCK_SIZES];
    reading r = {.sizes = profpass__build_array(b, &b->profile->arena, n,
                                                sizeof(profpass_size_stats))};
    if (r.sizes == NULL)
        return PROFPASS_ENOMEM;
    profpass_status status = each_record(b, add, &r);
    b->model->sizes = r.sizes;
    b->model->n_sizes = r.places.entries.n;
    profpass__numbering_done(&r.places);
    return status;
}
