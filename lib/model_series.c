/* model_series.c - the live heap over time: the samples of all threads in one
 *
 *     thread 1  ●   ●   ● ●      each in the order of its times
 *     thread 2    ●  ●       ●
 *     series    ● ● ●● ● ●   ●
 */
#include "bytes.h"
#include "model.h"
#include "order.h"

static int compare_times(const void *context, uint32_t a, uint32_t b)
{
    const profpass_heap_point *points = context;
    return profpass__compare_u64(points[a].ns, points[b].ns);
}

/* Points of one time stay in the order of the file. */
profpass_status profpass__build_series(profpass__builder *b)
{
    uint32_t n = b->file.n_records[PROFPASS_BLOCK_HEAP_SERIES];
    profpass_heap_point *series =
        profpass__build_array(b, &b->profile->arena, n, sizeof *series);
    profpass_heap_point *read =
        profpass__build_array(b, &b->scratch, n, sizeof *read);
    uint32_t *order = profpass__build_array(b, &b->scratch, n, sizeof *order);
    uint32_t *sorting =
        profpass__build_array(b, &b->scratch, n, sizeof *sorting);
    if (series == NULL || read == NULL || order == NULL || sorting == NULL)
        return PROFPASS_ENOMEM;
    for (uint32_t i = 0; i < b->file.n_blocks; i++) {
        const profpass__block *block = &b->file.blocks[i];
        if (block->kind != PROFPASS_BLOCK_HEAP_SERIES)
            continue;
        for (uint32_t k = 0; k < block->n_records; k++) {
            const uint8_t *at = profpass__block_record(&b->file, block, k);
            read[block->first + k] = (profpass_heap_point){
                .ns = profpass__since_start(
                    b, profpass__get(at, profpass_heap_sample, ticks)),
                .live_bytes =
                    profpass__get(at, profpass_heap_sample, live_bytes),
            };
        }
    }
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    profpass__sort(order, sorting, n, compare_times, read);
    for (uint32_t i = 0; i < n; i++)
        series[i] = read[order[i]];
    b->model->series = series;
    b->model->n_series = n;
    return PROFPASS_OK;
}
