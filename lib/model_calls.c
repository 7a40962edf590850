/* model_calls.c - functions, the calling context tree, and the call graph
 *
 *     node records ──▶ nodes ──┬─▶ functions   sums over all contexts
 *                              └─▶ edges       sums by (caller, callee)
 *
 * Each node is corrected for the probes' own cost and rounded to nanoseconds
 * once; functions and edges add up nodes, so their sums agree to the last
 * nanosecond.
 */
#include "model.h"

#include <string.h>

#include "bytes.h"
#include "failure.h"
#include "order.h"

#define NODE(at, field)     profpass__get(at, profpass_node_record, field)
#define FUNCTION(at, field) profpass__get(at, profpass_function_record, field)

/* ---- functions ---- */

static int compare_functions(const void *context, uint32_t a, uint32_t b)
{
    const profpass_function_stats *functions = context;
    const profpass_function_stats *x = &functions[a], *y = &functions[b];
    int order = x->file == y->file ? 0 : strcmp(x->file, y->file);
    if (order == 0)
        order = profpass__compare_u64(x->line, y->line);
    if (order == 0)
        order = strcmp(x->name, y->name);
    return order != 0 ? order : strcmp(x->linkage_name, y->linkage_name);
}

static profpass_status read_function(profpass__builder *b, const uint8_t *at,
                                     profpass_function_stats *function,
                                     profpass__function_work *work)
{
    *function = (profpass_function_stats){
        .directory = "",
        .options = "",
        .line = FUNCTION(at, first_line),
        .last_line = FUNCTION(at, last_line),
        .flags = FUNCTION(at, flags),
    };
    profpass_status status = profpass__build_string(
        b, FUNCTION(at, name), "function's name", &function->name, NULL);
    if (status == PROFPASS_OK)
        status = profpass__build_string(b, FUNCTION(at, linkage_name),
                                        "function's linkage name",
                                        &function->linkage_name, NULL);
    if (status == PROFPASS_OK)
        status = profpass__build_string(
            b, FUNCTION(at, file), "function's file", &function->file, NULL);
    if (status == PROFPASS_OK)
        status = profpass__build_string(b, FUNCTION(at, options),
                                        "function's options",
                                        &function->options, NULL);
    if (status != PROFPASS_OK)
        return status;

    uint32_t number;
    profpass_ref ref = FUNCTION(at, module);
    const uint8_t *module =
        profpass__file_find(&b->file, ref, PROFPASS_BLOCK_MODULES, &number);
    if (module != NULL)
        status = profpass__build_string(
            b, profpass__get(module, profpass_module_record, directory),
            "module's directory", &function->directory, NULL);
    else if (ref != 0)
        status = profpass__dangling(b, at, "module", ref);
    if (status != PROFPASS_OK)
        return status;

    /* The line records of a function are its own and in one block; so all
     * functions together have no more of them than the file. */
    work->n_slots = FUNCTION(at, n_lines);
    if (work->n_slots == 0)
        return PROFPASS_OK;
    uint32_t in_file = b->file.n_records[PROFPASS_BLOCK_SOURCE_LINES];
    ref = FUNCTION(at, lines);
    work->lines = profpass__file_find(&b->file, ref,
                                      PROFPASS_BLOCK_SOURCE_LINES, &number);
    if (work->lines == NULL)
        return profpass__dangling(b, at, "source line", ref);
    const profpass__block *block = profpass__file_block_at(
        &b->file, (uint64_t)(work->lines - b->file.bytes));
    if (work->n_slots > block->first + block->n_records - number ||
        work->n_slots > in_file - b->n_slots)
        return profpass__fail(
            b->err, PROFPASS_EFORMAT, (uint64_t)(at - b->file.bytes),
            "damaged: the function at byte %llu claims %u "
            "source lines, more than there are",
            (unsigned long long)(at - b->file.bytes), work->n_slots);
    work->line_stride = block->stride;
    work->first_slot = b->n_slots;
    b->n_slots += work->n_slots;
    return PROFPASS_OK;
}

