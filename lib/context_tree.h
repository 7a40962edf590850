/* context_tree.h - a weight summed over the tree of calling contexts
 *
 *     thread's root         self    total        (node of a recursive call: its
 *     └── main              10      100           callees are its context's, so
 *         └── f  ◀─┐        30      90            it has no total but its self)
 *             ├── f ┘       20      20
 *             └── g         40      40
 *
 * total = self + the totals of the callees: widths that fit into each other, as
 * pictures of stacks need them. Self weights are exact, so are their sums.
 *
 *     profpass__context_tree tree;
 *     status = profpass__tree_init(&tree, m, PROFPASS__TIME, err);
 *     profpass__tree_walk_all(&tree, &visitor);
 *     profpass__tree_done(&tree);
 */
#ifndef PROFPASS_CONTEXT_TREE_H
#define PROFPASS_CONTEXT_TREE_H

#include "arena.h"
#include "weight.h"

/* What code under no instrumented function is called. */
#define PROFPASS__NO_CALLER "<no instrumented caller>"

typedef struct profpass__context_tree {
    const profpass_model *m;
    profpass__weight_kind kind;
    uint64_t *self, *total;               /* [n_nodes] */
    uint32_t *first_child, *next_sibling; /* [n_nodes], or PROFPASS_NONE */
    uint32_t *path; /* [n_path] while walking: the root … the node visited */
    uint32_t n_path;
    uint32_t max_depth; /* of any path                       */
    uint64_t n_frames;  /* on all paths together             */
    profpass__arena arena;
} profpass__context_tree;

/* Called on the way down and, after all its callees, on the way up. */
typedef struct profpass__tree_visitor {
    void (*enter)(void *context, uint32_t node);
    void (*leave)(void *context, uint32_t node); /* may be NULL */
    void *context;
} profpass__tree_visitor;

/* Sum up; O(nodes + sites). ENOMEM. */
profpass_status profpass__tree_init(profpass__context_tree *tree,
                                    const profpass_model *m,
                                    profpass__weight_kind kind,
                                    profpass_error *err);

/* The same with the weight of the options; EINVAL if it cannot be had. */
profpass_status profpass__tree_open(profpass__context_tree *tree,
                                    const profpass_model *m,
                                    const profpass_text_options *options,
                                    profpass_error *err);

/* How many frames a format that writes each path out may write: some 5 GB as
 * collapsed stacks. Real contexts hold a function once; a damaged file may
 * chain a million, and so stand for a million times as much. */
#define PROFPASS__MAX_FRAMES ((uint64_t)1 << 28)

/* EINVAL if there are more. */
profpass_status profpass__check_frames(uint64_t n_frames, profpass_error *err);

/* The same of all paths. */
profpass_status profpass__tree_check(const profpass__context_tree *tree,
                                     profpass_error *err);

void profpass__tree_done(profpass__context_tree *tree);

/* Visit a root and all below, callees in the order of the file. */
void profpass__tree_walk(profpass__context_tree *tree, uint32_t root,
                         const profpass__tree_visitor *visitor);

/* Visit all roots, and all below each. */
void profpass__tree_walk_all(profpass__context_tree *tree,
                             const profpass__tree_visitor *visitor);

/* Return the name of a node's function. */
const char *profpass__node_name(const profpass_model *m, uint32_t node);

#endif
