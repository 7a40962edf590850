/* graph_prune.c - the shares of a call graph, and what is left out of it
 *
 *     thresholds ──▶ paths ──▶ edges ──▶ colours ──▶ root ──▶ leaf
 *
 * in the order of gprof2dot: root and leaf choose among what is left.
 */
#include "graph.h"

#include <string.h>

#include "failure.h"
#include "profpass/glob.h"

/* ---- shares ---- */

double profpass__graph_ratio(double part, double whole)
{
    if (!(part > 0) || !(whole > 0))
        return 0;
    return part < whole ? part / whole : 1;
}

/* What the callee took while called so. A count alone stands for its part of
 * the calls. */
static double total_of_calls(const profpass_stats_caller *calls,
                             const profpass_stats_row *callee)
{
    if (calls == NULL)
        return 0;
    if (!calls->plain)
        return calls->total_s;
    return profpass__graph_ratio((double)calls->calls, (double)callee->calls) *
           callee->total_s;
}

/* A function without an entry of its own took at least what it called. */
static double total_of_node(const profpass_graph *graph,
                            const profpass__graph_node *node, int side)
{
    const profpass_stats_row *row = node->row[side];
    if (row == NULL || row->has_entry)
        return row != NULL ? row->total_s : 0;
    double sum = 0;
    for (uint32_t i = 0; i < node->n_edges; i++) {
        const profpass__graph_edge *edge = &graph->edges[node->first_edge + i];
        if (&graph->nodes[edge->callee] != node)
            sum += edge->total[side];
    }
    return sum;
}

static double self_of_node(const profpass__graph_node *node, int side)
{
    return node->row[side] != NULL ? node->row[side]->self_s : 0;
}

static void weigh_side(profpass_graph *graph, int side)
{
    for (uint32_t i = 0; i < graph->n_edges; i++) {
        profpass__graph_edge *edge = &graph->edges[i];
        const profpass_stats_row *callee = graph->nodes[edge->callee].row[side];
        edge->total[side] = total_of_calls(edge->calls[side], callee);
    }
    double self_sum = 0, most = 0;
    for (uint32_t i = 0; i < graph->n_nodes; i++) {
        const profpass__graph_node *node = &graph->nodes[i];
        double total = total_of_node(graph, node, side);
        self_sum += self_of_node(node, side);
        most = total > most ? total : most;
    }
    graph->self_sum[side] = self_sum;
    graph->total[side] = self_sum > most ? self_sum : most;

    for (uint32_t i = 0; i < graph->n_nodes; i++) {
        profpass__graph_node *node = &graph->nodes[i];
        node->total_ratio[side] = profpass__graph_ratio(
            total_of_node(graph, node, side), graph->total[side]);
        node->self_ratio[side] = profpass__graph_ratio(self_of_node(node, side),
                                                       graph->self_sum[side]);
    }
    for (uint32_t i = 0; i < graph->n_edges; i++) {
        profpass__graph_edge *edge = &graph->edges[i];
        edge->total_ratio[side] =
            profpass__graph_ratio(edge->total[side], graph->total[side]);
    }
}

static double greater(const double of[N_SIDES])
{
    return of[BEFORE] > of[AFTER] ? of[BEFORE] : of[AFTER];
}

void profpass__graph_weigh(profpass_graph *graph)
{
    for (int side = 0; side < profpass__graph_sides(graph); side++)
        weigh_side(graph, side);
    for (uint32_t i = 0; i < graph->n_nodes; i++)
        graph->nodes[i].weight = greater(graph->nodes[i].total_ratio);
    for (uint32_t i = 0; i < graph->n_edges; i++)
        graph->edges[i].weight = greater(graph->edges[i].total_ratio);
}

/* ---- thresholds and paths ---- */

static bool is_below(const profpass_graph *graph, const profpass_stats_row *row)
{
    const profpass_graph_options *options = &graph->options;
    for (size_t i = 0; i < options->n_paths; i++)
        if (strncmp(row->file, options->paths[i], strlen(options->paths[i])) ==
            0)
            return true;
    return options->n_paths == 0;
}

