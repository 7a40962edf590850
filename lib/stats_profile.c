/* stats_profile.c - the table of a profile of ours
 *
 *     functions ──▶ rows        those that were called
 *     edges     ──▶ callers     a call from outside all of them has none
 *     sites     ──▶ bytes
 */
#include <string.h>

#include "failure.h"
#include "stats_row.h"
#include "stats_table.h"

/* A file as the compiler was told, made absolute if it is known from where:
 * tables of runs in several places are added. */
static uint32_t file_string(profpass__stats_builder *b, profpass__arena *arena,
                            const char *directory, const char *file)
{
    size_t n_directory = strlen(directory), n_file = strlen(file);
    if (file[0] == '/' || directory[0] == '\0' || strcmp(file, "~") == 0)
        return profpass__stats_string(b, file, n_file);
    if (strncmp(file, "./", 2) == 0) {
        file += 2;
        n_file -= 2;
    }
    while (n_directory > 0 && directory[n_directory - 1] == '/')
        n_directory--;
    char *path = profpass__arena_array(arena, n_directory + 1 + n_file, 1);
    if (path == NULL) {
        b->has_failed = true;
        return PROFPASS_NONE;
    }
    memcpy(path, directory, n_directory);
    path[n_directory] = '/';
    memcpy(path + n_directory + 1, file, n_file);
    return profpass__stats_string(b, path, n_directory + 1 + n_file);
}

/* Find the row of each function, which may be that of another: two of one name
 * at one place are one to pstats. */
static void add_rows(profpass__stats_builder *b, const profpass_model *m,
                     const profpass_stats_row *rows, uint32_t *row_of,
                     profpass__arena *scratch)
{
    uint32_t file = PROFPASS_NONE;
    for (uint32_t i = 0; i < m->n_functions && !b->has_failed; i++) {
        const profpass_function_stats *f = &m->functions[i];
        bool is_same = i > 0 && strcmp(rows[i].file, rows[i - 1].file) == 0 &&
                       strcmp(f->directory, f[-1].directory) == 0;
        if (!is_same)
            file = file_string(b, scratch, f->directory, rows[i].file);
        uint32_t name = profpass__stats_string(b, f->name, strlen(f->name));
        row_of[i] = profpass__stats_find(b, file, rows[i].line, name);
        if (rows[i].has_entry)
            profpass__stats_enter(b, row_of[i], &rows[i]);
    }
}

static void add_callers(profpass__stats_builder *b, const profpass_model *m,
                        const uint32_t *row_of)
{
    for (uint32_t i = 0; i < m->n_edges && !b->has_failed; i++) {
        const profpass_edge_stats *edge = &m->edges[i];
        if (edge->caller == PROFPASS_NONE || edge->calls == 0)
            continue;
        const profpass_stats_caller caller = {
            .row = row_of[edge->caller],
            .calls = edge->calls,
            .primitive_calls = edge->primitive_calls,
            .self_s = (double)edge->self_ns / 1e9,
            .total_s = (double)edge->total_ns / 1e9,
        };
        profpass__stats_called(b, row_of[edge->callee], &caller);
    }
}

profpass_status profpass_stats_from_profile(const profpass_profile *profile,
                                            profpass_stats **out,
                                            profpass_error *err)
{
    const profpass_model *m = profpass_get_model(profile);
    profpass__stats_builder b = {0};
    profpass__arena scratch = {0};
    profpass_stats_row *rows = profpass__rows_of_model(&scratch, m);
    uint32_t *row_of =
        profpass__arena_array(&scratch, m->n_functions, sizeof *row_of);
    if (rows == NULL || row_of == NULL) {
        b.has_failed = true;
    } else {
        add_rows(&b, m, rows, row_of, &scratch);
        add_callers(&b, m, row_of);
    }
    profpass__arena_done(&scratch);
    return profpass__stats_finish(&b, out, err);
}
