/* diff_rows.c - which functions and lines of two runs are the same
 *
 * Those of both runs are sorted together by what they match by; so what meets
 * stands side by side:
 *
 *     f  a.c:10  before ┐
 *     f  a.c:12  after  ┘ one row
 *     g  a.c:20  before   removed: unless what is left matches by name alone
 */
#include <string.h>

#include "diff.h"
#include "order.h"
#include "profpass/glob.h"
#include "stats_row.h"

/* A function or line of one run while it is matched. */
typedef struct entry {
    uint32_t group; /* of lines, their function's row */
    const char *key, *key_file;
    uint64_t place;
    unsigned side;
    uint32_t partner; /* of the other side, or PROFPASS_NONE */
    uint32_t row;     /* once it has one */
    profpass__diff_row figures;
} entry;

typedef struct matching {
    entry *entries;
    uint32_t n;
    uint32_t *order, *room;
} matching;

static bool matching_init(matching *m, profpass__arena *arena, size_t capacity)
{
    *m = (matching){0};
    if (capacity >= UINT32_MAX)
        return false;
    m->entries = profpass__arena_array(arena, capacity, sizeof *m->entries);
    m->order = profpass__arena_array(arena, capacity, sizeof *m->order);
    m->room = profpass__arena_array(arena, capacity, sizeof *m->room);
    return m->entries != NULL && m->order != NULL && m->room != NULL;
}

static int compare_keys(const void *context, uint32_t a, uint32_t b)
{
    const entry *entries = context, *x = &entries[a], *y = &entries[b];
    int order = profpass__compare_u64(x->group, y->group);
    return order != 0 ? order : strcmp(x->key, y->key);
}

static int compare_files(const void *context, uint32_t a, uint32_t b)
{
    const entry *entries = context;
    int order = compare_keys(context, a, b);
    return order != 0 ? order
                      : strcmp(entries[a].key_file, entries[b].key_file);
}

static int compare_places(const void *context, uint32_t a, uint32_t b)
{
    const entry *entries = context;
    int order = compare_files(context, a, b);
    return order != 0
               ? order
               : profpass__compare_u64(entries[a].place, entries[b].place);
}

/* Give each entry without a partner one of the other side that is equal by
 * `same`: the first to the first, the second to the second. The entries are
 * sorted by it, and by more. */
static void pair(matching *m, profpass__compare_fn *same)
{
    for (uint32_t i = 0; i < m->n; i++)
        m->order[i] = i;
    profpass__sort(m->order, m->room, m->n, compare_places, m->entries);
    for (uint32_t from = 0, to; from < m->n; from = to) {
        uint32_t at[2] = {from, from};
        to = from + 1;
        while (to < m->n && same(m->entries, m->order[from], m->order[to]) == 0)
            to++;
        for (;;) {
            for (unsigned side = 0; side < 2; side++)
                while (
                    at[side] < to &&
                    (m->entries[m->order[at[side]]].side != side ||
                     m->entries[m->order[at[side]]].partner != PROFPASS_NONE))
                    at[side]++;
            if (at[0] == to || at[1] == to)
                break;
            uint32_t before = m->order[at[0]], after = m->order[at[1]];
            m->entries[before].partner = after;
            m->entries[after].partner = before;
        }
    }
}

/* Make a row of each entry or pair; NULL if there is no memory. */
static profpass__diff_row *make_rows(matching *m, profpass__arena *arena,
                                     uint32_t *n_rows)
{
    profpass__diff_row *rows = profpass__arena_array(arena, m->n, sizeof *rows);
    *n_rows = 0;
    for (uint32_t i = m->n; rows != NULL && i-- > 0;) {
        entry *e = &m->entries[i];
        if (e->side == 0 && e->partner != PROFPASS_NONE)
            continue; /* with its partner */
        profpass__diff_row *row = &rows[*n_rows];
        *row = e->figures;
        e->row = (*n_rows)++;
        if (e->partner == PROFPASS_NONE)
            continue;
        entry *before = &m->entries[e->partner];
        before->row = e->row;
        row->is_in[0] = true;
        memcpy(row->figures[0], before->figures.figures[0],
               sizeof row->figures[0]);
    }
    return rows;
}

/* Once the rows are made: from entries, which may be NONE, to their rows. */
static void to_rows(const matching *m, uint32_t *entries, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (entries[i] != PROFPASS_NONE)
            entries[i] = m->entries[entries[i]].row;
}

/* ---- functions ---- */

static uint64_t to_ns(double seconds)
{
    return seconds > 0 && seconds < 1e10 ? (uint64_t)(seconds * 1e9 + 0.5) : 0;
}

