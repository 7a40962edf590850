/* stats_print.c - the statistics as text, in pstats' layout
 *
 *              5 function calls (3 primitive calls) in 0.004 seconds
 *
 *        Ordered by: cumulative time
 *        List reduced from 4 to 1 due to restriction <'fib'>      notes
 *
 *        ncalls  tottime  percall  cumtime  percall filename:lineno(function)
 *           3/1    0.002    0.001    0.004    0.004 fib.c:4(fib)
 *
 *     Function        was called by...
 *                         ncalls  tottime  cumtime
 *     fib.c:4(fib)  <-     2/1    0.001    0.003  fib.c:4(fib)
 *                            1    0.001    0.004  fib.c:9(main)
 */
#include <string.h>

#include "failure.h"
#include "order.h"
#include "stats_row.h"
#include "stats_table.h"

profpass__listing profpass__list_all(const profpass_stats *stats)
{
    return (profpass__listing){stats->table.order, stats->table.n_entries, ""};
}

/* By what the listing is sorted, and what was left out of it. */
static void put_order(profpass__text *t, const profpass_stats *stats,
                      const profpass__listing *listing)
{
    if (stats->sort.n_keys == 0) {
        profpass__puts(t, "   Random listing order was used\n");
    } else {
        profpass__puts(t, "   Ordered by: ");
        profpass__put_sort(t, &stats->sort);
        profpass__puts(t, "\n");
    }
    profpass__puts(t, listing->notes);
    profpass__puts(t, "\n");
}

void profpass__put_stats(profpass__text *t, const profpass_stats *stats,
                         const profpass__listing *listing)
{
    const profpass__table *table = &stats->table;
    for (uint32_t i = 0; i < table->n_files; i++) {
        profpass__put_safe(t, table->files[i]);
        profpass__puts(t, "\n");
    }
    if (table->n_files != 0)
        profpass__puts(t, "\n");
    profpass__put_calls_in(t, table->calls, table->primitive_calls);
    profpass__put_fixed(t, table->total_s, 0);
    profpass__puts(t, " seconds\n\n");
    if (listing->n_rows == 0)
        return;
    put_order(t, stats, listing);
    profpass__puts(t, PROFPASS__ROW_TITLE);
    for (uint32_t i = 0; i < listing->n_rows; i++)
        profpass__put_row(t, &table->rows[listing->rows[i]], 1);
    profpass__puts(t, "\n\n");
}

profpass_status profpass_stats_print_all(const profpass_stats *stats,
                                         const profpass_sink *out,
                                         profpass_error *err)
{
    profpass__text t;
    profpass__listing all = profpass__list_all(stats);
    profpass__text_init(&t, out);
    profpass__put_stats(&t, stats, &all);
    return profpass__text_done(&t, err);
}

/* ---- callers and callees ---- */

/* A function that calls, or is called by, that of a row. */
typedef struct relative {
    uint32_t row;
    const profpass_stats_caller *figures;
} relative;

/* The relatives of row i are all[order[first[i]]] … all[order[first[i + 1]]]
 * exclusively. */
typedef struct relatives {
    const profpass_stats_row *rows;
    relative *all;
    uint32_t *first, *order, *scratch;
} relatives;

static uint32_t max_u32(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* Collect the relatives of all rows; false if there is no memory. */
static bool collect(relatives *r, const profpass__table *table, bool callees,
                    profpass__arena *arena)
{
    uint32_t n = table->n_rows, n_all = 0;
    for (uint32_t i = 0; i < n; i++)
        n_all += table->rows[i].n_callers;
    r->rows = table->rows;
    r->all = profpass__arena_array(arena, n_all, sizeof *r->all);
    r->order = profpass__arena_array(arena, n_all, sizeof *r->order);
    r->scratch = profpass__arena_array(arena, max_u32(n, n_all), 4);
    r->first = profpass__arena_array(arena, (size_t)n + 1, sizeof *r->first);
    if (r->all == NULL || r->order == NULL || r->scratch == NULL ||
        r->first == NULL)
        return false;

    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < table->rows[i].n_callers; j++)
            r->first[1 + (callees ? table->rows[i].callers[j].row : i)]++;
    for (uint32_t i = 0; i < n; i++)
        r->first[i + 1] += r->first[i];
    uint32_t *next = r->scratch;
    if (n != 0)
        memcpy(next, r->first, n * sizeof *next);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < table->rows[i].n_callers; j++) {
            const profpass_stats_caller *c = &table->rows[i].callers[j];
            uint32_t at = next[callees ? c->row : i]++;
            r->all[at] = (relative){callees ? i : c->row, c};
            r->order[at] = at;
        }
    return true;
}