/* Put item order[i] at place i, in place, one cycle after the other. */
static void permute(profpass_function_stats *items, const uint32_t *order,
                    uint32_t *done, uint32_t n)
{
    memset(done, 0, n * sizeof *done);
    for (uint32_t start = 0; start < n; start++) {
        if (done[start])
            continue;
        profpass_function_stats first = items[start];
        uint32_t at = start;
        while (order[at] != start) {
            items[at] = items[order[at]];
            done[at] = 1;
            at = order[at];
        }
        items[at] = first;
        done[at] = 1;
    }
}

profpass_status profpass__build_functions(profpass__builder *b)
{
    uint32_t n = b->file.n_records[PROFPASS_BLOCK_FUNCTIONS];
    b->functions =
        profpass__build_array(b, &b->profile->arena, n, sizeof *b->functions);
    b->work = profpass__build_array(b, &b->scratch, n, sizeof *b->work);
    b->number_of = profpass__build_array(b, &b->scratch, n, sizeof(uint32_t));
    uint32_t *scratch =
        profpass__build_array(b, &b->scratch, n, sizeof *scratch);
    if (b->functions == NULL || b->work == NULL || b->number_of == NULL ||
        scratch == NULL)
        return PROFPASS_ENOMEM;
    b->model->functions = b->functions;
    b->model->n_functions = n;

    for (uint32_t i = 0; i < b->file.n_blocks; i++) {
        const profpass__block *block = &b->file.blocks[i];
        if (block->kind != PROFPASS_BLOCK_FUNCTIONS)
            continue;
        for (uint32_t k = 0; k < block->n_records; k++) {
            uint32_t number = block->first + k;
            profpass_status status =
                read_function(b, profpass__block_record(&b->file, block, k),
                              &b->functions[number], &b->work[number]);
            if (status != PROFPASS_OK)
                return status;
        }
    }
    for (uint32_t i = 0; i < n; i++)
        b->number_of[i] = i;
    profpass__sort(b->number_of, scratch, n, compare_functions, b->functions);
    permute(b->functions, b->number_of, scratch, n);
    for (uint32_t i = 0; i < n; i++)
        b->work[b->number_of[i]].function = i;
    return PROFPASS_OK;
}

/* ---- nodes ---- */

static uint64_t corrected_ns(const profpass__builder *b, uint64_t ticks,
                             double overhead_ticks)
{
    if (!(overhead_ticks > 0))
        return profpass__to_ns(b, ticks);
    if (overhead_ticks >= (double)ticks)
        return 0;
    return profpass__to_ns(b, ticks - (uint64_t)(overhead_ticks + 0.5));
}

/* A whole is no less than its part, though the part's correction is an estimate
 * and the whole of an activation that has not ended is not known. */
static uint64_t at_least(uint64_t whole_ns, uint64_t part_ns)
{
    return whole_ns < part_ns ? part_ns : whole_ns;
}

/* Find what a node refers to: its function, parent and context. */
static profpass_status resolve_node(profpass__builder *b, const uint8_t *at,
                                    uint32_t number, profpass_node_stats *node)
{
    node->function = node->parent = PROFPASS_NONE;
    node->context = number;
    profpass_ref function = NODE(at, function), parent = NODE(at, parent);
    if (function == 0 && parent == 0)
        return PROFPASS_OK;
    uint32_t found;
    if (profpass__file_find(&b->file, function, PROFPASS_BLOCK_FUNCTIONS,
                            &found) == NULL)
        return profpass__dangling(b, at, "function", function);
    node->function = b->work[found].function;
    if (profpass__file_find(&b->file, parent, PROFPASS_BLOCK_NODES,
                            &node->parent) == NULL ||
        node->parent >= number || b->nodes[node->parent].thread != node->thread)
        return profpass__dangling(b, at, "calling context", parent);
    profpass_ref context = NODE(at, context);
    if (context == 0)
        return PROFPASS_OK;
    if (profpass__file_find(&b->file, context, PROFPASS_BLOCK_NODES,
                            &node->context) == NULL ||
        node->context > number ||
        b->nodes[node->context].thread != node->thread ||
        b->nodes[node->context].function != node->function)
        return profpass__dangling(b, at, "context of a recursive call",
                                  context);
    return PROFPASS_OK;
}