static void add_function(matching *m, unsigned side,
                         const profpass_stats_row *row, const char *key)
{
    entry *e = &m->entries[m->n++];
    *e = (entry){
        .key = key,
        .key_file = row->file,
        .place = row->line,
        .side = side,
        .partner = PROFPASS_NONE,
        .figures = {.name = row->name, .file = row->file, .line = row->line}};
    e->figures.is_in[side] = true;
    uint64_t *figures = e->figures.figures[side];
    figures[PROFPASS__DIFF_TIME] = to_ns(row->total_s);
    figures[PROFPASS__DIFF_SELF] = to_ns(row->self_s);
    figures[PROFPASS__DIFF_CALLS] = row->calls;
    figures[PROFPASS__DIFF_ALLOCS] = row->allocations;
    figures[PROFPASS__DIFF_BYTES] = row->allocated_bytes;
    figures[PROFPASS__DIFF_LIVE] = row->live_bytes;
    figures[PROFPASS__DIFF_PEAK] = row->peak_bytes;
}

static uint32_t n_functions(const profpass_diff_side *side)
{
    return side->profile != NULL
               ? profpass_get_model(side->profile)->n_functions
               : profpass_stats_n_rows(side->stats);
}

/* Add the functions of a run that were called; entry_of[i] is the entry of
 * function i of a profile, or NONE. */
static bool add_functions(matching *m, profpass__arena *arena,
                          const profpass_diff_side *run, unsigned side,
                          uint32_t *entry_of)
{
    if (run->profile == NULL) {
        for (uint32_t i = 0; i < n_functions(run); i++) {
            const profpass_stats_row *row =
                profpass_stats_row_at(run->stats, i);
            if (row->has_entry)
                add_function(m, side, row, row->name);
        }
        return true;
    }
    const profpass_model *model = profpass_get_model(run->profile);
    const profpass_stats_row *rows = profpass__rows_of_model(arena, model);
    if (rows == NULL)
        return false;
    for (uint32_t i = 0; i < model->n_functions; i++) {
        entry_of[i] = PROFPASS_NONE;
        if (!rows[i].has_entry)
            continue;
        entry_of[i] = m->n;
        add_function(m, side, &rows[i], model->functions[i].linkage_name);
    }
    return true;
}

/* ---- lines ---- */

/* Add the lines of a run; entry_of[i] is the entry of line i, or NONE. */
static void add_lines(matching *m, const profpass_model *model, unsigned side,
                      const uint32_t *function_rows, uint32_t *entry_of)
{
    for (uint32_t i = 0; i < model->n_lines; i++) {
        const profpass_line_stats *line = &model->lines[i];
        bool has_function = line->function != PROFPASS_NONE;
        entry_of[i] = PROFPASS_NONE;
        if (line->synthetic ||
            (has_function && function_rows[line->function] == PROFPASS_NONE))
            continue;
        entry_of[i] = m->n;
        const profpass_function_stats *f =
            has_function ? &model->functions[line->function] : NULL;
        bool own = has_function && line->line >= f->line &&
                   strcmp(line->file, f->file) == 0;
        entry *e = &m->entries[m->n++];
        *e = (entry){.group = has_function ? function_rows[line->function]
                                           : PROFPASS_NONE,
                     .key = own ? "" : line->file,
                     .key_file = "",
                     .place = own ? line->line - f->line : line->line,
                     .side = side,
                     .partner = PROFPASS_NONE,
                     .figures = {.name = has_function ? f->name : "",
                                 .file = line->file,
                                 .line = line->line}};
        e->figures.is_in[side] = true;
        uint64_t *figures = e->figures.figures[side];
        figures[PROFPASS__DIFF_CALLS] = line->occurrences;
        figures[PROFPASS__DIFF_ALLOCS] = line->allocations;
        figures[PROFPASS__DIFF_BYTES] = line->allocated_bytes;
        figures[PROFPASS__DIFF_LIVE] = line->live_bytes;
        figures[PROFPASS__DIFF_PEAK] = line->live_at_peak_bytes;
    }
}

static bool match_lines(profpass__diff *diff,
                        const profpass_model *const models[2])
{
    matching m;
    if (!matching_init(&m, &diff->arena,
                       (size_t)models[0]->n_lines + models[1]->n_lines))
        return false;
    for (unsigned side = 0; side < 2; side++) {
        uint32_t *rows = profpass__arena_array(
            &diff->arena, models[side]->n_lines, sizeof *rows);
        if (rows == NULL)
            return false;
        add_lines(&m, models[side], side, diff->function_rows[side], rows);
        diff->line_rows[side] = rows;
    }
    pair(&m, compare_places);
    diff->lines = make_rows(&m, &diff->arena, &diff->n_lines);
    if (diff->lines == NULL)
        return false;
    for (unsigned side = 0; side < 2; side++)
        to_rows(&m, diff->line_rows[side], models[side]->n_lines);
    return true;
}

