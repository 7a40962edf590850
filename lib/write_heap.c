/* write_heap.c - the heap in rows: who allocated, what was live at the peak
 *
 *     Heap: 12 allocations, …          as in the report
 *       peak at    demo.c:12 load      whose allocation reached it
 *                  from demo.c:20(main)
 *
 *     2 lines, by bytes at the peak
 *
 *       share   at peak  blocks  …  line
 *       90.9%  1.17 KiB       2     demo.c:12 load
 *        9.1%     120 B       1     demo.c:14 load
 *      100.0%  1.29 KiB       3     total
 */
#include "failure.h"
#include "heap_view.h"
#include "writers.h"

static const char *const metric_words[PROFPASS__N_HEAP_METRICS] = {
    [PROFPASS__HEAP_PEAK] = "bytes at the peak",
    [PROFPASS__HEAP_LIVE] = "live bytes",
    [PROFPASS__HEAP_ALLOCATED] = "bytes allocated",
    [PROFPASS__HEAP_CALLS] = "allocations",
    [PROFPASS__HEAP_MAX] = "the most bytes at once",
    [PROFPASS__HEAP_TEMPORARY] = "temporary blocks",
    [PROFPASS__HEAP_RISE] = "rise",
};

static const profpass__heap_column columns[] = {
    PROFPASS__HEAP_COLUMN_SHARE,
    PROFPASS__HEAP_COLUMN_PEAK,
    PROFPASS__HEAP_COLUMN_BLOCKS,
    PROFPASS__HEAP_COLUMN_MAX,
    PROFPASS__HEAP_COLUMN_LIVE,
    PROFPASS__HEAP_COLUMN_ALLOCATED,
    PROFPASS__HEAP_COLUMN_CALLS,
    PROFPASS__HEAP_COLUMN_TEMPORARY,
    PROFPASS__HEAP_COLUMN_TEMPORARY_SHARE,
    PROFPASS__HEAP_COLUMN_LIFETIME,
    PROFPASS__HEAP_COLUMN_REMOTE,
    PROFPASS__HEAP_COLUMN_RISE,
};

/* The allocation that made the heap larger than ever, and its callers. */
static void put_peak(profpass__heap_view *view)
{
    static const char label[] = "  peak at    ";
    const profpass_model *m = view->m;
    if (m->heap.peak_site >= m->n_sites) /* not known */
        return;
    const profpass_site_stats *site = &m->sites[m->heap.peak_site];
    profpass__puts(&view->t, label);
    profpass__put_heap_site(view, view->rows.paths.of_node[site->node],
                            site->line, sizeof label - 1);
}

static void put_header(profpass__heap_view *view)
{
    if (view->rows.account != NULL) {
        profpass__put_account(&view->t, view->m, view->rows.account);
    } else {
        profpass__put_heap(&view->t, view->m);
        put_peak(view);
    }
    profpass__puts(&view->t, "\n");
}

static void put_title(profpass__heap_view *view)
{
    const profpass__heap_rows *rows = &view->rows;
    profpass__print(&view->t, "%u ", rows->n_rows);
    if (rows->n_rows != rows->n_all)
        profpass__print(&view->t, "of %u ", rows->n_all);
    profpass__print(&view->t, "%s%s, by %s\n\n", profpass__heap_word(view),
                    rows->n_all == 1 ? "" : "s",
                    metric_words[view->table.metric]);
}

/* Sizes and threads are recorded of the heap alone. */
static profpass_status check_parts(profpass__heap_view *view,
                                   profpass_error *err)
{
    const profpass_heap_options *options = view->options;
    if (!options->sizes && !options->threads)
        return PROFPASS_OK;
    if (view->rows.account != NULL)
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "sizes and threads are of the heap, not of %s",
                              view->rows.account->name);
    if (options->sizes && view->m->n_sizes == 0 &&
        view->m->heap.allocations != 0)
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "it holds no sizes of blocks: an older profpass "
                              "recorded it; run the program again");
    return PROFPASS_OK;
}

/* Say of each part that was asked for what there is. False: no memory. */
static bool put_parts(profpass__heap_view *view)
{
    const profpass_heap_options *options = view->options;
    if (options->threads && !profpass__put_heap_threads(view))
        return false;
    if (options->sizes) {
        view->by = PROFPASS__BY_LINE;
        if (options->sort == NULL)
            view->table.metric = PROFPASS__HEAP_CALLS;
    } else if (options->threads) {
        return true;
    }
    if (!profpass__heap_group(&view->rows, view->by, view->table.metric,
                              view->function, false))
        return false;
    if (options->threads)
        profpass__puts(&view->t, "\n");
    if (view->rows.n_all == 0) {
        profpass__puts(&view->t, "Nothing was allocated.\n");
        return true;
    }
    put_title(view);
    if (options->sizes)
        return profpass__put_heap_sizes(view);
    view->table.headings[PROFPASS__HEAP_COLUMN_RISE] =
        view->by == PROFPASS__BY_LINE ? "line peak" : "rise";
    if (options->tree)
        return profpass__put_heap_tree(view);
    profpass__put_heap_rows(view);
    return true;
}

profpass_status profpass_write_heap_table(const profpass_profile *profile,
                                          const profpass_text_options *options,
                                          const profpass_sink *out,
                                          profpass_error *err)
{
    profpass__heap_view view;
    profpass_status status =
        profpass__heap_view_open(&view, profile, options, out, err);
    if (status == PROFPASS_OK)
        status = check_parts(&view, err);
    if (status == PROFPASS_OK) {
        view.table.columns = columns;
        view.table.n_columns = sizeof columns / sizeof *columns;
        put_header(&view);
        if (!put_parts(&view))
            status = profpass__fail_memory(err);
    }
    return profpass__heap_view_done(&view, status, err);
}
