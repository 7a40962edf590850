/* heap_rows.c - sites put together: by line, by function, by calling context */
#include "heap_rows.h"

#include <string.h>

#include "context_tree.h"
#include "failure.h"
#include "numbering.h"
#include "order.h"
#include "profpass/glob.h"

static const char *const metric_names[PROFPASS__N_HEAP_METRICS] = {
    "peak", "live", "allocated", "calls", "max", "temporary", "rise"};

profpass__heap_metric profpass__heap_metric_named(const char *name)
{
    int i = 0;
    while (i < PROFPASS__N_HEAP_METRICS && strcmp(name, metric_names[i]) != 0)
        i++;
    return (profpass__heap_metric)i;
}

uint64_t profpass__heap_value(const profpass__heap_sums *sums,
                              profpass__heap_metric metric)
{
    switch (metric) {
    case PROFPASS__HEAP_PEAK:
        return sums->at_peak_bytes;
    case PROFPASS__HEAP_LIVE:
        return sums->live_bytes;
    case PROFPASS__HEAP_ALLOCATED:
        return sums->allocated_bytes;
    case PROFPASS__HEAP_CALLS:
        return sums->allocations;
    case PROFPASS__HEAP_MAX:
        return sums->max_most_bytes;
    case PROFPASS__HEAP_TEMPORARY:
        return sums->temporaries;
    case PROFPASS__HEAP_RISE:
    case PROFPASS__N_HEAP_METRICS:
        break;
    }
    return sums->rise_bytes;
}

static void raise_to(uint64_t *value, uint64_t least)
{
    if (*value < least)
        *value = least;
}

void profpass__heap_add(profpass__heap_sums *sums,
                        const profpass__heap_sums *more)
{
    if (more->n_sites == 0)
        return;
    if (sums->n_sites == 0 || more->first_ns < sums->first_ns)
        sums->first_ns = more->first_ns;
    sums->at_peak_bytes += more->at_peak_bytes;
    sums->at_peak_blocks += more->at_peak_blocks;
    sums->live_bytes += more->live_bytes;
    sums->live_blocks += more->live_blocks;
    sums->allocated_bytes += more->allocated_bytes;
    sums->allocations += more->allocations;
    sums->temporaries += more->temporaries;
    sums->remote_frees += more->remote_frees;
    sums->blocks += more->blocks;
    sums->lifetime_events += more->lifetime_events;
    sums->max_most_bytes += more->max_most_bytes;
    sums->max_blocks += more->max_blocks;
    raise_to(&sums->max_least_bytes, more->max_least_bytes);
    if (sums->max_most_bytes != 0) { /* recorded */
        raise_to(&sums->max_least_bytes, sums->at_peak_bytes);
        raise_to(&sums->max_least_bytes, sums->live_bytes);
    }
    sums->n_sites += more->n_sites;
}

profpass__heap_sums profpass__heap_of_site(const profpass_site_stats *site)
{
    return (profpass__heap_sums){
        .at_peak_bytes = site->at_peak_bytes,
        .at_peak_blocks = site->at_peak_blocks,
        .live_bytes = site->live_bytes,
        .live_blocks = site->live_blocks,
        .allocated_bytes = site->allocated_bytes,
        .allocations = site->allocations,
        .temporaries = site->temporaries,
        .remote_frees = site->remote_frees,
        .blocks = site->inherited_blocks + site->allocations,
        .lifetime_events = site->lifetime_events,
        .max_least_bytes = site->max_bytes,
        .max_most_bytes = site->max_bytes,
        .max_blocks = site->max_blocks,
        .first_ns = site->first_ns,
        .n_sites = 1,
    };
}

/* ---- the account ---- */

static profpass_status choose_account(profpass__heap_rows *rows,
                                      const char *account, profpass_error *err)
{
    const profpass_model *m = rows->m;
    if (account == NULL || strcmp(account, "heap") == 0) {
        rows->sites = m->sites;
        rows->n_sites = m->n_sites;
        rows->peak_bytes = m->heap.peak_bytes;
        if (strcmp(m->program.heap_mode, "none") != 0)
            return PROFPASS_OK;
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "the run recorded no heap; run it without "
                              "heap=off, with the runtime linked or under "
                              "profpass run");
    }
    for (int i = 0; i < PROFPASS_N_ACCOUNTS; i++) {
        const profpass_account_stats *a = &m->accounts[i];
        if (strcmp(a->name, account) != 0)
            continue;
        rows->account = a;
        rows->sites = a->sites;
        rows->n_sites = a->n_sites;
        rows->peak_bytes = a->peak_bytes;
        return PROFPASS_OK;
    }
    return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                          "no account \"%.40s\": heap, mapped, pools or stacks",
                          account);
}

