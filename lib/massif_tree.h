/* massif_tree.h - the tree of a detailed snapshot of massif's
 *
 *     n2: 130 (heap allocation functions) …       what was live
 *      n1: 100 0x3: leaf (demo.c:7)               by the line that allocated
 *       n0: 100 0x1: main (demo.c:16)             … and by its callers
 *      n0: 30 in 2 places, all below massif's threshold (0.10%)
 */
#ifndef PROFPASS_MASSIF_TREE_H
#define PROFPASS_MASSIF_TREE_H

#include "heap_paths.h"

typedef struct profpass__massif_tree profpass__massif_tree;

/* Make room in the arena of the paths; NULL: no memory. */
profpass__massif_tree *profpass__massif_tree_new(profpass__heap_paths *paths);

/* Put the tree of what was live at the peak, or is at the end, of a snapshot of
 * so many bytes. O(frames), but for sorting siblings. */
void profpass__put_massif_tree(profpass__massif_tree *tree, profpass__text *t,
                               profpass__heap_metric metric,
                               uint64_t total_bytes);

/* Put a text where ms_print takes '#' for the begin of a comment. */
void profpass__put_massif_name(profpass__text *t, const char *name);

#endif
