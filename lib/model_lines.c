/* model_lines.c - a row for each source line of each function
 *
 *     function ─┬─ row "no line"     only if sites charge it
 *               ├─ row of a slot …   sorted by file and line
 *               └─ row of line 1     made up where no slot has it: how often
 *                                    the function began, and at what level
 *
 * after the rows of all functions one for bytes of no instrumented caller.
 */
#include "model.h"

#include <string.h>

#include "bytes.h"
#include "failure.h"
#include "order.h"
#include "profpass/abi.h"

#define LINE(at, field) profpass__get(at, profpass_line_record, field)

/* What a row is, before it has a place: the slot of that number, or */
#define ROW_NO_LINE   UINT32_MAX
#define ROW_SYNTHETIC (UINT32_MAX - 1)

typedef struct row_key {
    const char *file;
    uint32_t line;
    uint32_t what;
} row_key;

static int compare_rows(const void *context, uint32_t a, uint32_t b)
{
    const row_key *keys = context;
    int order =
        keys[a].file == keys[b].file ? 0 : strcmp(keys[a].file, keys[b].file);
    return order != 0 ? order
                      : profpass__compare_u64(keys[a].line, keys[b].line);
}

static const uint8_t *line_record(const profpass__function_work *work,
                                  uint32_t slot)
{
    return work->lines + (uint64_t)slot * work->line_stride;
}

/* List the rows of a function; *n of at most n_slots + 2. */
static profpass_status list_rows(profpass__builder *b,
                                 const profpass__function_work *work,
                                 row_key *keys, uint32_t *n)
{
    const profpass_function_stats *function = &b->functions[work->function];
    bool has_first = false;
    *n = 0;
    if (work->needs_no_line_row)
        keys[(*n)++] = (row_key){"", 0, ROW_NO_LINE};
    for (uint32_t slot = 0; slot < work->n_slots; slot++) {
        const uint8_t *at = line_record(work, slot);
        row_key *key = &keys[(*n)++];
        key->what = slot;
        key->line = LINE(at, line);
        profpass_status status = profpass__build_string(
            b, LINE(at, file), "line's file", &key->file, NULL);
        if (status != PROFPASS_OK)
            return status;
        has_first = has_first || (key->line == function->line &&
                                  strcmp(key->file, function->file) == 0);
    }
    if ((function->flags & PROFPASS_FUNCTION_LINES) != 0 &&
        function->line != 0 && !has_first)
        keys[(*n)++] = (row_key){function->file, function->line, ROW_SYNTHETIC};
    return PROFPASS_OK;
}

/* Lay out the rows of one function from row `next` on. */
static void place_rows(profpass__builder *b, profpass__function_work *work,
                       const row_key *keys, const uint32_t *order, uint32_t n,
                       uint32_t next)
{
    for (uint32_t i = 0; i < n; i++) {
        const row_key *key = &keys[order[i]];
        uint32_t place = next + i;
        profpass_line_stats *row = &b->lines[place];
        row->function = work->function;
        row->file = key->file;
        row->line = key->line;
        if (key->what == ROW_NO_LINE) {
            work->no_line_row = place;
        } else if (key->what == ROW_SYNTHETIC) {
            row->synthetic = true;
            work->synthetic_row = place;
        } else {
            uint32_t flags = LINE(line_record(work, key->what), flags);
            row->has_call = (flags & PROFPASS_LINE_HAS_CALL) != 0;
            b->row_of_slot[work->first_slot + key->what] = place;
        }
    }
}

