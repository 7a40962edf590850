/* diff_heap.c - what two runs differ in by the heap
 *
 *     rows of a run (heap_rows.h) ─┬─ by function ──▶ functions: max, temporary
 *                                  ├─ by line ──────▶ lines: the same
 *                                  └─ by context ───▶ contexts
 *
 * Contexts of both runs are the same if their lines are, and the functions on
 * the way there.
 */
#include "context_tree.h"
#include "diff.h"
#include "heap_rows.h"
#include "numbering.h"

/* How many callers are put at most, for files that are no program's. */
enum { MAX_CALLERS = 100 };

typedef struct matching {
    profpass__diff *diff;
    const profpass_model *const *m;
    profpass__heap_rows runs[2]; /* by context */
    uint32_t *path_of[2];        /* of a run's path, that of both */
    profpass__numbering path_numbers, context_numbers;
    profpass__diff_path *paths;
    profpass__diff_place *places;
} matching;

/* What tells a function or a line of both runs, or else of one. */
static profpass__key key_of(const uint32_t *rows, uint32_t i, unsigned side,
                            uint32_t group)
{
    if (i == PROFPASS_NONE)
        return (profpass__key){{group, PROFPASS_NONE}};
    if (rows[i] != PROFPASS_NONE)
        return (profpass__key){{group, rows[i]}};
    return (profpass__key){{group, i, side + 1}};
}

static uint32_t row_or_none(const uint32_t *rows, uint32_t i)
{
    return i == PROFPASS_NONE ? PROFPASS_NONE : rows[i];
}

/* ---- functions and lines ---- */

/* Add to the rows what a run's groups have; a function's are without callees.
 * False: no memory. */
static bool add_figures(const matching *of, unsigned side, profpass__heap_by by,
                        profpass__diff_row *to, const uint32_t *row_of)
{
    profpass__heap_rows rows;
    bool ok =
        profpass__heap_open(&rows, of->m[side], NULL, NULL) == PROFPASS_OK &&
        profpass__heap_group(&rows, by, PROFPASS__HEAP_PEAK, NULL, false);
    for (uint32_t i = 0; ok && i < rows.n_rows; i++) {
        const profpass__heap_row *row = &rows.rows[rows.order[i]];
        uint32_t at = row_or_none(
            row_of, by == PROFPASS__BY_LINE ? row->line : row->function);
        if (at == PROFPASS_NONE)
            continue;
        uint64_t *figures = to[at].figures[side];
        figures[PROFPASS__DIFF_MAX] = row->sums.max_most_bytes;
        figures[PROFPASS__DIFF_TEMPORARY] = row->sums.temporaries;
    }
    profpass__heap_done(&rows);
    return ok;
}

/* ---- contexts ---- */

/* Number the paths of a run among those of both. */
static bool add_paths(matching *of, unsigned side)
{
    const profpass__call_paths *paths = &of->runs[side].paths;
    const profpass_model *m = of->m[side];
    const uint32_t *rows = of->diff->function_rows[side];
    uint32_t *path_of = of->path_of[side];
    for (uint32_t i = 0; i < paths->n_paths; i++) {
        const profpass__call_path *path = &paths->paths[i];
        profpass__key key =
            key_of(rows, path->function, side,
                   path->parent == PROFPASS_NONE ? PROFPASS_NONE
                                                 : path_of[path->parent]);
        path_of[i] = profpass__number_of(&of->path_numbers, &key);
        if (path_of[i] == UINT32_MAX)
            return false;
        profpass__diff_path *to = &of->paths[path_of[i]];
        *to = (profpass__diff_path){
            key.part[0], row_or_none(rows, path->function), "", "", 0};
        if (path->function == PROFPASS_NONE)
            continue;
        const profpass_function_stats *f = &m->functions[path->function];
        to->name = f->name;
        to->file = f->file;
        to->line = f->line;
    }
    return true;
}

static void fill(uint64_t *figures, const profpass__heap_sums *sums)
{
    figures[PROFPASS__DIFF_ALLOCS] = sums->allocations;
    figures[PROFPASS__DIFF_BYTES] = sums->allocated_bytes;
    figures[PROFPASS__DIFF_LIVE] = sums->live_bytes;
    figures[PROFPASS__DIFF_PEAK] = sums->at_peak_bytes;
    figures[PROFPASS__DIFF_MAX] = sums->max_most_bytes;
    figures[PROFPASS__DIFF_TEMPORARY] = sums->temporaries;
}

static bool add_contexts(matching *of, unsigned side)
{
    const profpass__heap_rows *rows = &of->runs[side];
    const profpass_model *m = of->m[side];
    for (uint32_t i = 0; i < rows->n_rows; i++) {
        const profpass__heap_row *row = &rows->rows[rows->order[i]];
        uint32_t path = of->path_of[side][row->path];
        profpass__key key =
            key_of(of->diff->line_rows[side], row->line, side, path);
        uint32_t at = profpass__number_of(&of->context_numbers, &key);
        if (at == UINT32_MAX)
            return false;
        const profpass_line_stats *line = &m->lines[row->line];
        const profpass__diff_path *own = &of->paths[path];
        profpass__diff_row *to = &of->diff->contexts[at];
        to->name = own->name;
        to->file = own->file;
        to->line = own->line;
        to->is_in[side] = true;
        fill(to->figures[side], &row->sums);
        of->places[at] = (profpass__diff_place){
            path, row_or_none(of->diff->function_rows[side], line->function),
            line->file, line->line};
    }
    return true;
}