profpass_status profpass__heap_open(profpass__heap_rows *rows,
                                    const profpass_model *m,
                                    const char *account, profpass_error *err)
{
    *rows = (profpass__heap_rows){.m = m};
    profpass_status status = choose_account(rows, account, err);
    if (status == PROFPASS_OK &&
        !profpass__call_paths_make(&rows->paths, &rows->arena, m))
        status = profpass__fail_memory(err);
    return status;
}

void profpass__heap_done(profpass__heap_rows *rows)
{
    profpass__arena_done(&rows->arena);
}

/* ---- grouping ---- */

/* The group of a site, with its keys. NONE: no memory. */
static uint32_t group_of(const profpass__heap_rows *rows, profpass__heap_by by,
                         const profpass_site_stats *site,
                         profpass__numbering *numbering)
{
    profpass__key key = {{site->line}};
    if (by == PROFPASS__BY_FUNCTION)
        key.part[0] = rows->m->nodes[site->node].function;
    else if (by == PROFPASS__BY_CONTEXT)
        key.part[1] = rows->paths.of_node[site->node];
    return profpass__number_of(numbering, &key);
}

static profpass__heap_row row_of(const profpass__heap_rows *rows,
                                 profpass__heap_by by,
                                 const profpass_site_stats *site)
{
    const profpass_model *m = rows->m;
    const profpass_line_stats *line = &m->lines[site->line];
    profpass__heap_row row = {m->nodes[site->node].function,
                              site->line,
                              rows->paths.of_node[site->node],
                              {0}};
    if (by == PROFPASS__BY_LINE) {
        row.function = line->function;
        row.path = PROFPASS_NONE;
        row.sums.rise_bytes = line->peak_bytes;
    } else if (by == PROFPASS__BY_FUNCTION) {
        row.line = row.path = PROFPASS_NONE;
        if (row.function != PROFPASS_NONE)
            row.sums.rise_bytes = m->functions[row.function].rise_bytes;
    } else {
        row.sums.rise_bytes = rows->paths.paths[row.path].rise_bytes;
    }
    if (rows->account != NULL)
        row.sums.rise_bytes = 0;
    return row;
}

/* Add the functions that allocated nothing themselves, but under which the heap
 * rose. */
static bool add_callers(profpass__heap_rows *rows,
                        profpass__numbering *numbering)
{
    for (uint32_t i = 0; i < rows->m->n_functions; i++) {
        const profpass__key key = {{i}};
        uint64_t rise_bytes = rows->m->functions[i].rise_bytes;
        if (rise_bytes == 0)
            continue;
        uint32_t group = profpass__number_of(numbering, &key);
        if (group == PROFPASS_NONE)
            return false;
        if (rows->rows[group].sums.n_sites == 0)
            rows->rows[group] = (profpass__heap_row){
                i, PROFPASS_NONE, PROFPASS_NONE, {.rise_bytes = rise_bytes}};
    }
    return true;
}

/* Put the sites together, in the order in which they come. */
static bool make_groups(profpass__heap_rows *rows, profpass__heap_by by,
                        uint32_t *n_groups)
{
    profpass__numbering numbering = {0};
    bool ok = true;
    for (uint32_t i = 0; ok && i < rows->n_sites; i++) {
        const profpass_site_stats *site = &rows->sites[i];
        uint32_t group = group_of(rows, by, site, &numbering);
        ok = group != PROFPASS_NONE;
        if (!ok)
            break;
        profpass__heap_row *row = &rows->rows[group];
        if (row->sums.n_sites == 0)
            *row = row_of(rows, by, site);
        const profpass__heap_sums sums = profpass__heap_of_site(site);
        profpass__heap_add(&row->sums, &sums);
    }
    if (ok && by == PROFPASS__BY_FUNCTION && rows->account == NULL)
        ok = add_callers(rows, &numbering);
    *n_groups = numbering.entries.n;
    profpass__numbering_done(&numbering);
    return ok;
}