profpass_status profpass__build_rows(profpass__builder *b)
{
    uint32_t n_functions = b->model->n_functions, most = 0;
    uint64_t capacity = (uint64_t)b->n_slots + 1;
    for (uint32_t i = 0; i < n_functions; i++) {
        most = b->work[i].n_slots > most ? b->work[i].n_slots : most;
        capacity += b->work[i].needs_no_line_row;
        capacity += (b->functions[i].flags & PROFPASS_FUNCTION_LINES) != 0;
    }
    if (capacity >= PROFPASS_NONE)
        return profpass__fail(b->err, PROFPASS_EFORMAT, PROFPASS__NO_OFFSET,
                              "more than 2^32 lines");
    profpass__arena *arena = &b->scratch;
    b->lines = profpass__build_array(b, &b->profile->arena, capacity,
                                     sizeof *b->lines);
    b->row_of_slot = profpass__build_array(b, arena, b->n_slots, 4);
    b->occurrences = profpass__build_array(b, arena, b->n_slots, 8);
    row_key *keys = profpass__build_array(b, arena, most + 2, sizeof *keys);
    uint32_t *order = profpass__build_array(b, arena, most + 2, 4);
    uint32_t *sorting = profpass__build_array(b, arena, most + 2, 4);
    if (b->lines == NULL || b->row_of_slot == NULL || b->occurrences == NULL ||
        keys == NULL || order == NULL || sorting == NULL)
        return PROFPASS_ENOMEM;

    uint32_t n_rows = 0;
    for (uint32_t i = 0; i < n_functions; i++) {
        profpass__function_work *work = &b->work[b->number_of[i]];
        uint32_t n;
        work->no_line_row = work->synthetic_row = PROFPASS_NONE;
        profpass_status status = list_rows(b, work, keys, &n);
        if (status != PROFPASS_OK)
            return status;
        for (uint32_t k = 0; k < n; k++)
            order[k] = k;
        profpass__sort(order, sorting, n, compare_rows, keys);
        place_rows(b, work, keys, order, n, n_rows);
        b->functions[i].first_line_row = n_rows;
        b->functions[i].n_line_rows = n;
        n_rows += n;
    }
    if (b->no_caller_row != PROFPASS_NONE) {
        b->no_caller_row = n_rows++;
        b->lines[b->no_caller_row].function = PROFPASS_NONE;
        b->lines[b->no_caller_row].file = "";
    }
    b->model->lines = b->lines;
    b->model->n_lines = n_rows;
    return PROFPASS_OK;
}

/* ---- counts ---- */

