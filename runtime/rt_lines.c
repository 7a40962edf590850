/* rt_lines.c - the line areas: one for each function of a thread
 *
 *     LINE_COUNTS block  | profpass_line_counts | occurrences[n] | heap[n] |
 *                                               ▲
 *                                         frame->lines
 *
 * An area is made at the first call of the function in the thread and shared by
 * all its nodes there.
 */
#include "rt_core.h"

enum { PAGE_SLOTS = 256 };

void **rt_slot(void ***table, uint32_t id)
{
    void ***page = (void ***)(void *)&table[id / PAGE_SLOTS];
    if (*page == NULL)
        *page = rt_arena_alloc(PAGE_SLOTS * sizeof **page);
    return *page != NULL ? &(*page)[id % PAGE_SLOTS] : NULL;
}

/* No line has been looked at: each settles when it first runs. */
void rt_lines_clear(profpass_line_counts *area)
{
    uint64_t *occurrences = (uint64_t *)(void *)(area + 1);
    profpass_line_heap *heap =
        (profpass_line_heap *)(void *)(occurrences + area->n_lines);
    area->entry_usage_bytes = 0;
    for (uint32_t i = 0; i < area->n_lines; i++) {
        occurrences[i] = 0;
        heap[i] = (profpass_line_heap){.seen = UINT64_MAX};
    }
}

profpass_line_counts *rt_line_area(rt_thread *thread, uint32_t function_id,
                                   profpass_ref function, uint32_t n_lines)
{
    void **slot = rt_slot(thread->line_areas, function_id);
    if (slot == NULL || *slot != NULL)
        return slot != NULL ? *slot : NULL;
    size_t n_bytes = sizeof(profpass_line_counts) +
                     n_lines * (sizeof(uint64_t) + sizeof(profpass_line_heap));
    if (n_bytes > UINT32_MAX)
        return NULL;
    profpass_block *block =
        rt_file_add_block(PROFPASS_BLOCK_LINE_COUNTS, 0, (uint32_t)n_bytes,
                          rt_ref(thread->record));
    if (block == NULL)
        return NULL;
    profpass_line_counts *area = rt_block_records(block);
    area->function = function;
    area->n_lines = n_lines;
    rt_lines_clear(area);
    rt_file_publish(block, 1);
    *slot = area;
    return area;
}