static void read_node(profpass__builder *b, const uint8_t *at,
                      profpass_node_stats *node)
{
    node->calls = NODE(at, calls);
    node->primitive_calls = NODE(at, primitive_calls);
    node->edge_primitive_calls = NODE(at, edge_primitive_calls);
    node->returns = NODE(at, returns);
    node->unwound = NODE(at, unwound);

    double inner = b->inner_ticks, both = inner + b->outer_ticks;
    node->self_ns =
        corrected_ns(b, NODE(at, self_ticks),
                     (double)node->calls * inner +
                         (double)NODE(at, callees) * b->outer_ticks);
    node->total_ns = corrected_ns(b, NODE(at, total_ticks),
                                  (double)NODE(at, total_callees) * both +
                                      (double)node->primitive_calls * inner);
    node->edge_ns =
        corrected_ns(b, NODE(at, edge_ticks),
                     (double)NODE(at, edge_callees) * both +
                         (double)node->edge_primitive_calls * inner);
    uint64_t entered = NODE(at, entered_ticks);
    node->entered_ns = entered == 0 ? 0 : profpass__since_start(b, entered);
    node->rise_bytes = NODE(at, rise_bytes);
}

/* Add a node to its function and its thread. */
static void add_node(profpass__builder *b, const uint8_t *at,
                     const profpass_node_stats *node)
{
    uint64_t ended = node->returns + node->unwound;
    uint64_t open = node->calls > ended ? node->calls - ended : 0;
    if (ended > node->calls)
        b->profile->broken_calls++;

    profpass_thread_stats *thread = &b->threads[node->thread];
    profpass__thread_ticks *ticks = &b->thread_ticks[node->thread];
    thread->calls += node->calls;
    ticks->open += open;
    if (node->function == PROFPASS_NONE)
        return;
    ticks->self += NODE(at, self_ticks);
    if (b->nodes[node->parent].function == PROFPASS_NONE) {
        thread->total_ns += node->edge_ns;
        ticks->root_calls += NODE(at, edge_ticks);
    }
    profpass_function_stats *function = &b->functions[node->function];
    function->calls += node->calls;
    function->primitive_calls += node->primitive_calls;
    function->returns += node->returns;
    function->unwound += node->unwound;
    function->open += open;
    function->self_ns += node->self_ns;
    function->total_ns += node->total_ns;
    if (node->rise_bytes > function->rise_bytes)
        function->rise_bytes = node->rise_bytes;
}

profpass_status profpass__build_nodes(profpass__builder *b)
{
    uint32_t n_nodes = b->file.n_records[PROFPASS_BLOCK_NODES];
    b->nodes =
        profpass__build_array(b, &b->profile->arena, n_nodes, sizeof *b->nodes);
    if (b->nodes == NULL)
        return PROFPASS_ENOMEM;
    b->model->nodes = b->nodes;
    b->model->n_nodes = n_nodes;

    for (uint32_t i = 0; i < b->file.n_blocks; i++) {
        const profpass__block *block = &b->file.blocks[i];
        if (block->kind != PROFPASS_BLOCK_NODES || block->n_records == 0)
            continue;
        uint32_t thread;
        profpass_status found = profpass__block_owner(b, block, &thread);
        if (found != PROFPASS_OK)
            return found;
        for (uint32_t k = 0; k < block->n_records; k++) {
            const uint8_t *at = profpass__block_record(&b->file, block, k);
            uint32_t number = block->first + k;
            profpass_node_stats *node = &b->nodes[number];
            node->thread = thread;
            profpass_status status = resolve_node(b, at, number, node);
            if (status != PROFPASS_OK)
                return status;
            read_node(b, at, node);
            add_node(b, at, node);
        }
    }
    for (uint32_t i = 0; i < b->model->n_functions; i++)
        b->functions[i].total_ns =
            at_least(b->functions[i].total_ns, b->functions[i].self_ns);
    return PROFPASS_OK;
}