static int compare_relatives(const void *context, uint32_t a, uint32_t b)
{
    const relatives *r = context;
    return profpass__compare_functions(&r->rows[r->all[a].row],
                                       &r->rows[r->all[b].row]);
}

/* Put a relative; those after the first are indented to below it. */
static void put_relative(profpass__text *t, const relatives *r,
                         const relative *one, size_t width, bool is_first)
{
    const profpass_stats_caller *c = one->figures;
    const profpass_stats_row *row = &r->rows[one->row];
    profpass__number calls = profpass__calls_text(c->calls, c->primitive_calls);
    if (c->plain) {
        profpass__blanks(t, is_first ? 0 : width + 3);
        profpass__put_name(t, row);
        profpass__print(t, "(%llu) ", (unsigned long long)c->calls);
        profpass__put_fixed(t, row->total_s, 8);
    } else {
        profpass__blanks(t, is_first ? 0 : width + 1);
        profpass__right(t, calls.text, is_first ? 7 : 9);
        profpass__blanks(t, 1);
        profpass__put_fixed(t, c->self_s, 8);
        profpass__blanks(t, 1);
        profpass__put_fixed(t, c->total_s, 8);
        profpass__blanks(t, 2);
        profpass__put_name(t, row);
    }
    profpass__puts(t, "\n");
}

static void put_row_relatives(profpass__text *t, relatives *r, uint32_t i,
                              size_t width, const char *arrow)
{
    uint32_t first = r->first[i], n = r->first[i + 1] - first;
    profpass__put_name(t, &r->rows[i]);
    profpass__blanks(t, width - profpass__name_width(&r->rows[i]));
    profpass__puts(t, arrow);
    profpass__sort(r->order + first, r->scratch, n, compare_relatives, r);
    for (uint32_t j = 0; j < n; j++)
        put_relative(t, r, &r->all[r->order[first + j]], width, j == 0);
    if (n == 0)
        profpass__puts(t, "\n");
}

/* Callers' figures have a heading, unless they are counts alone. As in pstats,
 * the first that the table has decides. */
static bool has_times(const profpass__table *table)
{
    uint32_t i = 0;
    while (i < table->n_rows && table->rows[i].n_callers == 0)
        i++;
    return i < table->n_rows && !table->rows[i].callers[0].plain;
}

profpass_status profpass__put_relatives(profpass__text *t,
                                        const profpass_stats *stats,
                                        const profpass__listing *listing,
                                        bool callees, profpass_error *err)
{
    static const char title[] = "Function ";
    const profpass__table *table = &stats->table;
    if (listing->n_rows == 0)
        return PROFPASS_OK;
    profpass__arena arena = {0};
    relatives r;
    if (!collect(&r, table, callees, &arena)) {
        profpass__arena_done(&arena);
        return profpass__fail_memory(err);
    }
    size_t width = 0;
    for (uint32_t i = 0; i < listing->n_rows; i++) {
        size_t one = profpass__name_width(&table->rows[listing->rows[i]]);
        width = one > width ? one : width;
    }
    width += 2;

    put_order(t, stats, listing);
    profpass__puts(t, title);
    if (width > sizeof title - 1)
        profpass__blanks(t, width - (sizeof title - 1));
    profpass__puts(t, callees ? "called...\n" : "was called by...\n");
    if (has_times(table)) {
        profpass__blanks(t, width);
        profpass__puts(t, "    ncalls  tottime  cumtime\n");
    }
    for (uint32_t i = 0; i < listing->n_rows; i++)
        put_row_relatives(t, &r, listing->rows[i], width,
                          callees ? "-> " : "<- ");
    profpass__puts(t, "\n\n");
    profpass__arena_done(&arena);
    return PROFPASS_OK;
}
