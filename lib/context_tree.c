/* context_tree.c - a weight summed over the tree of calling contexts
 *
 * Parents come before children in the file: sums go backwards over the nodes,
 * depths forwards, and nothing recurses.
 */
#include "context_tree.h"

#include "failure.h"

static uint64_t weight_of_node(const profpass_node_stats *node,
                               profpass__weight_kind kind)
{
    return kind == PROFPASS__TIME    ? node->self_ns
           : kind == PROFPASS__CALLS ? node->calls
                                     : 0;
}

static uint64_t weight_of_site(const profpass_site_stats *site,
                               profpass__weight_kind kind)
{
    switch (kind) {
    case PROFPASS__BYTES:
        return site->allocated_bytes;
    case PROFPASS__LIVE:
        return site->live_bytes;
    case PROFPASS__PEAK:
        return site->at_peak_bytes;
    case PROFPASS__ALLOCS:
        return site->allocations;
    case PROFPASS__TEMPORARY:
        return site->temporaries;
    case PROFPASS__TIME:
    case PROFPASS__CALLS:
        break;
    }
    return 0;
}

static void sum_up(profpass__context_tree *tree, profpass__weight_kind kind)
{
    const profpass_model *m = tree->m;
    for (uint32_t i = 0; i < m->n_nodes; i++)
        tree->self[i] = weight_of_node(&m->nodes[i], kind);
    for (uint32_t i = 0; i < m->n_sites; i++)
        tree->self[m->sites[i].node] += weight_of_site(&m->sites[i], kind);
    for (uint32_t i = m->n_nodes; i-- > 0;) {
        tree->total[i] += tree->self[i];
        if (m->nodes[i].parent != PROFPASS_NONE)
            tree->total[m->nodes[i].parent] += tree->total[i];
    }
}

/* Hang each node below its parent, before those that follow it in the file. */
static void link_nodes(profpass__context_tree *tree)
{
    const profpass_node_stats *nodes = tree->m->nodes;
    for (uint32_t i = 0; i < tree->m->n_nodes; i++)
        tree->first_child[i] = PROFPASS_NONE;
    for (uint32_t i = tree->m->n_nodes; i-- > 0;) {
        uint32_t parent = nodes[i].parent;
        tree->next_sibling[i] = PROFPASS_NONE;
        if (parent == PROFPASS_NONE)
            continue;
        tree->next_sibling[i] = tree->first_child[parent];
        tree->first_child[parent] = i;
    }
}

/* Return the greatest depth, the root's being 1; depth[n_nodes] is scratch. */
static void measure(profpass__context_tree *tree, uint32_t *depth)
{
    for (uint32_t i = 0; i < tree->m->n_nodes; i++) {
        uint32_t parent = tree->m->nodes[i].parent;
        depth[i] = parent == PROFPASS_NONE ? 1 : depth[parent] + 1;
        tree->n_frames += depth[i];
        if (tree->max_depth < depth[i])
            tree->max_depth = depth[i];
    }
}

static bool make_room(profpass__context_tree *tree)
{
    profpass__arena *arena = &tree->arena;
    uint32_t n = tree->m->n_nodes;
    tree->self = profpass__arena_array(arena, n, sizeof *tree->self);
    tree->total = profpass__arena_array(arena, n, sizeof *tree->total);
    tree->first_child = profpass__arena_array(arena, n, 4);
    tree->next_sibling = profpass__arena_array(arena, n, 4);
    if (tree->self == NULL || tree->total == NULL ||
        tree->first_child == NULL || tree->next_sibling == NULL)
        return false;
    measure(tree, tree->first_child);
    tree->path = profpass__arena_array(arena, tree->max_depth, 4);
    return tree->path != NULL;
}

profpass_status profpass__tree_init(profpass__context_tree *tree,
                                    const profpass_model *m,
                                    profpass__weight_kind kind,
                                    profpass_error *err)
{
    *tree = (profpass__context_tree){.m = m, .kind = kind};
    if (!make_room(tree)) {
        profpass__tree_done(tree);
        return profpass__fail_memory(err);
    }
    sum_up(tree, kind);
    link_nodes(tree);
    return PROFPASS_OK;
}

profpass_status profpass__tree_open(profpass__context_tree *tree,
                                    const profpass_model *m,
                                    const profpass_text_options *options,
                                    profpass_error *err)
{
    profpass__weight_kind kind;
    profpass_status status = profpass__choose_weight(m, options, &kind, err);
    return status == PROFPASS_OK ? profpass__tree_init(tree, m, kind, err)
                                 : status;
}

profpass_status profpass__check_frames(uint64_t n_frames, profpass_error *err)
{
    if (n_frames <= PROFPASS__MAX_FRAMES)
        return PROFPASS_OK;
    return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                          "its stacks have %llu frames in all, too many to "
                          "write each out; use speedscope, callgrind or csv",
                          (unsigned long long)n_frames);
}

profpass_status profpass__tree_check(const profpass__context_tree *tree,
                                     profpass_error *err)
{
    return profpass__check_frames(tree->n_frames, err);
}

void profpass__tree_done(profpass__context_tree *tree)
{
    profpass__arena_done(&tree->arena);
}

void profpass__tree_walk(profpass__context_tree *tree, uint32_t root,
                         const profpass__tree_visitor *visitor)
{
    uint32_t at = root;
    tree->n_path = 0;
    for (;;) {
        tree->path[tree->n_path++] = at;
        visitor->enter(visitor->context, at);
        if (tree->first_child[at] != PROFPASS_NONE) {
            at = tree->first_child[at];
            continue;
        }
        for (;;) {
            if (visitor->leave != NULL)
                visitor->leave(visitor->context, at);
            tree->n_path--;
            if (at == root)
                return;
            if (tree->next_sibling[at] != PROFPASS_NONE)
                break;
            at = tree->m->nodes[at].parent;
        }
        at = tree->next_sibling[at];
    }
}

void profpass__tree_walk_all(profpass__context_tree *tree,
                             const profpass__tree_visitor *visitor)
{
    for (uint32_t i = 0; i < tree->m->n_nodes; i++)
        if (tree->m->nodes[i].parent == PROFPASS_NONE)
            profpass__tree_walk(tree, i, visitor);
}

const char *profpass__node_name(const profpass_model *m, uint32_t node)
{
    uint32_t function = m->nodes[node].function;
    return function == PROFPASS_NONE ? PROFPASS__NO_CALLER
                                     : m->functions[function].name;
}