/* Where nothing took any time, shares say nothing: all stays. */
static void prune_by_weight(profpass_graph *graph)
{
    const profpass_graph_options *options = &graph->options;
    bool has_weight = greater(graph->total) > 0;
    for (uint32_t i = 0; i < graph->n_nodes; i++) {
        profpass__graph_node *node = &graph->nodes[i];
        const profpass_stats_row *row = node->row[profpass__graph_side(node)];
        bool is_heavy =
            !has_weight || node->weight >= options->node_percent / 100;
        node->is_kept = is_heavy && is_below(graph, row);
    }
    for (uint32_t i = 0; i < graph->n_edges; i++) {
        profpass__graph_edge *edge = &graph->edges[i];
        bool is_heavy =
            !has_weight || edge->weight >= options->edge_percent / 100;
        edge->is_kept = is_heavy && graph->nodes[edge->caller].is_kept &&
                        graph->nodes[edge->callee].is_kept;
    }
}

/* ---- colours ---- */

/* Nodes by their self weight, the greatest of those drawn being 1. */
static void color_by_self(profpass_graph *graph)
{
    double most = 0;
    for (uint32_t i = 0; i < graph->n_nodes; i++)
        if (graph->nodes[i].is_kept &&
            greater(graph->nodes[i].self_ratio) > most)
            most = greater(graph->nodes[i].self_ratio);
    for (uint32_t i = 0; i < graph->n_nodes; i++)
        graph->nodes[i].weight =
            profpass__graph_ratio(greater(graph->nodes[i].self_ratio), most);
}

profpass__change profpass__graph_change(const profpass_graph *graph,
                                        const profpass__graph_node *node,
                                        double *points)
{
    const profpass_graph_options *options = &graph->options;
    double change =
        (node->total_ratio[AFTER] - node->total_ratio[BEFORE]) * 100;
    double size = change < 0 ? -change : change;
    bool is_wanted =
        size >= options->tolerance &&
        !(change > 0 ? options->only_faster : options->only_slower);
    *points = is_wanted ? size : 0;
    return !is_wanted   ? PROFPASS__SAME
           : change > 0 ? PROFPASS__SLOWER
                        : PROFPASS__FASTER;
}

/* Nodes by how much they have changed, the most changed one being 1. */
static void color_by_change(profpass_graph *graph)
{
    double least = 100, most = 0;
    for (uint32_t i = 0; i < graph->n_nodes; i++) {
        profpass__graph_node *node = &graph->nodes[i];
        profpass__graph_change(graph, node, &node->weight);
        if (!node->is_kept)
            continue;
        least = node->weight < least ? node->weight : least;
        most = node->weight > most ? node->weight : most;
    }
    for (uint32_t i = 0; i < graph->n_nodes; i++)
        graph->nodes[i].weight =
            profpass__graph_ratio(graph->nodes[i].weight - least, most - least);
}

/* ---- root and leaf ---- */

static bool is_asked_for(const char *glob, const char *label)
{
    if (profpass_glob_match(glob, label))
        return true;
    /* The function's name alone will do: it follows the second colon, and
     * modules have none. */
    const char *colon = strchr(label, ':');
    colon = colon != NULL ? strchr(colon + 1, ':') : NULL;
    return colon != NULL && profpass_glob_match(glob, colon + 1);
}

/* Put the nodes that a glob asks for into queue; return their number. */
static uint32_t find_asked(profpass_graph *graph, const char *glob,
                           uint32_t *queue, uint32_t *n_pruned)
{
    uint32_t n = 0;
    *n_pruned = 0;
    for (uint32_t i = 0; i < graph->n_nodes; i++) {
        profpass__graph_node *node = &graph->nodes[i];
        node->is_reached = is_asked_for(glob, node->label);
        *n_pruned += node->is_reached && !node->is_kept;
        node->is_reached &= node->is_kept;
        if (node->is_reached)
            queue[n++] = i;
    }
    return n;
}

/* The edges by callee: of[starts[i]] … of[starts[i + 1] - 1] are i's. */
static void sort_by_callee(const profpass_graph *graph, uint32_t *of,
                           uint32_t *starts)
{
    for (uint32_t i = 0; i < graph->n_edges; i++)
        starts[graph->edges[i].callee + 2]++;
    for (uint32_t i = 2; i <= graph->n_nodes; i++)
        starts[i] += starts[i - 1];
    for (uint32_t i = 0; i < graph->n_edges; i++)
        of[starts[graph->edges[i].callee + 1]++] = i;
}