/* ---- edges ---- */

/* The function that a node was called from; n_functions if none. */
static uint32_t caller_of(const profpass__builder *b, uint32_t node)
{
    uint32_t caller = b->nodes[b->nodes[node].parent].function;
    return caller == PROFPASS_NONE ? b->model->n_functions : caller;
}

static uint32_t callee_of(const profpass__builder *b, uint32_t node)
{
    return b->nodes[node].function;
}

/* Sort nodes from[n] by a key <= n_functions into to[n], stable, by counting.
 * starts[n_functions + 2] is overwritten. */
static void sort_by(const profpass__builder *b, const uint32_t *from,
                    uint32_t *to, uint32_t n, uint32_t *starts,
                    uint32_t (*key)(const profpass__builder *b, uint32_t node))
{
    uint32_t n_keys = b->model->n_functions + 1;
    memset(starts, 0, (n_keys + 1) * sizeof *starts);
    for (uint32_t i = 0; i < n; i++)
        starts[key(b, from[i]) + 1]++;
    for (uint32_t k = 0; k < n_keys; k++)
        starts[k + 1] += starts[k];
    for (uint32_t i = 0; i < n; i++)
        to[starts[key(b, from[i])]++] = from[i];
}

static bool same_edge(const profpass__builder *b, uint32_t x, uint32_t y)
{
    return callee_of(b, x) == callee_of(b, y) &&
           caller_of(b, x) == caller_of(b, y);
}

/* Nodes sorted by caller and callee are runs, one an edge. */
profpass_status profpass__build_edges(profpass__builder *b)
{
    uint32_t n_nodes = b->model->n_nodes, n = 0, n_edges = 0;
    uint32_t n_starts = b->model->n_functions + 2;
    uint32_t *sorted = profpass__build_array(b, &b->scratch, n_nodes, 4);
    uint32_t *other = profpass__build_array(b, &b->scratch, n_nodes, 4);
    uint32_t *starts = profpass__build_array(b, &b->scratch, n_starts, 4);
    if (sorted == NULL || other == NULL || starts == NULL)
        return PROFPASS_ENOMEM;
    for (uint32_t i = 0; i < n_nodes; i++)
        if (b->nodes[i].function != PROFPASS_NONE)
            sorted[n++] = i;
    sort_by(b, sorted, other, n, starts, callee_of);
    sort_by(b, other, sorted, n, starts, caller_of);

    for (uint32_t i = 0; i < n; i++)
        n_edges += i == 0 || !same_edge(b, sorted[i - 1], sorted[i]);
    profpass_edge_stats *edges =
        profpass__build_array(b, &b->profile->arena, n_edges, sizeof *edges);
    if (edges == NULL)
        return PROFPASS_ENOMEM;
    b->model->edges = edges;
    b->model->n_edges = n_edges;

    profpass_edge_stats *edge = edges;
    for (uint32_t i = 0; i < n; i++) {
        const profpass_node_stats *node = &b->nodes[sorted[i]];
        if (i != 0 && !same_edge(b, sorted[i - 1], sorted[i]))
            edge++;
        edge->caller = b->nodes[node->parent].function;
        edge->callee = node->function;
        edge->calls += node->calls;
        edge->primitive_calls += node->edge_primitive_calls;
        edge->self_ns += node->self_ns;
        edge->total_ns += node->edge_ns;
    }
    for (uint32_t i = 0; i < n_edges; i++)
        edges[i].total_ns = at_least(edges[i].total_ns, edges[i].self_ns);
    return PROFPASS_OK;
}
