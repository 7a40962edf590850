/* dump_heap.c - the heap in the canonical text: docs/dump-format.md */
#include "dump.h"

#define PUT        PROFPASS__PUT
#define PUT_SIGNED PROFPASS__PUT_SIGNED

/* ---- order ---- */

static int compare_sites(const void *context, uint32_t a, uint32_t b)
{
    const profpass_site_stats *sites = context, *x = &sites[a], *y = &sites[b];
    int order = profpass__compare_u64(x->node, y->node);
    return order != 0 ? order : profpass__compare_u64(x->line, y->line);
}

static int compare_sizes(const void *context, uint32_t a, uint32_t b)
{
    const profpass_model *m = context;
    const profpass_size_stats *x = &m->sizes[a], *y = &m->sizes[b];
    int order = profpass__compare_u64(x->line, y->line);
    return order != 0 ? order
                      : profpass__compare_u64(m->threads[x->thread].number,
                                              m->threads[y->thread].number);
}

static bool prepare_sites(profpass__dump *d, profpass__dump_sites *s,
                          const profpass_site_stats *sites, uint32_t n)
{
    uint32_t n_nodes = d->m->n_nodes;
    s->sites = sites;
    s->n = n;
    s->order = profpass__dump_sorted(d, n, compare_sites, sites);
    s->first = profpass__arena_array(&d->scratch, (size_t)n_nodes + 1, 4);
    if (s->order == NULL || s->first == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++)
        s->first[sites[i].node + 1]++;
    for (uint32_t i = 0; i < n_nodes; i++)
        s->first[i + 1] += s->first[i];
    return true;
}

bool profpass__dump_prepare_heap(profpass__dump *d)
{
    const profpass_model *m = d->m;
    d->sizes = profpass__dump_sorted(d, m->n_sizes, compare_sizes, m);
    bool ok = d->sizes != NULL &&
              prepare_sites(d, &d->sites[0], m->sites, m->n_sites);
    for (size_t i = 0; ok && i < PROFPASS_N_ACCOUNTS; i++)
        ok = prepare_sites(d, &d->sites[1 + i], m->accounts[i].sites,
                           m->accounts[i].n_sites);
    return ok;
}

/* ---- totals ---- */

/* The place of a line: FUNCTION FILE:LINE. */
static void put_place(profpass__dump *d, uint32_t row)
{
    const profpass_line_stats *line = &d->m->lines[row];
    profpass__dump_function(d, line->function);
    profpass__puts(&d->t, " ");
    profpass__put_safe(&d->t, line->line == 0 ? "-" : line->file);
    profpass__print(&d->t, ":%u", line->line);
}

/* What the heap and each account have alike. */
#define PUT_TOTALS(d, totals)                                   \
    do {                                                        \
        PUT(d, "allocations", (totals)->allocations);           \
        PUT(d, "allocated_bytes", (totals)->allocated_bytes);   \
        PUT(d, "frees", (totals)->frees);                       \
        PUT(d, "freed_bytes", (totals)->freed_bytes);           \
        PUT(d, "live_blocks", (totals)->live_blocks);           \
        PUT(d, "live_bytes", (totals)->live_bytes);             \
        PUT(d, "peak_blocks", (totals)->peak_blocks);           \
        PUT(d, "peak_bytes", (totals)->peak_bytes);             \
        PUT(d, "inherited_blocks", (totals)->inherited_blocks); \
        PUT(d, "inherited_bytes", (totals)->inherited_bytes);   \
    } while (0)

static void put_account(profpass__dump *d, const profpass_account_stats *a)
{
    if (a->n_sites == 0 && a->peak_bytes == 0)
        return;
    profpass__print(&d->t, "account %s", a->name);
    PUT_TOTALS(d, a);
    profpass__puts(&d->t, "\n");
}

void profpass__dump_heap(profpass__dump *d)
{
    const profpass_heap_totals *heap = &d->m->heap;
    profpass__puts(&d->t, "heap");
    PUT_TOTALS(d, heap);
    profpass__puts(&d->t, "\n");
    if (heap->peak_site != PROFPASS_NONE) {
        profpass__puts(&d->t, "heap_peak ");
        put_place(d, d->m->sites[heap->peak_site].line);
        profpass__puts(&d->t, "\n");
    }
    for (size_t i = 0; i < PROFPASS_N_ACCOUNTS; i++)
        put_account(d, &d->m->accounts[i]);
}

/* ---- lines and sites ---- */

