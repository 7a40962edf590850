/* graph.c - a call graph built of one table of calls, or of two
 *
 *     row ◀ callers          number   node
 *     f   ◀ g, h       ──▶   0 f, 1 g, 2 h      in the order of their coming
 *     g   ◀ h                edges g → f, h → f, h → g
 *
 * Functions of a second table are matched by file, line and name; those that
 * find no partner so, by file and name, since lines move when a program
 * changes.
 */
#include "graph.h"

#include <string.h>

#include "failure.h"
#include "order.h"
#include "stats_row.h"
#include "stats_table.h"

typedef struct builder {
    profpass_graph *graph;
    const profpass_stats *stats[N_SIDES];
    uint32_t *node_of[N_SIDES]; /* [n_rows] PROFPASS_NONE: none yet */
    profpass__arena scratch;
} builder;

static uint32_t n_rows(const builder *b, int side)
{
    return b->stats[side] != NULL ? profpass_stats_n_rows(b->stats[side]) : 0;
}

static const profpass_stats_row *row_at(const builder *b, int side, uint32_t i)
{
    return profpass_stats_row_at(b->stats[side], i);
}

/* ---- nodes ---- */

/* Give a row the next node, unless it has one. */
static void number_row(builder *b, int side, uint32_t row)
{
    if (b->node_of[side][row] != PROFPASS_NONE)
        return;
    uint32_t number = b->graph->n_nodes++;
    b->graph->nodes[number].row[side] = row_at(b, side, row);
    b->node_of[side][row] = number;
}

static void number_rows(builder *b, int side)
{
    for (uint32_t i = 0; i < n_rows(b, side); i++) {
        const profpass_stats_row *row = row_at(b, side, i);
        number_row(b, side, i);
        for (uint32_t k = 0; k < row->n_callers; k++)
            number_row(b, side, row->callers[k].row);
    }
}

/* ---- the functions of both tables ---- */

/* Rows of both sides in one list: those of the first, then the second's. */
typedef struct joined {
    const builder *b;
    bool by_line;
} joined;

static int side_of(const builder *b, uint32_t item)
{
    return item < n_rows(b, BEFORE) ? BEFORE : AFTER;
}

static uint32_t row_of(const builder *b, uint32_t item)
{
    return side_of(b, item) == BEFORE ? item : item - n_rows(b, BEFORE);
}

static int compare_rows(const void *context, uint32_t x, uint32_t y)
{
    const joined *j = context;
    const profpass_stats_row *a =
        row_at(j->b, side_of(j->b, x), row_of(j->b, x));
    const profpass_stats_row *b =
        row_at(j->b, side_of(j->b, y), row_of(j->b, y));
    int order = strcmp(a->file, b->file);
    order = order != 0 ? order : strcmp(a->name, b->name);
    return order != 0 || !j->by_line ? order
                                     : profpass__compare_u64(a->line, b->line);
}

/* Match the rows that stand alone in a pair: one of each side. */
static void match_pairs(builder *b, const joined *j, const uint32_t *items,
                        uint32_t n)
{
    for (uint32_t i = 0, next; i < n; i = next) {
        for (next = i + 1; next < n; next++)
            if (compare_rows(j, items[i], items[next]) != 0)
                break;
        if (next - i != 2 || side_of(b, items[i]) == side_of(b, items[i + 1]))
            continue;
        /* The sort is stable: the first table's row comes first. */
        uint32_t node = b->node_of[BEFORE][row_of(b, items[i])];
        uint32_t row = row_of(b, items[i + 1]);
        b->graph->nodes[node].row[AFTER] = row_at(b, AFTER, row);
        b->node_of[AFTER][row] = node;
    }
}

/* Match what has no partner yet. */
static profpass_status match(builder *b, bool by_line)
{
    uint32_t n = n_rows(b, BEFORE) + n_rows(b, AFTER), n_items = 0;
    uint32_t *items = profpass__arena_array(&b->scratch, n, sizeof *items);
    uint32_t *other = profpass__arena_array(&b->scratch, n, sizeof *other);
    if (items == NULL || other == NULL)
        return PROFPASS_ENOMEM;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t node = b->node_of[side_of(b, i)][row_of(b, i)];
        bool is_alone =
            node == PROFPASS_NONE || b->graph->nodes[node].row[AFTER] == NULL;
        if (is_alone)
            items[n_items++] = i;
    }
    joined j = {b, by_line};
    profpass__sort(items, other, n_items, compare_rows, &j);
    match_pairs(b, &j, items, n_items);
    return PROFPASS_OK;
}

/* ---- edges ---- */

static int compare_edges(const void *context, uint32_t x, uint32_t y)
{
    const profpass__graph_edge *edges = context;
    int order = profpass__compare_u64(edges[x].caller, edges[y].caller);
    return order != 0 ? order
                      : profpass__compare_u64(edges[x].callee, edges[y].callee);
}

/* An edge for each caller of each row, the sides apart. */
static void list_edges(const builder *b, int side, profpass__graph_edge *edges,
                       uint32_t *n)
{
    for (uint32_t i = 0; i < n_rows(b, side); i++) {
        const profpass_stats_row *row = row_at(b, side, i);
        for (uint32_t k = 0; k < row->n_callers; k++) {
            profpass__graph_edge *edge = &edges[(*n)++];
            edge->caller = b->node_of[side][row->callers[k].row];
            edge->callee = b->node_of[side][i];
            edge->calls[side] = &row->callers[k];
        }
    }
}

