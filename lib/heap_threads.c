/* heap_threads.c - what each thread allocated, and who freed it
 *
 *     allocated ─┬─ freed by itself ─────────┬─ freed      = allocated - net
 *                ├─ freed by others ("given")│
 *                └─ live                     │
 *     of others ──── freed by it ("taken") ──┘
 *
 * What was freed by no thread that was recorded (one that had ended) has a row
 * of its own, so that columns add up to the process.
 */
#include <string.h>

#include "heap_view.h"
#include "order.h"

typedef struct thread_row {
    uint64_t calls, allocated, freed, given, taken, live, at_peak;
    uint64_t own_freed; /* by itself */
    uint64_t net;       /* two's complement: a damaged file may overflow it */
} thread_row;

enum { N_COLUMNS = 8 };

static const char *const headings[N_COLUMNS] = {
    "calls", "allocated", "freed", "net", "given", "taken", "live", "at peak"};

typedef struct thread_table {
    profpass__heap_view *view;
    size_t widths[N_COLUMNS];
} thread_table;

static uint64_t less(uint64_t a, uint64_t b)
{
    return a > b ? a - b : 0;
}

static void sum_up(const profpass_model *m, thread_row *rows)
{
    for (uint32_t i = 0; i < m->n_sites; i++) {
        const profpass_site_stats *site = &m->sites[i];
        thread_row *row = &rows[m->nodes[site->node].thread];
        row->calls += site->allocations;
        row->allocated += site->allocated_bytes;
        row->given += site->remote_freed_bytes;
        row->own_freed += less(site->freed_bytes, site->remote_freed_bytes);
        row->live += site->live_bytes;
        row->at_peak += site->at_peak_bytes;
    }
    for (uint32_t i = 0; i < m->n_threads; i++) {
        thread_row *row = &rows[i];
        row->net = (uint64_t)m->threads[i].net_bytes;
        row->freed = row->allocated - row->net;
        if (row->freed > INT64_MAX) /* counters seen a few events apart */
            row->freed = 0;
        row->taken = less(row->freed, row->own_freed);
    }
}

static void add(thread_row *to, const thread_row *row)
{
    to->calls += row->calls;
    to->allocated += row->allocated;
    to->freed += row->freed;
    to->given += row->given;
    to->taken += row->taken;
    to->live += row->live;
    to->at_peak += row->at_peak;
    to->net += row->net;
}

/* ---- text ---- */

static profpass__number signed_amount(const thread_table *table, uint64_t n)
{
    bool is_negative = n > INT64_MAX;
    profpass__number number =
        profpass__heap_amount(&table->view->table, is_negative ? 0 - n : n);
    profpass__number out;
    snprintf(out.text, sizeof out.text, "%s%.40s",
             n == 0        ? ""
             : is_negative ? "-"
                           : "+",
             number.text);
    return out;
}

static profpass__number cell(const thread_table *table, const thread_row *row,
                             int column)
{
    const uint64_t amounts[N_COLUMNS] = {row->calls, row->allocated, row->freed,
                                         0,          row->given,     row->taken,
                                         row->live,  row->at_peak};
    if (column == 0)
        return profpass__decimal(row->calls, 1, 0);
    if (column == 3)
        return signed_amount(table, row->net);
    return profpass__heap_amount(&table->view->table, amounts[column]);
}

static void fit(thread_table *table, const thread_row *row)
{
    for (int c = 0; c < N_COLUMNS; c++) {
        size_t width = strlen(cell(table, row, c).text);
        if (table->widths[c] < width)
            table->widths[c] = width;
    }
}

static void put(thread_table *table, const thread_row *row)
{
    for (int c = 0; c < N_COLUMNS; c++)
        profpass__right(&table->view->t, cell(table, row, c).text,
                        table->widths[c] + 2);
    profpass__blanks(&table->view->t, 2);
}

static void put_head(thread_table *table)
{
    profpass__text *t = &table->view->t;
    profpass__heap_table_style(&table->view->table, "1");
    for (int c = 0; c < N_COLUMNS; c++)
        profpass__right(t, headings[c], table->widths[c] + 2);
    profpass__puts(t, "  thread");
    profpass__heap_table_style(&table->view->table, "0");
    profpass__puts(t, "\n");
}

static void put_thread(thread_table *table, const thread_row *row, uint32_t i)
{
    const profpass_thread_stats *thread = &table->view->m->threads[i];
    put(table, row);
    profpass__print(&table->view->t, "%u", thread->number);
    if (thread->name[0] != '\0') {
        profpass__puts(&table->view->t, " ");
        profpass__put_safe(&table->view->t, thread->name);
    }
    profpass__puts(&table->view->t, "\n");
}

static int compare(const void *context, uint32_t a, uint32_t b)
{
    const thread_row *rows = context;
    int order = profpass__compare_u64(rows[b].allocated, rows[a].allocated);
    return order != 0 ? order : profpass__compare_u64(a, b);
}

/* Put the rows of the order, and what comes after them. */
static void put_rows(thread_table *table, const thread_row *rows,
                     const uint32_t *order, uint32_t n_all)
{
    profpass__heap_view *view = table->view;
    uint32_t n = profpass__heap_n_shown(view, n_all);
    thread_row left = {0}, total = {0}, nobody = {0};
    for (uint32_t i = 0; i < n_all; i++) {
        add(&total, &rows[order[i]]);
        if (i < n)
            fit(table, &rows[order[i]]);
        else
            add(&left, &rows[order[i]]);
    }
    nobody.freed = nobody.taken = less(view->m->heap.freed_bytes, total.freed);
    nobody.net = 0 - nobody.freed;
    add(&total, &nobody);
    fit(table, &left);
    fit(table, &total);
    for (int c = 0; c < N_COLUMNS; c++)
        if (table->widths[c] < strlen(headings[c]))
            table->widths[c] = strlen(headings[c]);
    put_head(table);
    for (uint32_t i = 0; i < n; i++)
        put_thread(table, &rows[order[i]], order[i]);
    if (n < n_all) {
        put(table, &left);
        profpass__print(&view->t, "%u more thread%s\n", n_all - n,
                        n_all - n == 1 ? "" : "s");
    }
    if (nobody.freed != 0) {
        put(table, &nobody);
        profpass__puts(&view->t, "no thread that was recorded\n");
    }
    put(table, &total);
    profpass__puts(&view->t, "total\n");
}

bool profpass__put_heap_threads(profpass__heap_view *view)
{
    const profpass_model *m = view->m;
    profpass__arena *arena = &view->rows.arena;
    thread_table table = {.view = view};
    thread_row *rows = profpass__arena_array(arena, m->n_threads, sizeof *rows);
    uint32_t *order = profpass__arena_array(arena, m->n_threads, 4);
    uint32_t *room = profpass__arena_array(arena, m->n_threads, 4);
    if (rows == NULL || order == NULL || room == NULL)
        return false;
    sum_up(m, rows);
    for (uint32_t i = 0; i < m->n_threads; i++)
        order[i] = i;
    profpass__sort(order, room, m->n_threads, compare, rows);
    put_rows(&table, rows, order, m->n_threads);
    return true;
}
