/* write_dump.c - the model as canonical text: docs/dump-format.md
 *
 * One entity a line, "key=value" pairs, sorted; functions by name, not by
 * number; what differs between two runs of the same program (pids, dates) is
 * left out, and times stand last on the line. The tests read this text, and so
 * do people who report a fault.
 */
#include <string.h>

#include "dump.h"
#include "failure.h"
#include "profpass/abi.h"

typedef profpass__dump dump;

#define PUT        PROFPASS__PUT
#define PUT_SIGNED PROFPASS__PUT_SIGNED

static void put_quoted(dump *d, const char *string)
{
    profpass__puts(&d->t, "\"");
    for (; *string != '\0'; string++) {
        unsigned char c = (unsigned char)*string;
        if (c == '"' || c == '\\')
            profpass__print(&d->t, "\\%c", c);
        else if (c < 0x20 || c == 0x7f)
            profpass__print(&d->t, "\\x%02x", c);
        else
            profpass__put(&d->t, string, 1);
    }
    profpass__puts(&d->t, "\"");
}

void profpass__dump_function(profpass__dump *d, uint32_t function)
{
    if (function == PROFPASS_NONE) {
        profpass__puts(&d->t, "-");
        return;
    }
    const profpass_function_stats *f = &d->m->functions[function];
    profpass__put_safe(&d->t, f->name);
    if (d->ambiguous[function]) {
        profpass__puts(&d->t, "@");
        profpass__put_safe(&d->t, f->file);
        profpass__print(&d->t, ":%u", f->line);
    }
}

/* ---- order ---- */

static int compare_names(const void *context, uint32_t a, uint32_t b)
{
    const profpass_model *m = context;
    return strcmp(m->functions[a].name, m->functions[b].name);
}

static int compare_nodes(const void *context, uint32_t a, uint32_t b)
{
    const profpass_model *m = context;
    int order = profpass__compare_u64(m->nodes[a].parent, m->nodes[b].parent);
    if (order == 0)
        order =
            profpass__compare_u64(m->nodes[a].function, m->nodes[b].function);
    return order != 0
               ? order
               : profpass__compare_u64(m->nodes[a].thread, m->nodes[b].thread);
}

static int compare_threads(const void *context, uint32_t a, uint32_t b)
{
    const profpass_model *m = context;
    return profpass__compare_u64(m->threads[a].number, m->threads[b].number);
}

uint32_t *profpass__dump_sorted(profpass__dump *d, uint32_t n,
                                profpass__compare_fn *compare,
                                const void *context)
{
    uint32_t *items = profpass__arena_array(&d->scratch, n, sizeof *items);
    uint32_t *room = profpass__arena_array(&d->scratch, n, sizeof *room);
    if (items == NULL || room == NULL)
        return NULL;
    for (uint32_t i = 0; i < n; i++)
        items[i] = i;
    profpass__sort(items, room, n, compare, context);
    return items;
}

static bool prepare(dump *d)
{
    const profpass_model *m = d->m;
    uint32_t *by_name =
        profpass__dump_sorted(d, m->n_functions, compare_names, m);
    d->children = profpass__dump_sorted(d, m->n_nodes, compare_nodes, m);
    d->threads = profpass__dump_sorted(d, m->n_threads, compare_threads, m);
    d->first_root = profpass__arena_array(&d->scratch, m->n_threads, 4);
    d->ambiguous = profpass__arena_array(&d->scratch, m->n_functions, 1);
    d->next_child = profpass__arena_array(&d->scratch, m->n_nodes, 4);
    if (by_name == NULL || d->children == NULL || d->threads == NULL ||
        d->ambiguous == NULL || d->next_child == NULL ||
        d->first_root == NULL || !profpass__dump_prepare_heap(d))
        return false;

    for (uint32_t i = 1; i < m->n_functions; i++)
        if (compare_names(m, by_name[i - 1], by_name[i]) == 0)
            d->ambiguous[by_name[i - 1]] = d->ambiguous[by_name[i]] = true;
    /* Backwards, so that the first child of each parent is what remains. */
    for (uint32_t i = 0; i < m->n_nodes; i++)
        d->next_child[i] = PROFPASS_NONE;
    for (uint32_t i = 0; i < m->n_threads; i++)
        d->first_root[i] = PROFPASS_NONE;
    for (uint32_t i = m->n_nodes; i-- > 0;) {
        const profpass_node_stats *node = &m->nodes[d->children[i]];
        if (node->parent != PROFPASS_NONE)
            d->next_child[node->parent] = i;
        else
            d->first_root[node->thread] = i;
    }
    return true;
}

/* ---- entities ---- */

static void put_program(dump *d)
{
    const profpass_program *p = &d->m->program;
    profpass__puts(&d->t, "profpass dump 1\nprogram end=");
    put_quoted(d, p->end);
    profpass__print(&d->t, " clock=%s timing=%s heap=%s producer=", p->clock,
                    p->timing, p->heap_mode);
    put_quoted(d, p->producer);
    if (p->max_depth != 0)
        PUT(d, "max_depth", p->max_depth);
    if (p->n_runs != 0)
        PUT(d, "runs", p->n_runs);
    PUT(d, "wall_ns", p->wall_ns);
    profpass__puts(&d->t, "\ncommand");
    for (uint32_t i = 0; i < p->n_command; i++) {
        profpass__puts(&d->t, " ");
        put_quoted(d, p->command[i]);
    }
    profpass__puts(&d->t, "\n");
    for (uint32_t i = 0; i < d->m->n_losses; i++)
        if (d->m->losses[i].count != 0)
            profpass__print(&d->t, "loss %s=%llu\n", d->m->losses[i].name,
                            (unsigned long long)d->m->losses[i].count);
}

