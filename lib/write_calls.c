/* write_calls.c - the call table, with cProfile's columns
 *
 *              5 function calls (3 primitive calls) in 0.004 seconds
 *
 *        Ordered by: cumulative time
 *
 *        ncalls  tottime  percall  cumtime  percall filename:lineno(function)
 *           3/1    0.002    0.001    0.004    0.004 fib.c:4(fib)
 *
 * The rows and their order are those of the statistics (stats_row.h,
 * sort_keys.h); the unit of time fits the run.
 */
#include "arena.h"
#include "failure.h"
#include "order.h"
#include "profpass/abi.h"
#include "shown.h"
#include "sort_keys.h"
#include "stats_row.h"
#include "text.h"
#include "writers.h"

static profpass_status options_sort(const profpass_text_options *options,
                                    profpass__sort_order *out,
                                    profpass_error *err)
{
    return profpass__read_sort(
        options->sort != NULL ? options->sort : "cumulative", out, err);
}

profpass_status profpass__check_sort(const profpass_text_options *options,
                                     profpass_error *err)
{
    profpass__sort_order unused;
    return options_sort(options, &unused, err);
}

/* ---- the table ---- */

/* Times are in seconds, as in cProfile. A run so short that all would print as
 * 0.000 is in the largest unit that shows something, which the heading names.
 */
typedef struct time_unit {
    const char *name;
    double per_second;
} time_unit;

static time_unit fitting_time_unit(uint64_t max_ns)
{
    if (max_ns == 0 || max_ns >= 500000)
        return (time_unit){"seconds", 1};
    if (max_ns >= 500)
        return (time_unit){"milliseconds", 1e3};
    return (time_unit){"microseconds", 1e6};
}

/* How many calls were made, and how they are listed. */
static void put_heading(profpass__text *t, const profpass_model *m,
                        const profpass__sort_order *sort, const time_unit *unit)
{
    uint64_t calls = 0, primitive = 0, self_ns = 0;
    for (uint32_t i = 0; i < m->n_functions; i++) {
        calls += m->functions[i].calls;
        primitive += m->functions[i].primitive_calls;
        self_ns += m->functions[i].self_ns;
    }
    profpass__put_calls_in(t, calls, primitive);
    profpass__put_fixed(t, (double)self_ns / 1e9 * unit->per_second, 0);
    profpass__print(t, " %s\n\n   Ordered by: ", unit->name);
    profpass__put_sort(t, sort);
    profpass__puts(t, "\n");
}

/* List what to show, and count what is hidden. */
static uint32_t select_functions(const profpass_model *m,
                                 const profpass_text_options *options,
                                 uint32_t *order, profpass__hidden *hidden,
                                 uint64_t *max_ns)
{
    uint32_t n = 0;
    *max_ns = 0;
    for (uint32_t i = 0; i < m->n_functions; i++) {
        const profpass_function_stats *f = &m->functions[i];
        uint64_t ns = f->total_ns > f->self_ns ? f->total_ns : f->self_ns;
        *max_ns = ns > *max_ns ? ns : *max_ns;
        if (f->calls == 0 &&
            (!options->all || (f->flags & PROFPASS_FUNCTION_UNSELECTED) != 0))
            continue;
        if (profpass__is_wanted(f, options, hidden))
            order[n++] = i;
    }
    return n;
}

profpass_status profpass__put_calls(profpass__text *t, const profpass_model *m,
                                    const profpass_text_options *options,
                                    profpass_error *err)
{
    profpass__sort_order sort;
    profpass_status status = options_sort(options, &sort, err);
    if (status != PROFPASS_OK)
        return status;
    profpass__arena scratch = {0};
    uint32_t *order = profpass__arena_array(&scratch, m->n_functions, 4);
    uint32_t *sorting_room = profpass__arena_array(&scratch, m->n_functions, 4);
    profpass_stats_row *rows = profpass__rows_of_model(&scratch, m);
    if (order == NULL || sorting_room == NULL || rows == NULL) {
        profpass__arena_done(&scratch);
        return profpass__fail_memory(err);
    }
    profpass__hidden hidden = {0};
    uint64_t max_ns;
    uint32_t n = select_functions(m, options, order, &hidden, &max_ns);
    profpass__sorting sorting = {rows, &sort};
    profpass__sort(order, sorting_room, n, profpass__compare_rows, &sorting);

    time_unit unit = fitting_time_unit(max_ns);
    put_heading(t, m, &sort, &unit);
    if (hidden.by_name != 0) {
        uint32_t left = n + hidden.by_time;
        profpass__print(t, "   List reduced from %u to %u due to restriction <",
                        left + hidden.by_name, left);
        profpass__put_safe(t, options->function);
        profpass__puts(t, ">\n");
    }
    profpass__put_hidden(t, options, &hidden);
    profpass__put_unrecorded(t, m);
    profpass__puts(t, "\n" PROFPASS__ROW_TITLE);
    for (uint32_t i = 0; i < n; i++) {
        profpass__mark_function(t, &m->functions[order[i]],
                                PROFPASS_REPORT_CALL);
        profpass__put_row(t, &rows[order[i]], unit.per_second);
    }
    profpass__puts(t, "\n");
    profpass__arena_done(&scratch);
    return PROFPASS_OK;
}

profpass_status profpass_write_calls(const profpass_profile *profile,
                                     const profpass_text_options *options,
                                     const profpass_sink *out,
                                     profpass_error *err)
{
    profpass__text t;
    profpass__text_init(&t, out);
    profpass_status status = profpass__check_shown(options, err);
    if (status == PROFPASS_OK)
        status =
            profpass__put_calls(&t, profpass_get_model(profile), options, err);
    return status != PROFPASS_OK ? status : profpass__text_done(&t, err);
}
