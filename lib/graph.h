/* graph.h - a call graph in the making: built, weighed, pruned, written
 *
 *     profpass_stats ──build──▶ nodes and edges of one run, or of two
 *                     weigh     shares of the whole
 *                     prune     what is below a threshold, or not asked for
 *                     write     the DOT language, for Graphviz
 *
 *     graph.c          build
 *     graph_prune.c    weigh, prune
 *     graph_name.c     names as they are drawn
 *     graph_theme.c    colours
 *     graph_label.c    what stands in a box and beside an arrow
 *     graph_write.c    the file
 */
#ifndef PROFPASS_GRAPH_H
#define PROFPASS_GRAPH_H

#include "arena.h"
#include "graph_theme.h"
#include "profpass/stats.h"
#include "text.h"
#include "weight.h"

/* A comparison has two runs: before and after. */
enum { BEFORE, AFTER, N_SIDES };

typedef struct profpass__graph_node {
    const profpass_stats_row *row[N_SIDES]; /* NULL: not in that run       */
    const char *label;                      /* "module:line:function"      */
    double total_ratio[N_SIDES], self_ratio[N_SIDES];
    double weight; /* its colour                                           */
    bool is_kept, is_reached;
    uint32_t first_edge, n_edges; /* to its callees                        */
} profpass__graph_node;

/* One a pair of functions. Sorted by caller, callee. */
typedef struct profpass__graph_edge {
    uint32_t caller, callee;
    const profpass_stats_caller *calls[N_SIDES]; /* NULL: not in that run  */
    double total[N_SIDES], total_ratio[N_SIDES];
    double weight;
    bool is_kept;
} profpass__graph_edge;

struct profpass_graph {
    profpass__arena arena;
    profpass_graph_options options;
    profpass__theme theme;
    profpass__weight_kind kind;
    bool is_comparison;
    double self_sum[N_SIDES], total[N_SIDES]; /* what is 100 % */
    profpass__graph_node *nodes;
    profpass__graph_edge *edges;
    uint32_t n_nodes, n_edges;
};

/* Return the part of the whole, in [0,1]; 0 of nothing. */
double profpass__graph_ratio(double part, double whole);

/* The side on which a node has a row: the first, if on both. */
static inline int profpass__graph_side(const profpass__graph_node *node)
{
    return node->row[BEFORE] != NULL ? BEFORE : AFTER;
}

/* The sides of a graph that there are: 1 or 2. */
static inline int profpass__graph_sides(const profpass_graph *graph)
{
    return graph->is_comparison ? N_SIDES : 1;
}

/* Compute all shares and colours, then drop what the options do not want.
 * ENOTFOUND: no function is what root or leaf asks for. */
void profpass__graph_weigh(profpass_graph *graph);
profpass_status profpass__graph_prune(profpass_graph *graph,
                                      profpass_error *err);

/* Return "module:line:function" of a row, in the arena; NULL: no memory. */
const char *profpass__graph_name(profpass__arena *arena,
                                 const profpass_stats_row *row);

/* Return a name as it is drawn: stripped and in lines, if the options say so,
 * and never too long for Graphviz. In the arena; NULL: no memory. */
const char *profpass__graph_drawn_name(profpass__arena *arena,
                                       const char *label,
                                       const profpass_graph_options *options);

/* How a node of a comparison is drawn. */
typedef enum profpass__change {
    PROFPASS__SAME,
    PROFPASS__SLOWER,
    PROFPASS__FASTER
} profpass__change;

/* Return how a node has changed, as far as the options want it shown; the
 * change of its share in points of percent in *points, 0 if not shown. */
profpass__change profpass__graph_change(const profpass_graph *graph,
                                        const profpass__graph_node *node,
                                        double *points);

/* EINVAL: the options name a measure that there is none, or the format of times
 * is not one. */
profpass_status
profpass__graph_check_labels(const profpass_graph_options *options,
                             profpass_error *err);

/* Put the lines below a node's name, each after a "\n" of DOT; the lines beside
 * an edge, with "\n" between them; what the whole is. */
void profpass__graph_put_node_lines(profpass__text *t,
                                    const profpass_graph *graph,
                                    const profpass__graph_node *node);
void profpass__graph_put_edge_lines(profpass__text *t,
                                    const profpass_graph *graph,
                                    const profpass__graph_edge *edge);
void profpass__graph_put_whole(profpass__text *t, const profpass_graph *graph);

/* Put text of unknown origin into a quoted string of DOT. */
void profpass__graph_put_escaped(profpass__text *t, const char *string);

/* Put a number with that many decimals, whatever the locale. */
void profpass__graph_put_real(profpass__text *t, double value, int n_decimals);

#endif