static void put_functions(dump *d)
{
    static const char *const flags[] = {"-",
                                        "marked",
                                        "lines",
                                        "marked,lines",
                                        "unselected",
                                        "marked,unselected",
                                        "lines,unselected",
                                        "marked,lines,unselected"};
    for (uint32_t i = 0; i < d->m->n_functions; i++) {
        const profpass_function_stats *f = &d->m->functions[i];
        profpass__puts(&d->t, "function ");
        profpass__dump_function(d, i);
        profpass__puts(&d->t, " linkage=");
        profpass__put_safe(&d->t, f->linkage_name);
        profpass__puts(&d->t, " file=");
        put_quoted(d, f->file);
        profpass__print(&d->t, " line=%u last_line=%u flags=%s", f->line,
                        f->last_line, flags[f->flags & 7]);
        if ((f->flags & PROFPASS_FUNCTION_REGION) != 0)
            profpass__puts(&d->t, ",region");
        PUT(d, "calls", f->calls);
        PUT(d, "primitive", f->primitive_calls);
        PUT(d, "returns", f->returns);
        PUT(d, "unwound", f->unwound);
        PUT(d, "open", f->open);
        PUT(d, "rise", f->rise_bytes);
        PUT(d, "self_ns", f->self_ns);
        PUT(d, "total_ns", f->total_ns);
        profpass__puts(&d->t, "\n");
    }
}

static void put_edges(dump *d)
{
    for (uint32_t i = 0; i < d->m->n_edges; i++) {
        const profpass_edge_stats *edge = &d->m->edges[i];
        profpass__puts(&d->t, "edge ");
        profpass__dump_function(d, edge->caller);
        profpass__puts(&d->t, " -> ");
        profpass__dump_function(d, edge->callee);
        PUT(d, "calls", edge->calls);
        PUT(d, "primitive", edge->primitive_calls);
        PUT(d, "self_ns", edge->self_ns);
        PUT(d, "total_ns", edge->total_ns);
        profpass__puts(&d->t, "\n");
    }
}

static void put_node(dump *d, uint32_t i, uint32_t depth)
{
    const profpass_node_stats *node = &d->m->nodes[i];
    profpass__print(&d->t, "node %u ", depth);
    profpass__dump_function(d, node->function);
    if (node->context != i)
        profpass__puts(&d->t, " folded");
    PUT(d, "calls", node->calls);
    PUT(d, "primitive", node->primitive_calls);
    PUT(d, "edge_primitive", node->edge_primitive_calls);
    PUT(d, "returns", node->returns);
    PUT(d, "unwound", node->unwound);
    PUT(d, "rise", node->rise_bytes);
    PUT(d, "self_ns", node->self_ns);
    PUT(d, "total_ns", node->total_ns);
    PUT(d, "edge_ns", node->edge_ns);
    PUT(d, "entered_ns", node->entered_ns);
    profpass__puts(&d->t, "\n");
    profpass__dump_sites_of(d, i, depth);
}

/* A tree, parents first, by walking up where there are no more children. */
static void put_tree(dump *d, uint32_t root)
{
    uint32_t depth = 0, at = root;
    put_node(d, root, 0);
    for (;;) {
        uint32_t child = d->next_child[at];
        if (child != PROFPASS_NONE) {
            uint32_t node = d->children[child];
            bool more = child + 1 < d->m->n_nodes &&
                        d->m->nodes[d->children[child + 1]].parent == at;
            d->next_child[at] = more ? child + 1 : PROFPASS_NONE;
            at = node;
            put_node(d, at, ++depth);
        } else if (at == root) {
            return;
        } else {
            at = d->m->nodes[at].parent;
            depth--;
        }
    }
}

static void put_thread(dump *d, uint32_t i)
{
    const profpass_thread_stats *thread = &d->m->threads[i];
    profpass__print(&d->t, "thread %u name=", thread->number);
    put_quoted(d, thread->name);
    profpass__print(&d->t, " ended=%d", thread->ended);
    PUT(d, "calls", thread->calls);
    PUT(d, "heap_events", thread->events);
    PUT_SIGNED(d, "net_bytes", thread->net_bytes);
    PUT(d, "depth_peak", thread->depth_peak);
    PUT(d, "total_ns", thread->total_ns);
    PUT(d, "start_ns", thread->start_ns);
    PUT(d, "end_ns", thread->end_ns);
    profpass__puts(&d->t, "\n");
}

/* Roots have no parent: they come last in children, those of a thread
 * together. */
static void put_threads(dump *d)
{
    for (uint32_t i = 0; i < d->m->n_threads; i++)
        put_thread(d, d->threads[i]);
    for (uint32_t i = 0; i < d->m->n_threads; i++) {
        uint32_t thread = d->threads[i], k = d->first_root[thread];
        profpass__print(&d->t, "tree %u\n", d->m->threads[thread].number);
        for (; k < d->m->n_nodes; k++) {
            if (d->m->nodes[d->children[k]].thread != thread)
                break;
            put_tree(d, d->children[k]);
        }
    }
}

profpass_status profpass_write_dump(const profpass_profile *profile,
                                    const profpass_text_options *options,
                                    const profpass_sink *out,
                                    profpass_error *err)
{
    (void)options;
    dump d = {.m = profpass_get_model(profile)};
    profpass__text_init(&d.t, out);
    if (!prepare(&d)) {
        profpass__arena_done(&d.scratch);
        return profpass__fail_memory(err);
    }
    put_program(&d);
    profpass__dump_heap(&d);
    put_functions(&d);
    put_edges(&d);
    profpass__dump_lines(&d);
    put_threads(&d);
    profpass__dump_sizes(&d);
    profpass__dump_series(&d);
    profpass__arena_done(&d.scratch);
    return profpass__text_done(&d.t, err);
}