static uint64_t max_u64(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

/* Add the line area of one (thread, function): occurrences by counter, then
 * the heap side by slot. */
static profpass_status add_line_counts(profpass__builder *b, const uint8_t *at,
                                       uint64_t n_bytes)
{
    const uint64_t heap_bytes = sizeof(profpass_line_heap);
    uint32_t number;
    profpass_ref ref = n_bytes < sizeof(profpass_line_counts)
                           ? 0
                           : profpass__get(at, profpass_line_counts, function);
    if (profpass__file_find(&b->file, ref, PROFPASS_BLOCK_FUNCTIONS, &number) ==
        NULL)
        return profpass__dangling(b, at, "function", ref);
    profpass__function_work *work = &b->work[number];
    uint32_t n = profpass__get(at, profpass_line_counts, n_lines);
    if (n != work->n_slots ||
        n > (n_bytes - sizeof(profpass_line_counts)) / (8 + heap_bytes))
        return profpass__fail(
            b->err, PROFPASS_EFORMAT, (uint64_t)(at - b->file.bytes),
            "damaged: the line counts at byte %llu are for "
            "%u lines, and the function has %u",
            (unsigned long long)(at - b->file.bytes), n, work->n_slots);
    work->entry_usage =
        max_u64(work->entry_usage,
                profpass__get(at, profpass_line_counts, entry_usage_bytes));
    at += sizeof(profpass_line_counts);
    for (uint32_t i = 0; i < n; i++, at += sizeof(uint64_t))
        b->occurrences[work->first_slot + i] += profpass__load_u64(at);
    for (uint32_t slot = 0; slot < n; slot++, at += heap_bytes) {
        profpass_line_stats *row =
            &b->lines[b->row_of_slot[work->first_slot + slot]];
        row->increment_bytes =
            (int64_t)((uint64_t)row->increment_bytes +
                      (uint64_t)profpass__get(at, profpass_line_heap,
                                              increment_bytes));
        row->usage_bytes =
            max_u64(row->usage_bytes,
                    profpass__get(at, profpass_line_heap, usage_bytes));
        row->peak_bytes = max_u64(
            row->peak_bytes, profpass__get(at, profpass_line_heap, peak_bytes));
    }
    return PROFPASS_OK;
}

/* Return the slot whose level a slot has: itself if it can move the heap, else
 * what level_from leads to; PROFPASS_NO_SLOT for the function's entry.
 * level[slot] holds what is known: slot + 1, so that 0 is unknown. */
static uint32_t find_level(const profpass__function_work *work, uint32_t *level,
                           uint32_t slot)
{
    const uint32_t visiting = UINT32_MAX;
    uint32_t at = slot, found = PROFPASS_NO_SLOT;
    while (at < work->n_slots) {
        const uint8_t *record = line_record(work, at);
        if ((LINE(record, flags) & PROFPASS_LINE_HAS_CALL) != 0) {
            found = at;
            break;
        }
        if (level[at] != 0) { /* known, or a circle: then the entry */
            found = level[at] == visiting ? PROFPASS_NO_SLOT : level[at] - 1;
            break;
        }
        level[at] = visiting;
        at = LINE(record, level_from);
    }
    /* Everything on the way has the same level. NO_SLOT + 1 would be unknown:
     * it stays "visiting", which reads as the entry too. */
    for (at = slot; at < work->n_slots && level[at] == visiting;) {
        uint32_t next = LINE(line_record(work, at), level_from);
        if (found == PROFPASS_NO_SLOT)
            break;
        level[at] = found + 1;
        at = next;
    }
    return found;
}

/* Give rows their occurrences, and lines that were not settled their level. */
static void finish_rows(profpass__builder *b, profpass__function_work *work,
                        uint32_t *level)
{
    memset(level, 0, work->n_slots * sizeof *level);
    for (uint32_t slot = 0; slot < work->n_slots; slot++) {
        profpass_line_stats *row =
            &b->lines[b->row_of_slot[work->first_slot + slot]];
        uint32_t counter = LINE(line_record(work, slot), counter);
        row->occurrences = counter < work->n_slots
                               ? b->occurrences[work->first_slot + counter]
                               : 0;
        if (row->occurrences == 0 || b->model->program.n_runs != 0)
            continue; /* a sum has found out the levels of its runs */
        uint32_t from = find_level(work, level, slot);
        if (from != PROFPASS_NO_SLOT && !row->has_call)
            row->usage_bytes =
                b->lines[b->row_of_slot[work->first_slot + from]].usage_bytes;
        if (row->usage_bytes == 0) /* the heap never moved */
            row->usage_bytes = work->entry_usage;
        row->peak_bytes = max_u64(row->peak_bytes, row->usage_bytes);
    }
    if (work->synthetic_row != PROFPASS_NONE) {
        profpass_line_stats *row = &b->lines[work->synthetic_row];
        row->occurrences = b->functions[work->function].calls;
        row->usage_bytes = row->peak_bytes = work->entry_usage;
    }
}

profpass_status profpass__build_line_counts(profpass__builder *b)
{
    for (uint32_t i = 0; i < b->file.n_blocks; i++) {
        const profpass__block *block = &b->file.blocks[i];
        if (block->kind != PROFPASS_BLOCK_LINE_COUNTS || block->n_records == 0)
            continue;
        profpass_status status = add_line_counts(
            b, b->file.bytes + block->offset, block->end - block->offset);
        if (status != PROFPASS_OK)
            return status;
    }
    uint32_t *level = profpass__build_array(b, &b->scratch, b->n_slots, 4);
    if (level == NULL)
        return PROFPASS_ENOMEM;
    for (uint32_t i = 0; i < b->model->n_functions; i++)
        finish_rows(b, &b->work[i], level);
    return PROFPASS_OK;
}
