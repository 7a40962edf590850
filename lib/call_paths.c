/* call_paths.c - calling contexts by the functions on their way */
#include "call_paths.h"

#include "numbering.h"

bool profpass__call_paths_make(profpass__call_paths *paths,
                               profpass__arena *arena, const profpass_model *m)
{
    *paths = (profpass__call_paths){
        .paths = profpass__arena_array(arena, (size_t)m->n_nodes + 1,
                                       sizeof *paths->paths),
        .of_node = profpass__arena_array(arena, m->n_nodes, 4)};
    profpass__numbering numbering = {0};
    const profpass__key root = {{PROFPASS_NONE, PROFPASS_NONE}};
    bool ok = paths->paths != NULL && paths->of_node != NULL &&
              profpass__number_of(&numbering, &root) == 0;
    if (ok)
        paths->paths[0] =
            (profpass__call_path){PROFPASS_NONE, PROFPASS_NONE, 0};
    for (uint32_t i = 0; ok && i < m->n_nodes; i++) {
        const profpass_node_stats *node = &m->nodes[i];
        if (node->function == PROFPASS_NONE)
            continue; /* 0 */
        const profpass__key key = {
            {node->parent == PROFPASS_NONE ? 0 : paths->of_node[node->parent],
             node->function}};
        uint32_t number = profpass__number_of(&numbering, &key);
        ok = number != UINT32_MAX;
        if (!ok)
            break;
        profpass__call_path *path = &paths->paths[number];
        path->function = node->function;
        path->parent = key.part[0];
        if (path->rise_bytes < node->rise_bytes)
            path->rise_bytes = node->rise_bytes;
        paths->of_node[i] = number;
    }
    paths->n_paths = numbering.entries.n;
    profpass__numbering_done(&numbering);
    return ok;
}
