/* write_leaks.c - what is live at the end, by calling context
 *
 *     Live at exit: 1024 bytes (1.00 KiB) in 2 blocks, of 12 allocations
 *
 *     share      live  blocks  calls   first  lifetime  context
 *    100.0%  1.00 KiB       2     10  1.2 ms        14  demo.c:12 load
 *                                                         from demo.c:20(main)
 *
 * Whether the program could still reach a block is not known: it is live, and
 * not more is said.
 */
#include <string.h>

#include "diff.h"
#include "failure.h"
#include "heap_view.h"
#include "writers.h"

static const profpass__heap_column columns[] = {
    PROFPASS__HEAP_COLUMN_SHARE,       PROFPASS__HEAP_COLUMN_LIVE,
    PROFPASS__HEAP_COLUMN_LIVE_BLOCKS, PROFPASS__HEAP_COLUMN_CALLS,
    PROFPASS__HEAP_COLUMN_FIRST,       PROFPASS__HEAP_COLUMN_LIFETIME,
};

/* "Live at exit", or when else. */
static void put_when(profpass__text *t, const profpass_model *m)
{
    const char *end = m->program.end;
    profpass__puts(t, "Live ");
    if (strcmp(end, "running") == 0)
        profpass__puts(t, "now, while the program runs");
    else if (strncmp(end, "signal", strlen("signal")) == 0)
        profpass__print(t, "at the end by %s", end);
    else
        profpass__puts(t, "at exit");
    if (m->program.n_runs > 1)
        profpass__print(t, ", of %llu runs together",
                        (unsigned long long)m->program.n_runs);
    profpass__puts(t, ": ");
}

static void put_summary(profpass__heap_view *view)
{
    const profpass__heap_sums *total = &view->rows.total;
    uint64_t n_calls = 0;
    for (uint32_t i = 0; i < view->rows.n_sites; i++)
        n_calls += view->rows.sites[i].allocations;
    put_when(&view->t, view->m);
    if (total->live_blocks == 0)
        profpass__puts(&view->t, "nothing");
    else
        profpass__put_blocks(&view->t, total->live_bytes, total->live_blocks);
    profpass__print(&view->t, ", of %llu allocation%s\n",
                    (unsigned long long)n_calls, n_calls == 1 ? "" : "s");
}

/* Say whether what is shown is more than the limit, if there is one. */
static void put_above(profpass__heap_view *view, double limit_bytes)
{
    profpass__heap_sums shown = view->rows.total;
    shown.live_bytes -= view->rows.excluded.live_bytes;
    if (view->options->limit == NULL || (double)shown.live_bytes <= limit_bytes)
        return;
    profpass__puts(&view->t, "\nAbove ");
    profpass__put_safe(&view->t, view->options->limit);
    profpass__print(&view->t, ": %s live\n",
                    profpass__amount(shown.live_bytes).text);
    if (view->options->is_above != NULL)
        *view->options->is_above = true;
}

static bool put_leaks(profpass__heap_view *view)
{
    if (!profpass__heap_group(&view->rows, view->by, PROFPASS__HEAP_LIVE,
                              view->function, true))
        return false;
    put_summary(view);
    if (view->rows.n_all == 0)
        return true;
    profpass__puts(&view->t, "\n");
    if (view->options->tree)
        return profpass__put_heap_tree(view);
    profpass__put_heap_rows(view);
    return true;
}

profpass_status profpass_write_leaks(const profpass_profile *profile,
                                     const profpass_text_options *options,
                                     const profpass_sink *out,
                                     profpass_error *err)
{
    profpass__heap_view view;
    double limit_bytes = 0;
    profpass_status status =
        profpass__heap_view_open(&view, profile, options, out, err);
    if (status == PROFPASS_OK && view.options->limit != NULL &&
        !profpass__diff_read_bytes(view.options->limit, &limit_bytes))
        status = profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                                "limit \"%.40s\": expected an amount such as "
                                "0B, 64KiB or 1.5MiB",
                                view.options->limit);
    if (status == PROFPASS_OK) {
        if (view.options->by == NULL)
            view.by = PROFPASS__BY_CONTEXT;
        view.table.metric = PROFPASS__HEAP_LIVE;
        view.table.columns = columns;
        view.table.n_columns = sizeof columns / sizeof *columns;
        if (put_leaks(&view))
            put_above(&view, limit_bytes);
        else
            status = profpass__fail_memory(err);
    }
    return profpass__heap_view_done(&view, status, err);
}
