/* write_threads.c - the call table of each thread
 *
 *     nodes ──by thread──▶ functions of that thread ──▶ its call table
 *
 * A thread's model is that of the whole, with the sums of its own nodes and
 * sites. Which calls are primitive is a thread's own affair to begin with, so
 * recursion is right; and the tables add up to that of the whole.
 */
#include <string.h>

#include "arena.h"
#include "failure.h"
#include "order.h"
#include "text.h"
#include "writers.h"

/* A thread at a time: what it has of the model, in arrays for all of them. */
typedef struct part {
    profpass_model m; /* sites and functions are of the thread */
    profpass_function_stats *functions;
    profpass_site_stats *sites;
    uint32_t *nodes_by_thread, *sites_by_thread; /* and where each begins: */
    uint32_t *first_node, *first_site;           /* [n_threads + 1]        */
    uint32_t *threads;                           /* by number              */
} part;

static int compare_threads(const void *context, uint32_t a, uint32_t b)
{
    const profpass_thread_stats *threads = context;
    return profpass__compare_u64(threads[a].number, threads[b].number);
}

static uint32_t thread_of_node(const profpass_model *m, uint32_t i)
{
    return m->nodes[i].thread;
}

static uint32_t thread_of_site(const profpass_model *m, uint32_t i)
{
    return m->nodes[m->sites[i].node].thread;
}

/* Sort 0 … n - 1 by thread, by counting: starts[n_threads + 1]. */
static void sort_by_thread(const profpass_model *m, uint32_t n, uint32_t *items,
                           uint32_t *starts,
                           uint32_t (*thread_of)(const profpass_model *m,
                                                 uint32_t i))
{
    for (uint32_t i = 0; i < n; i++)
        starts[thread_of(m, i) + 1]++;
    for (uint32_t i = 0; i < m->n_threads; i++)
        starts[i + 1] += starts[i];
    for (uint32_t i = 0; i < n; i++)
        items[starts[thread_of(m, i)]++] = i;
    /* Each start is now the next one's. */
    memmove(starts + 1, starts, m->n_threads * sizeof *starts);
    starts[0] = 0;
}

static bool part_init(part *p, const profpass_model *m, profpass__arena *arena)
{
    const size_t n_starts = (size_t)m->n_threads + 1;
    p->m = *m;
    p->functions =
        profpass__arena_array(arena, m->n_functions, sizeof *p->functions);
    p->sites = profpass__arena_array(arena, m->n_sites, sizeof *p->sites);
    p->nodes_by_thread = profpass__arena_array(arena, m->n_nodes, 4);
    p->sites_by_thread = profpass__arena_array(arena, m->n_sites, 4);
    p->first_node = profpass__arena_array(arena, n_starts, 4);
    p->first_site = profpass__arena_array(arena, n_starts, 4);
    p->threads = profpass__arena_array(arena, m->n_threads, 4);
    uint32_t *room = profpass__arena_array(arena, m->n_threads, 4);
    if (p->functions == NULL || p->sites == NULL ||
        p->nodes_by_thread == NULL || p->sites_by_thread == NULL ||
        p->first_node == NULL || p->first_site == NULL || p->threads == NULL ||
        room == NULL)
        return false;
    sort_by_thread(m, m->n_nodes, p->nodes_by_thread, p->first_node,
                   thread_of_node);
    sort_by_thread(m, m->n_sites, p->sites_by_thread, p->first_site,
                   thread_of_site);
    for (uint32_t i = 0; i < m->n_threads; i++)
        p->threads[i] = i;
    profpass__sort(p->threads, room, m->n_threads, compare_threads, m->threads);
    p->m.functions = p->functions;
    p->m.sites = p->sites;
    return true;
}

static void add_node(profpass_function_stats *f,
                     const profpass_node_stats *node)
{
    f->calls += node->calls;
    f->primitive_calls += node->primitive_calls;
    f->returns += node->returns;
    f->unwound += node->unwound;
    f->open = f->calls - f->returns - f->unwound;
    f->self_ns += node->self_ns;
    f->total_ns += node->total_ns;
}

/* Sum up what one thread did. */
static void fill(part *p, const profpass_model *m, uint32_t thread)
{
    for (uint32_t i = 0; i < m->n_functions; i++) {
        profpass_function_stats *f = &p->functions[i];
        *f = m->functions[i];
        f->calls = f->primitive_calls = f->returns = f->unwound = f->open = 0;
        f->self_ns = f->total_ns = 0;
    }
    for (uint32_t i = p->first_node[thread]; i < p->first_node[thread + 1];
         i++) {
        const profpass_node_stats *node = &m->nodes[p->nodes_by_thread[i]];
        if (node->function != PROFPASS_NONE)
            add_node(&p->functions[node->function], node);
    }
    for (uint32_t i = 0; i < m->n_functions; i++)
        if (p->functions[i].total_ns < p->functions[i].self_ns)
            p->functions[i].total_ns = p->functions[i].self_ns;
    p->m.n_sites = 0;
    for (uint32_t i = p->first_site[thread]; i < p->first_site[thread + 1]; i++)
        p->sites[p->m.n_sites++] = m->sites[p->sites_by_thread[i]];
}

static void put_heading(profpass__text *t, const profpass_thread_stats *thread)
{
    profpass__print(t, "Thread %u", thread->number);
    if (thread->name[0] != '\0') {
        profpass__puts(t, " (");
        profpass__put_safe(t, thread->name);
        profpass__puts(t, ")");
    }
    profpass__print(t, ": %llu call%s in %s, at most %llu deep\n",
                    (unsigned long long)thread->calls,
                    thread->calls == 1 ? "" : "s",
                    profpass__duration(thread->total_ns).text,
                    (unsigned long long)thread->depth_peak);
}

profpass_status profpass__put_threads(profpass__text *t,
                                      const profpass_model *m,
                                      const profpass_text_options *options,
                                      profpass_error *err)
{
    profpass__arena scratch = {0};
    part p;
    profpass_status status = PROFPASS_OK;
    if (!part_init(&p, m, &scratch))
        status = profpass__fail_memory(err);
    for (uint32_t i = 0; status == PROFPASS_OK && i < m->n_threads; i++) {
        const profpass_thread_stats *thread = &m->threads[p.threads[i]];
        if (thread->calls == 0 && !options->all)
            continue;
        put_heading(t, thread);
        fill(&p, m, p.threads[i]);
        status = profpass__put_calls(t, &p.m, options, err);
    }
    profpass__arena_done(&scratch);
    return status;
}
