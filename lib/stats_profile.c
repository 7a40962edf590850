/* stats_profile.c - the table of a profile of ours
 *
 *     functions ──▶ rows        those that were called
 *     edges     ──▶ callers     a call from outside all of them has none
 *     sites     ──▶ bytes
 */
#include <string.h>

#include "context_tree.h"
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

/* Find the row of each function that has calls, or made some: row_of is 1 for
 * these. It may be that of another: two of one name at one place are one to
 * pstats. */
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
        if (!rows[i].has_entry && row_of[i] == 0)
            continue;
        uint32_t name = profpass__stats_string(b, f->name, strlen(f->name));
        row_of[i] = profpass__stats_find(b, file, rows[i].line, name);
        if (rows[i].has_entry)
            profpass__stats_enter(b, row_of[i], &rows[i]);
    }
}

/* Let shares stand where times stood. */
static void put_shares(profpass_stats_row *rows, uint32_t n,
                       const profpass__shares *shares)
{
    for (uint32_t i = 0; i < n; i++) {
        rows[i].self_s = shares->self[i];
        rows[i].total_s = shares->total[i];
    }
}

/* What is nobody's has a row, too, that is no function. */
static void add_outside(profpass__stats_builder *b, double outside)
{
    static const char name[] = PROFPASS__NO_CALLER;
    if (!(outside > 0))
        return;
    const profpass_stats_row figures = {.self_s = outside, .total_s = outside};
    uint32_t row =
        profpass__stats_find(b, profpass__stats_string(b, "~", 1), 0,
                             profpass__stats_string(b, name, sizeof name - 1));
    profpass__stats_enter(b, row, &figures);
}

static bool is_shown(const profpass_edge_stats *edge)
{
    return edge->caller != PROFPASS_NONE && edge->calls != 0;
}

static void mark_ends(const profpass_model *m, uint32_t *row_of)
{
    for (uint32_t i = 0; i < m->n_edges; i++)
        if (is_shown(&m->edges[i]))
            row_of[m->edges[i].caller] = row_of[m->edges[i].callee] = 1;
}

static void add_callers(profpass__stats_builder *b, const profpass_model *m,
                        const profpass__shares *shares, const uint32_t *row_of)
{
    for (uint32_t i = 0; i < m->n_edges && !b->has_failed; i++) {
        const profpass_edge_stats *edge = &m->edges[i];
        if (!is_shown(edge))
            continue;
        profpass_stats_caller caller = {
            .row = row_of[edge->caller],
            .calls = edge->calls,
            .primitive_calls = edge->primitive_calls,
            .self_s = (double)edge->self_ns / 1e9,
            .total_s = (double)edge->total_ns / 1e9,
        };
        if (shares != NULL) {
            caller.self_s = shares->edge_self[i];
            caller.total_s = shares->edge_total[i];
        }
        profpass__stats_called(b, row_of[edge->callee], &caller);
    }
}

profpass_status profpass__stats_of_shares(const profpass_profile *profile,
                                          const profpass__shares *shares,
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
        if (shares != NULL)
            put_shares(rows, m->n_functions, shares);
        mark_ends(m, row_of);
        add_rows(&b, m, rows, row_of, &scratch);
        add_callers(&b, m, shares, row_of);
        if (shares != NULL)
            add_outside(&b, shares->outside);
    }
    profpass__arena_done(&scratch);
    return profpass__stats_finish(&b, out, err);
}

profpass_status profpass_stats_from_profile(const profpass_profile *profile,
                                            profpass_stats **out,
                                            profpass_error *err)
{
    return profpass__stats_of_shares(profile, NULL, out, err);
}