static void put_line(profpass__dump *d, uint32_t i)
{
    const profpass_line_stats *line = &d->m->lines[i];
    profpass__puts(&d->t, "line ");
    put_place(d, i);
    profpass__print(&d->t, " kind=%s",
                    line->line == 0   ? "none"
                    : line->synthetic ? "entry"
                    : line->has_call  ? "call"
                                      : "plain");
    PUT(d, "occurrences", line->occurrences);
    PUT_SIGNED(d, "increment", line->increment_bytes);
    PUT(d, "usage", line->usage_bytes);
    PUT(d, "peak", line->peak_bytes);
    PUT(d, "allocations", line->allocations);
    PUT(d, "allocated", line->allocated_bytes);
    PUT(d, "frees", line->frees);
    PUT(d, "freed", line->freed_bytes);
    PUT(d, "live_blocks", line->live_blocks);
    PUT(d, "live", line->live_bytes);
    PUT(d, "temporaries", line->temporaries);
    PUT(d, "at_peak_blocks", line->live_at_peak_blocks);
    PUT(d, "at_peak", line->live_at_peak_bytes);
    PUT(d, "remote_frees", line->remote_frees);
    PUT(d, "remote_freed", line->remote_freed_bytes);
    PUT(d, "lifetime_events", line->lifetime_events);
    PUT(d, "moved_in", line->moved_in);
    PUT(d, "moved_in_bytes", line->moved_in_bytes);
    PUT(d, "moved_out", line->moved_out);
    PUT(d, "moved_out_bytes", line->moved_out_bytes);
    profpass__puts(&d->t, "\n");
}

void profpass__dump_lines(profpass__dump *d)
{
    for (uint32_t i = 0; i < d->m->n_lines; i++)
        put_line(d, i);
}

static void put_site(profpass__dump *d, const char *kind, uint32_t depth,
                     const profpass_site_stats *site)
{
    profpass__print(&d->t, "%s %u ", kind, depth);
    put_place(d, site->line);
    PUT(d, "allocations", site->allocations);
    PUT(d, "allocated", site->allocated_bytes);
    PUT(d, "frees", site->frees);
    PUT(d, "freed", site->freed_bytes);
    PUT(d, "remote_frees", site->remote_frees);
    PUT(d, "live_blocks", site->live_blocks);
    PUT(d, "live", site->live_bytes);
    PUT(d, "temporaries", site->temporaries);
    PUT(d, "at_peak_blocks", site->at_peak_blocks);
    PUT(d, "at_peak", site->at_peak_bytes);
    PUT(d, "inherited_blocks", site->inherited_blocks);
    PUT(d, "inherited", site->inherited_bytes);
    PUT(d, "remote_freed", site->remote_freed_bytes);
    PUT(d, "max_blocks", site->max_blocks);
    PUT(d, "max", site->max_bytes);
    PUT(d, "lifetime_events", site->lifetime_events);
    PUT(d, "moved_in", site->moved_in);
    PUT(d, "moved_in_bytes", site->moved_in_bytes);
    PUT(d, "moved_out", site->moved_out);
    PUT(d, "moved_out_bytes", site->moved_out_bytes);
    PUT(d, "first_ns", site->first_ns);
    profpass__puts(&d->t, "\n");
}

void profpass__dump_sites_of(profpass__dump *d, uint32_t node, uint32_t depth)
{
    static const char *const kinds[PROFPASS__N_SITE_KINDS] = {
        "site", [1 + PROFPASS_ACCOUNT_MAPPED] = "mapped_site",
        [1 + PROFPASS_ACCOUNT_POOLS] = "pools_site",
        [1 + PROFPASS_ACCOUNT_STACKS] = "stacks_site"};
    for (size_t k = 0; k < PROFPASS__N_SITE_KINDS; k++) {
        const profpass__dump_sites *s = &d->sites[k];
        for (uint32_t i = s->first[node]; i < s->first[node + 1]; i++)
            put_site(d, kinds[k], depth, &s->sites[s->order[i]]);
    }
}

/* ---- sizes and time ---- */

/* Only the classes that have blocks, each as CLASS:BLOCKS. */
static void put_counts(profpass__dump *d, const uint64_t *counts)
{
    const char *separator = " counts=";
    for (uint32_t k = 0; k < PROFPASS_SIZE_CLASSES; k++) {
        if (counts[k] == 0)
            continue;
        profpass__print(&d->t, "%s%u:%llu", separator, k,
                        (unsigned long long)counts[k]);
        separator = ",";
    }
}

void profpass__dump_sizes(profpass__dump *d)
{
    for (uint32_t i = 0; i < d->m->n_sizes; i++) {
        const profpass_size_stats *sizes = &d->m->sizes[d->sizes[i]];
        profpass__puts(&d->t, "sizes ");
        put_place(d, sizes->line);
        PUT(d, "thread", d->m->threads[sizes->thread].number);
        PUT(d, "largest", sizes->largest_bytes);
        put_counts(d, sizes->counts);
        profpass__puts(&d->t, "\n");
    }
}

void profpass__dump_series(profpass__dump *d)
{
    for (uint32_t i = 0; i < d->m->n_series; i++) {
        profpass__puts(&d->t, "point");
        PUT(d, "live", d->m->series[i].live_bytes);
        PUT(d, "at_ns", d->m->series[i].ns);
        profpass__puts(&d->t, "\n");
    }
}