/* ---- the whole ---- */

/* Keep the rows whose name matches. */
static void restrict_rows(profpass__diff_row *rows, uint32_t *n,
                          const char *function)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < *n; i++)
        if (profpass_glob_match(function, rows[i].name))
            rows[kept++] = rows[i];
    *n = kept;
}

/* The same for contexts, with their places. */
static void restrict_contexts(profpass__diff *diff, const char *function)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < diff->n_contexts; i++) {
        if (!profpass_glob_match(function, diff->contexts[i].name))
            continue;
        diff->contexts[kept] = diff->contexts[i];
        diff->places[kept++] = diff->places[i];
    }
    diff->n_contexts = kept;
}

static void sum_up(profpass__diff *diff)
{
    for (uint32_t i = 0; i < diff->n_functions; i++)
        for (unsigned side = 0; side < 2; side++)
            for (unsigned k = 0; k < PROFPASS__N_DIFFS; k++)
                diff->total.figures[side][k] +=
                    diff->functions[i].figures[side][k];
    for (unsigned side = 0; side < 2; side++) {
        uint64_t *figures = diff->total.figures[side];
        figures[PROFPASS__DIFF_TIME] = figures[PROFPASS__DIFF_SELF];
        figures[PROFPASS__DIFF_MAX] = 0; /* not at the same time */
    }
}

/* The whole heap is more than what functions allocate. */
static void take_heap(profpass__diff *diff, const profpass_diff_side *run,
                      unsigned side)
{
    if (run->profile == NULL)
        return;
    const profpass_model *m = profpass_get_model(run->profile);
    const profpass_heap_totals *heap = &m->heap;
    uint64_t *figures = diff->total.figures[side];
    figures[PROFPASS__DIFF_ALLOCS] = heap->allocations;
    figures[PROFPASS__DIFF_BYTES] = heap->allocated_bytes;
    figures[PROFPASS__DIFF_LIVE] = heap->live_bytes;
    figures[PROFPASS__DIFF_PEAK] = heap->peak_bytes;
    figures[PROFPASS__DIFF_TEMPORARY] = 0;
    for (uint32_t i = 0; i < m->n_lines; i++)
        figures[PROFPASS__DIFF_TEMPORARY] += m->lines[i].temporaries;
}

bool profpass__diff_match(profpass__diff *diff,
                          const profpass_diff_side *before,
                          const profpass_diff_side *after, const char *function)
{
    const profpass_diff_side *runs[2] = {before, after};
    matching m;
    bool ok = matching_init(&m, &diff->arena,
                            (size_t)n_functions(before) + n_functions(after));
    for (unsigned side = 0; ok && side < 2; side++) {
        uint32_t *rows = profpass__arena_array(
            &diff->arena, n_functions(runs[side]), sizeof *rows);
        ok = rows != NULL &&
             add_functions(&m, &diff->arena, runs[side], side, rows);
        diff->function_rows[side] = rows;
    }
    if (!ok)
        return false;
    pair(&m, compare_files);
    pair(&m, compare_keys);
    diff->functions = make_rows(&m, &diff->arena, &diff->n_functions);
    if (diff->functions == NULL)
        return false;
    if (before->profile != NULL && after->profile != NULL) {
        const profpass_model *const models[2] = {
            profpass_get_model(before->profile),
            profpass_get_model(after->profile)};
        for (unsigned side = 0; side < 2; side++)
            to_rows(&m, diff->function_rows[side], models[side]->n_functions);
        if (!match_lines(diff, models) || !profpass__diff_heap(diff, models))
            return false;
    }
    sum_up(diff);
    take_heap(diff, before, 0);
    take_heap(diff, after, 1);
    memcpy(diff->whole_before, diff->total.figures[0],
           sizeof diff->whole_before);
    diff->whole_before[PROFPASS__DIFF_MAX] =
        diff->whole_before[PROFPASS__DIFF_PEAK];
    if (function != NULL) {
        restrict_rows(diff->functions, &diff->n_functions, function);
        restrict_rows(diff->lines, &diff->n_lines, function);
        restrict_contexts(diff, function);
        diff->total = (profpass__diff_row){0};
        sum_up(diff);
    }
    diff->total.is_in[0] = diff->total.is_in[1] = true;
    return true;
}

void profpass__diff_done(profpass__diff *diff)
{
    profpass__arena_done(&diff->arena);
    *diff = (profpass__diff){0};
}

uint64_t profpass__diff_change(const profpass__diff_row *row, unsigned metric,
                               bool *grew)
{
    uint64_t before = row->figures[0][metric], after = row->figures[1][metric];
    *grew = after > before;
    return *grew ? after - before : before - after;
}
