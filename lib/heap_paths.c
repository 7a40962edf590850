/* heap_paths.c - the contexts of the heap, for formats that write each out */
#include "heap_paths.h"

#include "context_tree.h"
#include "failure.h"

static bool make_room(profpass__heap_paths *paths)
{
    profpass__heap_rows *rows = &paths->rows;
    size_t n_places = profpass__n_places(rows->m);
    paths->node = profpass__arena_array(&rows->arena, rows->paths.n_paths, 4);
    paths->number = profpass__arena_array(&rows->arena, n_places, 4);
    paths->place = profpass__arena_array(&rows->arena, n_places + 1, 4);
    return paths->node != NULL && paths->number != NULL && paths->place != NULL;
}

/* Return how many frames all rows have. */
static uint64_t count_frames(const profpass__heap_paths *paths,
                             const uint32_t *depth)
{
    uint64_t n_frames = 0;
    for (uint32_t i = 0; i < paths->rows.n_rows; i++)
        n_frames += depth[paths->node[profpass__heap_path(paths, i)->path]];
    return n_frames;
}

/* Number the places that are used. */
static void number_places(profpass__heap_paths *paths)
{
    uint32_t place;
    for (uint32_t i = 0; i < paths->rows.n_rows; i++) {
        profpass__frames frames =
            profpass__heap_frames(paths, profpass__heap_path(paths, i));
        while (profpass__next_frame(&frames, &place))
            paths->number[place] = 1;
    }
    for (place = 0; place < profpass__n_places(paths->rows.m); place++)
        if (paths->number[place] != 0) {
            paths->number[place] = ++paths->n_numbers;
            paths->place[paths->n_numbers] = place;
        }
}

profpass_status profpass__heap_paths_open(profpass__heap_paths *paths,
                                          const profpass_model *m,
                                          const profpass_text_options *options,
                                          const char *format,
                                          profpass_error *err)
{
    *paths = (profpass__heap_paths){.n_numbers = 0};
    profpass_status status = profpass__refuse_weight(options, format, err);
    if (status == PROFPASS_OK)
        status = profpass__heap_open(&paths->rows, m, NULL, err);
    if (status != PROFPASS_OK)
        return status;
    if (!profpass__heap_group(&paths->rows, PROFPASS__BY_CONTEXT,
                              PROFPASS__N_HEAP_METRICS, NULL, false) ||
        !make_room(paths))
        return profpass__fail_memory(err);
    uint32_t *depth = profpass__arena_array(&paths->rows.arena, m->n_nodes, 4);
    if (depth == NULL)
        return profpass__fail_memory(err);
    profpass__count_frames(m, depth);
    for (uint32_t i = 0; i < m->n_nodes; i++)
        paths->node[paths->rows.paths.of_node[i]] = i;
    status = profpass__check_frames(count_frames(paths, depth), err);
    if (status == PROFPASS_OK)
        number_places(paths);
    return status;
}

void profpass__heap_paths_done(profpass__heap_paths *paths)
{
    profpass__heap_done(&paths->rows);
}

const profpass__heap_row *profpass__heap_path(const profpass__heap_paths *paths,
                                              uint32_t i)
{
    return &paths->rows.rows[paths->rows.order[i]];
}

profpass__frames profpass__heap_frames(const profpass__heap_paths *paths,
                                       const profpass__heap_row *row)
{
    return profpass__frames_of(paths->rows.m, paths->node[row->path],
                               row->line);
}