void profpass__heap_bound(profpass__heap_sums *sums, uint64_t peak_bytes)
{
    if (sums->max_most_bytes > peak_bytes)
        sums->max_most_bytes = peak_bytes;
    raise_to(&sums->max_most_bytes, sums->max_least_bytes);
}

typedef struct sorting {
    const profpass__heap_row *rows;
    profpass__heap_metric metric;
} sorting;

/* What is equal in all keeps the order of source lines, and of calls. */
static int compare(const void *context, uint32_t a, uint32_t b)
{
    const sorting *by = context;
    const profpass__heap_row *x = &by->rows[a], *y = &by->rows[b];
    int order =
        profpass__compare_u64(profpass__heap_value(&y->sums, by->metric),
                              profpass__heap_value(&x->sums, by->metric));
    for (int k = 0; k < PROFPASS__N_HEAP_METRICS && order == 0; k++)
        order = profpass__compare_u64(
            profpass__heap_value(&y->sums, (profpass__heap_metric)k),
            profpass__heap_value(&x->sums, (profpass__heap_metric)k));
    if (order == 0)
        order = profpass__compare_u64(x->function, y->function);
    if (order == 0)
        order = profpass__compare_u64(x->line, y->line);
    return order != 0 ? order : profpass__compare_u64(x->path, y->path);
}

bool profpass__heap_group(profpass__heap_rows *rows, profpass__heap_by by,
                          profpass__heap_metric metric, const char *function,
                          bool only_live)
{
    uint32_t n_groups = 0;
    size_t most = (size_t)rows->n_sites + rows->m->n_functions;
    rows->rows = profpass__arena_array(&rows->arena, most, sizeof *rows->rows);
    rows->order = profpass__arena_array(&rows->arena, most, 4);
    uint32_t *room = profpass__arena_array(&rows->arena, most, 4);
    if (rows->rows == NULL || rows->order == NULL || room == NULL ||
        !make_groups(rows, by, &n_groups))
        return false;
    for (uint32_t i = 0; i < n_groups; i++) {
        profpass__heap_row *row = &rows->rows[i];
        if (only_live && row->sums.live_blocks == 0)
            continue;
        rows->n_all++;
        profpass__heap_add(&rows->total, &row->sums);
        if (function != NULL &&
            !profpass_glob_match(function,
                                 profpass__heap_name(rows->m, row->function)))
            profpass__heap_add(&rows->excluded, &row->sums);
        else
            rows->order[rows->n_rows++] = i;
        profpass__heap_bound(&row->sums, rows->peak_bytes);
    }
    profpass__heap_bound(&rows->excluded, rows->peak_bytes);
    if (rows->total.max_most_bytes != 0 && !only_live) /* it is the peak */
        rows->total.max_least_bytes = rows->total.max_most_bytes =
            rows->peak_bytes;
    const sorting by_metric = {rows->rows, metric};
    if (metric != PROFPASS__N_HEAP_METRICS)
        profpass__sort(rows->order, room, rows->n_rows, compare, &by_metric);
    return true;
}

/* ---- words ---- */

const char *profpass__heap_name(const profpass_model *m, uint32_t function)
{
    return function == PROFPASS_NONE ? PROFPASS__NO_CALLER
                                     : m->functions[function].name;
}

void profpass__put_heap_line(profpass__text *t, const profpass_model *m,
                             uint32_t line)
{
    const profpass_line_stats *row = &m->lines[line];
    if (row->line != 0) {
        profpass__put_safe(t, row->file);
        profpass__print(t, ":%u ", row->line);
    } else if (row->function != PROFPASS_NONE) {
        profpass__puts(t, "<no line> ");
    }
    profpass__put_safe(t, profpass__heap_name(m, row->function));
}

void profpass__put_heap_function(profpass__text *t, const profpass_model *m,
                                 uint32_t function)
{
    if (function == PROFPASS_NONE) {
        profpass__puts(t, PROFPASS__NO_CALLER);
        return;
    }
    const profpass_function_stats *f = &m->functions[function];
    profpass__put_safe(t, f->file);
    profpass__print(t, ":%u(", f->line);
    profpass__put_safe(t, f->name);
    profpass__puts(t, ")");
}
