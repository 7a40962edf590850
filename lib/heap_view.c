/* heap_view.c - the heap's tables: options, rows, callers */
#include "heap_view.h"

#include <string.h>

#include "failure.h"
#include "shown.h"

/* How many callers are put at most, for files that are no program's. */
enum { MAX_CALLERS = 100 };

static const char *const words[] = {
    [PROFPASS__BY_LINE] = "line",
    [PROFPASS__BY_FUNCTION] = "function",
    [PROFPASS__BY_CONTEXT] = "context",
};
enum { N_WORDS = sizeof words / sizeof *words };

const char *profpass__heap_word(const profpass__heap_view *view)
{
    return words[view->by];
}

/* ---- options ---- */

static profpass_status read_options(profpass__heap_view *view,
                                    profpass_error *err)
{
    const profpass_heap_options *options = view->options;
    const char *by = options->by != NULL ? options->by : "line";
    const char *sort = options->sort != NULL ? options->sort : "peak";
    int i = 0;
    while (i < N_WORDS && strcmp(by, words[i]) != 0)
        i++;
    if (i == N_WORDS)
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "by \"%.40s\": expected line, function or "
                              "context",
                              by);
    view->by = options->tree ? PROFPASS__BY_CONTEXT : (profpass__heap_by)i;
    view->table.metric = profpass__heap_metric_named(sort);
    if (view->table.metric != PROFPASS__N_HEAP_METRICS)
        return PROFPASS_OK;
    return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                          "no sort key \"%.40s\": peak, live, allocated, "
                          "calls, max, temporary or rise",
                          sort);
}

profpass_status profpass__heap_view_open(profpass__heap_view *view,
                                         const profpass_profile *profile,
                                         const profpass_text_options *options,
                                         const profpass_sink *out,
                                         profpass_error *err)
{
    static const profpass_heap_options defaults;
    view->m = profpass_get_model(profile);
    view->function = options->function;
    view->options = options->heap != NULL ? options->heap : &defaults;
    view->rows = (profpass__heap_rows){0};
    profpass__text_init(&view->t, out);
    profpass_status status = profpass__check_shown(options, err);
    if (status == PROFPASS_OK)
        status =
            profpass__heap_table_init(&view->table, &view->t, options, err);
    if (status == PROFPASS_OK)
        status = read_options(view, err);
    if (status == PROFPASS_OK)
        status = profpass__heap_open(&view->rows, view->m,
                                     view->options->account, err);
    view->table.total = &view->rows.total;
    return status;
}

profpass_status profpass__heap_view_done(profpass__heap_view *view,
                                         profpass_status status,
                                         profpass_error *err)
{
    profpass__heap_done(&view->rows);
    return status != PROFPASS_OK ? status : profpass__text_done(&view->t, err);
}

uint32_t profpass__heap_n_shown(const profpass__heap_view *view, uint32_t n)
{
    uint32_t asked = view->options->n_rows;
    return asked == 0 || n < asked ? n : asked;
}

/* ---- rows ---- */

/* A site is named by its line, if that is of the function that allocated; else
 * by the function, and the caller whose line it is has it. */
static void put_place(profpass__heap_view *view, uint32_t function,
                      uint32_t *line)
{
    const profpass_model *m = view->m;
    if (*line != PROFPASS_NONE && m->lines[*line].function == function) {
        profpass__put_heap_line(&view->t, m, *line);
        *line = PROFPASS_NONE;
    } else {
        profpass__put_heap_function(&view->t, m, function);
    }
}

void profpass__put_heap_site(profpass__heap_view *view, uint32_t path,
                             uint32_t line, size_t n_blanks)
{
    const profpass__call_path *at = &view->rows.paths.paths[path];
    put_place(view, at->function, &line);
    profpass__puts(&view->t, "\n");
    for (int n = 0; at->parent != PROFPASS_NONE; n++) {
        at = &view->rows.paths.paths[at->parent];
        if (at->function == PROFPASS_NONE)
            return;
        profpass__blanks(&view->t, n_blanks);
        profpass__heap_table_style(&view->table, "2");
        profpass__puts(&view->t, "from ");
        if (n == MAX_CALLERS)
            profpass__puts(&view->t, "further callers");
        else
            put_place(view, at->function, &line);
        profpass__heap_table_style(&view->table, "0");
        profpass__puts(&view->t, "\n");
        if (n == MAX_CALLERS)
            return;
    }
}

static void put_row(profpass__heap_view *view, const profpass__heap_row *row)
{
    uint32_t line = row->line;
    profpass__heap_table_put(&view->table, &row->sums);
    if (row->path != PROFPASS_NONE) {
        profpass__put_heap_site(view, row->path, line,
                                profpass__heap_table_width(&view->table) + 2);
        return;
    }
    put_place(view, row->function, &line);
    profpass__puts(&view->t, "\n");
}

static void put_sums(profpass__heap_view *view, const profpass__heap_sums *sums,
                     const char *what)
{
    profpass__heap_table_put(&view->table, sums);
    profpass__puts(&view->t, what);
    profpass__puts(&view->t, "\n");
}

void profpass__put_heap_ends(profpass__heap_view *view, uint32_t n_left,
                             const profpass__heap_sums *left)
{
    const profpass__heap_sums *excluded = &view->rows.excluded;
    char what[40];
    snprintf(what, sizeof what, "%u more %s%s", n_left,
             profpass__heap_word(view), n_left == 1 ? "" : "s");
    profpass__heap_table_style(&view->table, "2");
    if (n_left != 0)
        put_sums(view, left, what);
    if (excluded->n_sites != 0)
        put_sums(view, excluded, "other functions");
    profpass__heap_table_style(&view->table, "0");
    put_sums(view, &view->rows.total, "total");
}

void profpass__put_heap_rows(profpass__heap_view *view)
{
    profpass__heap_rows *rows = &view->rows;
    profpass__heap_table *table = &view->table;
    uint32_t n = profpass__heap_n_shown(view, rows->n_rows);
    profpass__heap_sums left = {0};
    for (uint32_t i = 0; i < rows->n_rows; i++) {
        const profpass__heap_sums *sums = &rows->rows[rows->order[i]].sums;
        if (i < n)
            profpass__heap_table_fit(table, sums);
        else
            profpass__heap_add(&left, sums);
    }
    profpass__heap_bound(&left, rows->peak_bytes);
    profpass__heap_table_fit(table, &left);
    profpass__heap_table_fit(table, &rows->excluded);
    profpass__heap_table_fit(table, &rows->total);
    profpass__heap_table_head(table, profpass__heap_word(view));
    for (uint32_t i = 0; i < n; i++)
        put_row(view, &rows->rows[rows->order[i]]);
    profpass__put_heap_ends(view, rows->n_rows - n, &left);
}
