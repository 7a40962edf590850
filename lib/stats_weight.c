/* stats_weight.c - a table of calls weighed by memory, or by calls, not by time
 *
 *     main                self  total     f: 60 + 40 on the way below
 *     └── f  ◀─┐           60    100      edge main → f: 100
 *         ├── f ┘          20     20      edge f → f: 20, in f's 100 already
 *         └── g            20     20      edge f → g: 20
 *
 * Self is what the code under a function's own frame allocated, total adds all
 * that was called from there: the sum over the sites below, each once. No path
 * of the tree holds a function twice, but for the node of a recursive call
 * (docs/design/002-recursion-folds.md), which counts for its edge and not again
 * for its function. What a recursive call calls is filed with the outermost
 * call of that function: so a function on the way between the two, and the
 * edges there, have what was allocated before the path came back.
 */
#include <string.h>

#include "context_tree.h"
#include "failure.h"
#include "stats_table.h"

/* The sums in the making, for profpass__shares. */
typedef struct sums {
    const profpass_model *m;
    double *self, *total, *edge_self, *edge_total;
    uint32_t *first_edge; /* [n_functions + 1] of each caller */
    double outside;
    profpass__arena arena;
} sums;

static bool init_sums(sums *s)
{
    const profpass_model *m = s->m;
    profpass__arena *arena = &s->arena;
    size_t bytes = sizeof(double);
    s->self = profpass__arena_array(arena, m->n_functions, bytes);
    s->total = profpass__arena_array(arena, m->n_functions, bytes);
    s->edge_self = profpass__arena_array(arena, m->n_edges, bytes);
    s->edge_total = profpass__arena_array(arena, m->n_edges, bytes);
    s->first_edge = profpass__arena_array(arena, (size_t)m->n_functions + 1, 4);
    if (s->self == NULL || s->total == NULL || s->edge_self == NULL ||
        s->edge_total == NULL || s->first_edge == NULL)
        return false;
    for (uint32_t i = 0, edge = 0; i <= m->n_functions; i++) {
        while (edge < m->n_edges && m->edges[edge].caller < i)
            edge++;
        s->first_edge[i] = edge;
    }
    return true;
}

/* Return the edge from caller to callee; edges are sorted by both. */
static uint32_t find_edge(const sums *s, uint32_t caller, uint32_t callee)
{
    uint32_t low = s->first_edge[caller], high = s->first_edge[caller + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->m->edges[middle].callee < callee)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_nodes(sums *s, const profpass__context_tree *tree)
{
    const profpass_node_stats *nodes = s->m->nodes;
    for (uint32_t i = 0; i < s->m->n_nodes; i++) {
        uint32_t function = nodes[i].function;
        double self = (double)tree->self[i], total = (double)tree->total[i];
        if (function == PROFPASS_NONE) {
            s->outside += self;
            continue;
        }
        s->self[function] += self;
        if (nodes[i].context == i)
            s->total[function] += total;
        uint32_t caller = nodes[nodes[i].parent].function;
        if (caller == PROFPASS_NONE)
            continue;
        uint32_t edge = find_edge(s, caller, function);
        s->edge_self[edge] += self;
        s->edge_total[edge] += total;
    }
}

profpass_status profpass_stats_weigh(const profpass_profile *profile,
                                     const char *weight, profpass_stats **out,
                                     profpass_error *err)
{
    sums s = {.m = profpass_get_model(profile)};
    profpass_text_options options = {.weight = weight};
    profpass__weight_kind kind;
    profpass__context_tree tree;
    profpass_status status = profpass__choose_weight(s.m, &options, &kind, err);
    if (status != PROFPASS_OK)
        return status;
    if (kind == PROFPASS__TIME)
        return profpass_stats_from_profile(profile, out, err);
    status = profpass__tree_init(&tree, s.m, kind, err);
    if (status != PROFPASS_OK)
        return status;
    if (!init_sums(&s)) {
        status = profpass__fail_memory(err);
    } else {
        add_nodes(&s, &tree);
        const profpass__shares shares = {s.self, s.total, s.edge_self,
                                         s.edge_total, s.outside};
        status = profpass__stats_of_shares(profile, &shares, out, err);
    }
    if (status == PROFPASS_OK)
        (*out)->weight = kind;
    profpass__arena_done(&s.arena);
    profpass__tree_done(&tree);
    return status;
}

const char *profpass_stats_weight(const profpass_stats *stats)
{
    return profpass__weight_name(stats->weight);
}

/* A file of Python's has times alone. */
static profpass_status open_pythons(const char *path, const char *weight,
                                    profpass_stats **out, profpass_error *err)
{
    profpass_stats *stats;
    profpass_status status = profpass_stats_open(path, &stats, err);
    if (status != PROFPASS_OK)
        return status;
    if (weight == NULL || strcmp(weight, "time") == 0) {
        *out = stats;
        return PROFPASS_OK;
    }
    profpass_stats_close(stats);
    return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                          "weight \"%.40s\": a file of Python's has only time",
                          weight);
}

profpass_status profpass_stats_open_weight(const char *path, const char *weight,
                                           profpass_stats **out,
                                           profpass_error *err)
{
    profpass_profile *profile;
    profpass_status status = profpass_open(path, &profile, NULL);
    if (status != PROFPASS_OK)
        return open_pythons(path, weight, out, err);
    status = profpass_stats_weigh(profile, weight, out, err);
    profpass_close(profile);
    return status;
}