static bool match_contexts(matching *of)
{
    profpass__diff *diff = of->diff;
    size_t n_paths = 0, n_contexts = 0;
    for (unsigned side = 0; side < 2; side++) {
        profpass__heap_rows *rows = &of->runs[side];
        if (!profpass__heap_group(rows, PROFPASS__BY_CONTEXT,
                                  PROFPASS__HEAP_PEAK, NULL, false))
            return false;
        n_paths += rows->paths.n_paths;
        n_contexts += rows->n_rows;
        of->path_of[side] =
            profpass__arena_array(&rows->arena, rows->paths.n_paths, 4);
        if (of->path_of[side] == NULL)
            return false;
    }
    of->paths = profpass__arena_array(&diff->arena, n_paths, sizeof *of->paths);
    of->places =
        profpass__arena_array(&diff->arena, n_contexts, sizeof *of->places);
    diff->contexts =
        profpass__arena_array(&diff->arena, n_contexts, sizeof *diff->contexts);
    if (of->paths == NULL || of->places == NULL || diff->contexts == NULL)
        return false;
    for (unsigned side = 0; side < 2; side++)
        if (!add_paths(of, side) || !add_contexts(of, side))
            return false;
    diff->n_contexts = of->context_numbers.entries.n;
    diff->paths = of->paths;
    diff->places = of->places;
    return true;
}

/* Put what of a path is outermost: the line, if it is this function's and was
 * not put yet, or the function. */
static void put_call(profpass__text *t, const profpass__diff_path *at,
                     const profpass__diff_place *place, bool *has_line)
{
    bool is_line = !*has_line && place->line_function == at->function;
    const char *name = at->name[0] != '\0' ? at->name : PROFPASS__NO_CALLER;
    *has_line |= is_line;
    if (is_line && place->line != 0) {
        profpass__put_safe(t, place->line_file);
        profpass__print(t, ":%u ", place->line);
        profpass__put_safe(t, name);
    } else if (at->name[0] != '\0' && !is_line) {
        profpass__put_safe(t, at->file);
        profpass__print(t, ":%u(", at->line);
        profpass__put_safe(t, name);
        profpass__puts(t, ")");
    } else {
        profpass__puts(t, at->name[0] != '\0' ? "<no line> " : "");
        profpass__put_safe(t, name);
    }
}

void profpass__put_diff_context(profpass__text *t, const profpass__diff *diff,
                                uint32_t i, const char *between,
                                size_t n_blanks)
{
    const profpass__diff_place *place = &diff->places[i];
    const profpass__diff_path *at = &diff->paths[place->path];
    bool has_line = false;
    put_call(t, at, place, &has_line);
    for (int n = 0; at->parent != PROFPASS_NONE; n++) {
        at = &diff->paths[at->parent];
        if (at->name[0] == '\0')
            return;
        profpass__puts(t, between);
        profpass__blanks(t, n_blanks);
        profpass__puts(t, "from ");
        if (n == MAX_CALLERS) {
            profpass__puts(t, "further callers");
            return;
        }
        put_call(t, at, place, &has_line);
    }
}

/* ---- both ---- */

/* A run of an older runtime does not tell what was there at most. */
static void forget_max(profpass__diff *diff)
{
    profpass__diff_row *const rows[] = {diff->functions, diff->lines,
                                        diff->contexts};
    const uint32_t n[] = {diff->n_functions, diff->n_lines, diff->n_contexts};
    for (unsigned k = 0; k < sizeof n / sizeof *n; k++)
        for (uint32_t i = 0; i < n[k]; i++)
            rows[k][i].figures[0][PROFPASS__DIFF_MAX] =
                rows[k][i].figures[1][PROFPASS__DIFF_MAX] = 0;
}

bool profpass__diff_heap(profpass__diff *diff, const profpass_model *const m[2])
{
    matching of = {.diff = diff, .m = m};
    bool ok = true, has_heap = true;
    for (unsigned side = 0; side < 2; side++) {
        profpass_status status =
            profpass__heap_open(&of.runs[side], m[side], NULL, NULL);
        has_heap = has_heap && status != PROFPASS_EINVAL;
        ok = ok && status != PROFPASS_ENOMEM;
    }
    if (ok && has_heap) {
        ok = match_contexts(&of);
        for (unsigned side = 0; ok && side < 2; side++)
            ok = add_figures(&of, side, PROFPASS__BY_FUNCTION, diff->functions,
                             diff->function_rows[side]) &&
                 add_figures(&of, side, PROFPASS__BY_LINE, diff->lines,
                             diff->line_rows[side]);
        for (unsigned side = 0; side < 2; side++)
            if (of.runs[side].total.max_most_bytes == 0)
                forget_max(diff);
    }
    for (unsigned side = 0; side < 2; side++)
        profpass__heap_done(&of.runs[side]);
    profpass__numbering_done(&of.path_numbers);
    profpass__numbering_done(&of.context_numbers);
    return ok;
}
