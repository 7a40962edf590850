/* call_paths.h - calling contexts by the functions on their way, of all threads
 *
 *     thread 1   main ── f ── g        path 0  ()           the threads' roots
 *     thread 2   work ── f             path 1  main         of path 0
 *     thread 3   work ── f             path 2  main f       of path 1
 *                                      path 4  work         of path 0 …
 *
 * Nodes of several threads that were reached by the same functions have one
 * path. A parent has a smaller number than its callees.
 */
#ifndef PROFPASS_CALL_PATHS_H
#define PROFPASS_CALL_PATHS_H

#include "arena.h"
#include "profpass/stats.h"

typedef struct profpass__call_path {
    uint32_t function;   /* PROFPASS_NONE: of no function, path 0 */
    uint32_t parent;     /* PROFPASS_NONE for path 0              */
    uint64_t rise_bytes; /* the greatest of its nodes */
} profpass__call_path;

typedef struct profpass__call_paths {
    profpass__call_path *paths; /* [n_paths] */
    uint32_t n_paths;
    uint32_t *of_node; /* [n_nodes] */
} profpass__call_paths;

/* Number the paths; what it makes lives in the arena. False: no memory. */
bool profpass__call_paths_make(profpass__call_paths *paths,
                               profpass__arena *arena, const profpass_model *m);

#endif