/* Sort the edges and unite those of both sides. */
static profpass_status add_edges(builder *b)
{
    profpass_graph *graph = b->graph;
    uint64_t n_all = 0;
    for (int side = 0; side < N_SIDES; side++)
        for (uint32_t i = 0; i < n_rows(b, side); i++)
            n_all += row_at(b, side, i)->n_callers;
    if (n_all >= PROFPASS_NONE)
        return PROFPASS_ENOMEM;
    size_t room = (size_t)n_all;
    profpass__graph_edge *all =
        profpass__arena_array(&b->scratch, room, sizeof *all);
    uint32_t *order = profpass__arena_array(&b->scratch, room, sizeof *order);
    uint32_t *other = profpass__arena_array(&b->scratch, room, sizeof *other);
    graph->edges =
        profpass__arena_array(&graph->arena, room, sizeof *graph->edges);
    if (all == NULL || order == NULL || other == NULL || graph->edges == NULL)
        return PROFPASS_ENOMEM;

    uint32_t n = 0;
    for (int side = 0; side < N_SIDES; side++)
        list_edges(b, side, all, &n);
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    profpass__sort(order, other, n, compare_edges, all);

    profpass__graph_edge *edge = NULL;
    for (uint32_t i = 0; i < n; i++) {
        const profpass__graph_edge *next = &all[order[i]];
        bool is_same = edge != NULL && edge->caller == next->caller &&
                       edge->callee == next->callee;
        if (!is_same) {
            edge = &graph->edges[graph->n_edges++];
            *edge = *next;
        } else if (edge->calls[AFTER] == NULL) {
            edge->calls[AFTER] = next->calls[AFTER];
        }
    }
    return PROFPASS_OK;
}

/* Let each node know its edges, and its name. */
static profpass_status finish_nodes(profpass_graph *graph)
{
    for (uint32_t i = 0, first = 0; i < graph->n_nodes; i++) {
        profpass__graph_node *node = &graph->nodes[i];
        const profpass_stats_row *row = node->row[profpass__graph_side(node)];
        node->label = profpass__graph_name(&graph->arena, row);
        if (node->label == NULL)
            return PROFPASS_ENOMEM;
        node->first_edge = first;
        while (first < graph->n_edges && graph->edges[first].caller == i)
            first++;
        node->n_edges = first - node->first_edge;
    }
    return PROFPASS_OK;
}

static profpass_status build(builder *b)
{
    profpass_graph *graph = b->graph;
    size_t n_nodes = (size_t)n_rows(b, BEFORE) + n_rows(b, AFTER);
    graph->nodes =
        profpass__arena_array(&graph->arena, n_nodes, sizeof *graph->nodes);
    if (graph->nodes == NULL || n_nodes >= PROFPASS_NONE)
        return PROFPASS_ENOMEM;
    for (int side = 0; side < N_SIDES; side++) {
        b->node_of[side] = profpass__arena_array(&b->scratch, n_rows(b, side),
                                                 sizeof *b->node_of[side]);
        if (b->node_of[side] == NULL)
            return PROFPASS_ENOMEM;
        memset(b->node_of[side], 0xff,
               n_rows(b, side) * sizeof *b->node_of[side]);
    }
    number_rows(b, BEFORE);
    profpass_status status = PROFPASS_OK;
    if (graph->is_comparison) {
        status = match(b, true);
        if (status == PROFPASS_OK)
            status = match(b, false);
        number_rows(b, AFTER);
    }
    if (status == PROFPASS_OK)
        status = add_edges(b);
    return status == PROFPASS_OK ? finish_nodes(graph) : status;
}

/* ---- what the public sees ---- */

profpass_graph_options profpass_graph_defaults(void)
{
    return (profpass_graph_options){
        .node_percent = 0.5,
        .edge_percent = 0.1,
        .depth = -1,
        .skew = 1,
        .tolerance = 0.001,
    };
}

static profpass_status check(const profpass_stats *before,
                             const profpass_stats *after,
                             const profpass_graph_options *options,
                             profpass__theme *theme, profpass_error *err)
{
    if (after != NULL && before->weight != after->weight)
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "one run is weighed by %s, the other by %s: give "
                              "a weight that both have",
                              profpass__weight_name(before->weight),
                              profpass__weight_name(after->weight));
    if (!(options->tolerance > 0))
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "tolerance: expected points of percent above 0, "
                              "such as 0.001");
    profpass_status status = profpass__graph_check_labels(options, err);
    return status == PROFPASS_OK
               ? profpass__theme_find(options->colormap, options->skew, theme,
                                      err)
               : status;
}

profpass_status profpass_graph_new(const profpass_stats *before,
                                   const profpass_stats *after,
                                   const profpass_graph_options *options,
                                   profpass_graph **out, profpass_error *err)
{
    profpass__theme theme;
    profpass_status status = check(before, after, options, &theme, err);
    if (status != PROFPASS_OK)
        return status;
    profpass_graph *graph = profpass__pages_new(sizeof *graph);
    if (graph == NULL)
        return profpass__fail_memory(err);
    graph->options = *options;
    graph->theme = theme;
    graph->kind = before->weight;
    graph->is_comparison = after != NULL;
    builder b = {.graph = graph, .stats = {before, after}};
    status = build(&b);
    profpass__arena_done(&b.scratch);
    if (status != PROFPASS_OK)
        profpass__fail_memory(err);
    if (status == PROFPASS_OK) {
        profpass__graph_weigh(graph);
        status = profpass__graph_prune(graph, err);
    }
    if (status == PROFPASS_OK)
        *out = graph;
    else
        profpass_graph_free(graph);
    return status;
}

void profpass_graph_free(profpass_graph *graph)
{
    if (graph == NULL)
        return;
    profpass__arena_done(&graph->arena);
    profpass__pages_free(graph, sizeof *graph);
}
