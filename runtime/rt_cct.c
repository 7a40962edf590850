/* rt_cct.c - the calling context tree: find or add a child
 *
 *     node ──children──▶ [ . | b | . | . ]    child of function id b stands
 *                          ▲                  at b & child_mask, if it can
 *                     rt_no_node
 *
 * The probe looks at one place of the table and calls us if the child is not
 * there. The table grows until no two children want the same place; one that
 * has reached its largest size lets them move on to the next free place, where
 * only we find them. Old tables stay: a signal may have interrupted a probe
 * that is reading one.
 *
 * A call that recursion folds gets a node like any other, whose context is the
 * nearest ancestor of the same function. Level counters, one for each function
 * and one for each pair (caller, callee) of the thread, tell the outermost
 * activations.
 *
 * max_depth= bounds how many functions a context may name. A call beyond is not
 * recorded, and its time and its bytes stay with the caller.
 *
 * When the budget of nodes is spent, a call loses its context: it is filed
 * under a second root, which in the file is the thread's root. No edge leads
 * there in truth, so no call counts as outermost of one.
 */
#include "rt_core.h"

/* Nodes of the process, but for those that have lost their context: 256 MiB in
 * the file. */
#ifndef RT_NODE_BUDGET
#define RT_NODE_BUDGET (1u << 21)
#endif

#define LOST_ID (UINT32_MAX - 1) /* no function's */

enum {
    CHILDREN_FIRST = 4,
    PLACES_PER_CHILD = 32, /* a table grows no further to part children */
    NODES_FIRST = 31,      /* in a thread's first block: 4 KiB with its head */
    NODES_MOST = 1 << 13,  /* in a later one */
    EDGES_FIRST = 64
};

rt_node rt_no_node = {.function_id = UINT32_MAX};
static rt_node *no_children[1] = {&rt_no_node};
rt_node rt_limbo = {.children = no_children, .function_id = UINT32_MAX};

static uint32_t n_nodes;

/* The activations of a pair (caller, callee) that are open in a thread. */
struct rt_edge {
    uint32_t caller, callee;
    uint32_t level;
    uint32_t reserved;
};

static uint32_t edge_hash(uint32_t caller, uint32_t callee)
{
    return (caller * 0x9e3779b1u ^ callee) * 0x85ebca6bu >> 7;
}

static bool grow_edges(rt_thread *thread)
{
    uint32_t n =
        thread->edges == NULL ? EDGES_FIRST : 2 * thread->edge_mask + 2;
    struct rt_edge **table = rt_arena_alloc(n * sizeof *table);
    if (table == NULL)
        return false;
    for (uint32_t i = 0; thread->edges != NULL && i <= thread->edge_mask; i++) {
        struct rt_edge *edge = thread->edges[i];
        if (edge == NULL)
            continue;
        uint32_t at = edge_hash(edge->caller, edge->callee) & (n - 1);
        while (table[at] != NULL)
            at = (at + 1) & (n - 1);
        table[at] = edge;
    }
    thread->edges = table;
    thread->edge_mask = n - 1;
    return true;
}

static uint32_t *edge_level(rt_thread *thread, uint32_t caller, uint32_t callee)
{
    if ((thread->edges == NULL || 2 * thread->n_edges > thread->edge_mask) &&
        !grow_edges(thread))
        return NULL;
    uint32_t at = edge_hash(caller, callee) & thread->edge_mask;
    struct rt_edge *edge;
    while ((edge = thread->edges[at]) != NULL) {
        if (edge->caller == caller && edge->callee == callee)
            return &edge->level;
        at = (at + 1) & thread->edge_mask;
    }
    edge = rt_arena_alloc(sizeof *edge);
    if (edge == NULL)
        return NULL;
    edge->caller = caller;
    edge->callee = callee;
    thread->edges[at] = edge;
    thread->n_edges++;
    return &edge->level;
}

static uint32_t *function_level(rt_thread *thread, uint32_t id)
{
    uint32_t **page = &thread->function_levels[id >> 8];
    if (*page == NULL)
        *page = rt_arena_alloc(256 * sizeof **page);
    return *page != NULL ? &(*page)[id & 255] : NULL;
}

bool rt_root_add(rt_thread *thread, const rt_thread *home)
{
    thread->nodes = rt_arena_alloc(sizeof *thread->nodes);
    rt_node *root = rt_arena_alloc(sizeof *root);
    rt_node *lost = rt_arena_alloc(sizeof *lost);
    if (thread->nodes == NULL || root == NULL || lost == NULL)
        return false;
    *thread->nodes = (rt_series){.kind = PROFPASS_BLOCK_NODES,
                                 .record_bytes = sizeof(profpass_node_record),
                                 .capacity = NODES_FIRST,
                                 .most = NODES_MOST,
                                 .owner = rt_ref(thread->record)};
    profpass_node_record *record =
        home != NULL ? home->root->record : rt_series_next(thread->nodes, 1);
    if (record == NULL)
        return false;
    if (home == NULL) {
        record->context = rt_ref(record);
        rt_series_publish(thread->nodes, 1);
    }
    root->children = no_children;
    root->record = record;
    root->context = root;
    thread->root = root;
    *lost = *root;
    lost->context = lost;
    lost->function_id = LOST_ID;
    thread->lost = lost;
    thread->record->root = rt_ref(record);
    return true;
}

/* ---- child tables ----------------------------------------------------------
 */

/* The mask is read first and written last, here as in the probe: an older mask
 * fits a newer table. */