/* Walk from the nodes in queue over the edges that are kept, breadth first, and
 * drop the nodes that are not reached within the depth. With `of`, upwards. */
static void walk(profpass_graph *graph, uint32_t *queue, uint32_t n_queue,
                 const uint32_t *of, const uint32_t *starts)
{
    int depth = 0;
    uint32_t end_of_depth = n_queue;
    for (uint32_t at = 0; at < n_queue; at++) {
        if (at == end_of_depth) {
            end_of_depth = n_queue;
            depth++;
        }
        if (graph->options.depth >= 0 && depth >= graph->options.depth)
            break;
        const profpass__graph_node *node = &graph->nodes[queue[at]];
        uint32_t first = of != NULL ? starts[queue[at]] : node->first_edge;
        uint32_t end = of != NULL ? starts[queue[at] + 1]
                                  : node->first_edge + node->n_edges;
        for (uint32_t i = first; i < end; i++) {
            const profpass__graph_edge *edge =
                &graph->edges[of != NULL ? of[i] : i];
            uint32_t next = of != NULL ? edge->caller : edge->callee;
            if (!edge->is_kept || graph->nodes[next].is_reached)
                continue;
            graph->nodes[next].is_reached = true;
            queue[n_queue++] = next;
        }
    }
    for (uint32_t i = 0; i < graph->n_nodes; i++)
        graph->nodes[i].is_kept &= graph->nodes[i].is_reached;
    for (uint32_t i = 0; i < graph->n_edges; i++) {
        profpass__graph_edge *edge = &graph->edges[i];
        edge->is_kept &= graph->nodes[edge->caller].is_kept &&
                         graph->nodes[edge->callee].is_kept;
    }
}

static profpass_status prune_around(profpass_graph *graph, const char *glob,
                                    bool upwards, profpass_error *err)
{
    const char *what = upwards ? "leaf" : "root";
    const char *fault = profpass_glob_fault(glob);
    if (fault != NULL)
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "%s \"%.80s\": %s", what, glob, fault);
    profpass__arena scratch = {0};
    uint32_t n = graph->n_nodes, n_pruned;
    uint32_t *queue = profpass__arena_array(&scratch, n, sizeof *queue);
    uint32_t *of = profpass__arena_array(&scratch, graph->n_edges, sizeof *of);
    uint32_t *starts =
        profpass__arena_array(&scratch, (size_t)n + 2, sizeof *starts);
    profpass_status status = PROFPASS_OK;
    if (queue == NULL || of == NULL || starts == NULL) {
        status = profpass__fail_memory(err);
    } else {
        uint32_t n_queue = find_asked(graph, glob, queue, &n_pruned);
        if (n_queue == 0 && n_pruned > 0)
            status = profpass__fail(
                err, PROFPASS_ENOTFOUND, PROFPASS__NO_OFFSET,
                "%s \"%.80s\" is in the profile, but below the thresholds or "
                "left out: try again with -n0 -e0",
                what, glob);
        else if (n_queue == 0)
            status =
                profpass__fail(err, PROFPASS_ENOTFOUND, PROFPASS__NO_OFFSET,
                               "%s \"%.80s\": there is no such function; "
                               "--list-functions='*' -n0 lists all",
                               what, glob);
        if (upwards)
            sort_by_callee(graph, of, starts);
        if (n_queue > 0)
            walk(graph, queue, n_queue, upwards ? of : NULL, starts);
    }
    profpass__arena_done(&scratch);
    return status;
}

profpass_status profpass__graph_prune(profpass_graph *graph,
                                      profpass_error *err)
{
    const profpass_graph_options *options = &graph->options;
    prune_by_weight(graph);
    if (options->color_by_self)
        color_by_self(graph);
    if (graph->is_comparison && options->color_by_difference)
        color_by_change(graph);
    profpass_status status = PROFPASS_OK;
    if (options->root != NULL)
        status = prune_around(graph, options->root, false, err);
    if (status == PROFPASS_OK && options->leaf != NULL)
        status = prune_around(graph, options->leaf, true, err);
    return status;
}