static rt_node *find(const rt_node *context, uint32_t id)
{
    uint32_t mask = __atomic_load_n(&context->child_mask, __ATOMIC_ACQUIRE);
    rt_node **table = context->children;
    for (uint32_t i = 0; i <= mask; i++) {
        rt_node *child = table[(id + i) & mask];
        if (child->function_id == id)
            return child;
        if (child == &rt_no_node)
            return NULL;
    }
    return NULL;
}

/* Put a child where it belongs, or next to it; true if where it belongs. */
static bool place(rt_node **table, uint32_t mask, rt_node *child)
{
    uint32_t at = child->function_id & mask;
    bool at_home = table[at] == &rt_no_node;
    while (table[at] != &rt_no_node)
        at = (at + 1) & mask;
    table[at] = child;
    return at_home;
}

/* Fill a table of n places with the children of a context and one more; true
 * if all are where they belong. */
static bool fill(rt_node **table, uint32_t n, const rt_node *context,
                 rt_node *one_more)
{
    bool at_home = true;
    for (uint32_t i = 0; i < n; i++)
        table[i] = &rt_no_node;
    for (uint32_t i = 0; i <= context->child_mask; i++)
        if (context->children[i] != &rt_no_node)
            at_home &= place(table, n - 1, context->children[i]);
    return at_home & place(table, n - 1, one_more);
}

static bool add_child(rt_node *context, rt_node *child)
{
    uint32_t n = context->child_mask + 1;
    bool is_shared = context->children == no_children;
    if (!is_shared && 2 * context->n_children < n &&
        context->children[child->function_id & (n - 1)] == &rt_no_node) {
        context->children[child->function_id & (n - 1)] = child;
        context->n_children++;
        return true;
    }
    uint32_t most = PLACES_PER_CHILD * (context->n_children + 1);
    n = is_shared ? CHILDREN_FIRST : n;
    while (n <= 2 * context->n_children)
        n *= 2;
    for (;; n *= 2) {
        rt_node **table = rt_arena_alloc(n * sizeof *table);
        if (table == NULL)
            return false;
        if (!fill(table, n, context, child) && n < most)
            continue;
        __atomic_store_n(&context->children, table, __ATOMIC_RELEASE);
        __atomic_store_n(&context->child_mask, n - 1, __ATOMIC_RELEASE);
        context->n_children++;
        return true;
    }
}

/* ---- nodes ------------------------------------------------------------------
 */

static rt_node *fold(rt_node *node, rt_node *context)
{
    for (rt_node *n = context; n != NULL; n = n->parent)
        if (n->function_id == node->function_id)
            return n;
    return node;
}

/* Whether max_depth= leaves out a call: one that recursion folds is no deeper
 * than the activation that it folds to. */
static bool is_too_deep(const rt_node *context, uint32_t id)
{
    if (rt_options.max_depth == 0 || context->depth < rt_options.max_depth)
        return false;
    while (context != NULL && context->function_id != id)
        context = context->parent;
    return context == NULL;
}

static bool give_lines(rt_thread *thread, rt_node *node,
                       const profpass_function *function)
{
    if ((function->flags & PROFPASS_FUNCTION_LINES) == 0 ||
        function->n_lines == 0)
        return true;
    profpass_line_counts *area = rt_line_area(
        thread, node->function_id, node->function, function->n_lines);
    if (area == NULL)
        return false;
    node->n_lines = function->n_lines;
    node->lines = (uint64_t *)(area + 1);
    node->entry_usage = &area->entry_usage_bytes;
    return true;
}

static rt_node *new_node(rt_thread *thread, rt_node *context,
                         const profpass_function *function)
{
    rt_node *node = rt_arena_alloc(sizeof *node);
    profpass_node_record *record = rt_series_next(thread->nodes, 1);
    if (node == NULL || record == NULL)
        return NULL;
    node->function_id = function->id;
    node->function = rt_function_ref(function->id);
    node->is_region = (function->flags & PROFPASS_FUNCTION_REGION) != 0;
    node->children = no_children;
    node->record = record;
    node->parent = context;
    node->context = fold(node, context);
    node->depth =
        node->context == node ? context->depth + 1 : node->context->depth;
    node->function_level = function_level(thread, function->id);
    node->edge_level = edge_level(thread, context->function_id, function->id);
    if (node->edge_level != NULL && context == thread->lost)
        *node->edge_level = 1; /* one that never ends */
    if (node->function_level == NULL || node->edge_level == NULL ||
        !give_lines(thread, node, function) || !add_child(context, node))
        return NULL;
    record->function = node->function;
    record->parent = rt_ref(context->record);
    record->context = rt_ref(node->context->record);
    rt_series_publish(thread->nodes, 1);
    __atomic_fetch_add(&n_nodes, 1, __ATOMIC_RELAXED);
    return node;
}

rt_node *rt_child(rt_thread *thread, rt_node *context,
                  const profpass_function *function)
{
    rt_node *node = find(context, function->id);
    if (node != NULL)
        return node;
    if (is_too_deep(context, function->id))
        return &rt_no_node;
    uint64_t before = rt_signals_block();
    node = find(context, function->id); /* a handler may have been faster */
    if (node == NULL &&
        (context == thread->root ||
         __atomic_load_n(&n_nodes, __ATOMIC_RELAXED) < RT_NODE_BUDGET))
        node = new_node(thread, context, function);
    if (node == NULL) {
        node = find(thread->lost, function->id);
        if (node == NULL)
            node = new_node(thread, thread->lost, function);
        if (node != NULL)
            rt_loss(PROFPASS_LOSS_CONTEXTS, 1);
    }
    rt_signals_restore(before);
    return node;
}
