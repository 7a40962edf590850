/* stats_table.h - the table behind profpass_stats, and how one is built
 *
 *     profpass__stats_builder b = {0};
 *     uint32_t file = profpass__stats_string(&b, "fib.c", 5);
 *     uint32_t name = profpass__stats_string(&b, "fib", 3);
 *     uint32_t row = profpass__stats_find(&b, file, 4, name);
 *     profpass__stats_enter(&b, row, &figures);
 *     profpass__stats_called(&b, row, &by_caller);
 *     return profpass__stats_finish(&b, &stats, err);
 *
 *     strings [ "fib.c" | "fib" | … ]       each once, by number
 *     rows    [ fib.c:4(fib) | … ]          by file, line, name
 *     links   [ callee ◀ caller, figures ]  by callee, caller
 *
 * finish puts the rows that have an entry first, in the order in which they got
 * it, and the callers of each row side by side. Want of memory sticks: numbers
 * are PROFPASS_NONE from then on, which all functions take, and finish says so.
 */
#ifndef PROFPASS_STATS_TABLE_H
#define PROFPASS_STATS_TABLE_H

#include "arena.h"
#include "numbering.h"
#include "profpass/stats.h"
#include "sort_keys.h"
#include "text.h"
#include "weight.h"

/* All that a table holds; replaced as a whole by add and strip_dirs. */
typedef struct profpass__table {
    profpass__arena arena;
    profpass_stats_row *rows; /* [n_rows], the first n_entries have an entry */
    uint32_t n_rows, n_entries;
    uint32_t *order, *scratch; /* [n_rows] */
    const char **files;        /* [n_files] lines about the files read */
    uint32_t n_files;
    double total_s;
    uint64_t calls, primitive_calls;
} profpass__table;

struct profpass_stats {
    profpass__table table;
    profpass__sort_order sort;    /* n_keys 0: not sorted */
    profpass__weight_kind weight; /* what self_s and total_s are */
};

/* Zero-initialise; then finish or abandon. */
typedef struct profpass__stats_builder {
    profpass__arena arena; /* of the strings; the table's in the end */
    profpass__numbering string_numbers, row_numbers, link_numbers;
    profpass__row strings, rows, links;
    profpass__row entries; /* rows, in the order of their entries */
    profpass__row files;
    bool has_failed;
} profpass__stats_builder;

/* Number a string, which is copied. */
uint32_t profpass__stats_string(profpass__stats_builder *b, const char *bytes,
                                size_t n_bytes);

/* Number the row of a function; it has no entry yet. O(1). */
uint32_t profpass__stats_find(profpass__stats_builder *b, uint32_t file,
                              uint32_t line, uint32_t name);

/* Give a row an entry, and add the figures to it: calls, times and bytes. */
void profpass__stats_enter(profpass__stats_builder *b, uint32_t row,
                           const profpass_stats_row *figures);

/* Add calls of a row's function by caller->row. */
void profpass__stats_called(profpass__stats_builder *b, uint32_t row,
                            const profpass_stats_caller *caller);

/* Add a line about a file that was read, which is copied. */
void profpass__stats_file(profpass__stats_builder *b, const char *line);

/* Make the table; the builder is empty again, also on failure. */
profpass_status profpass__stats_finish(profpass__stats_builder *b,
                                       profpass_stats **out,
                                       profpass_error *err);
void profpass__stats_abandon(profpass__stats_builder *b);

/* What a profile is weighed by instead of time: a model's functions and edges,
 * and what belongs to none of them. */
typedef struct profpass__shares {
    const double *self, *total;           /* [n_functions] */
    const double *edge_self, *edge_total; /* [n_edges]     */
    double outside;
} profpass__shares;

/* As profpass_stats_from_profile, with shares for times unless they are NULL.
 */
profpass_status profpass__stats_of_shares(const profpass_profile *profile,
                                          const profpass__shares *shares,
                                          profpass_stats **out,
                                          profpass_error *err);

/* ---- printing, without restrictions: what the runtime can do, too ---- */

/* The rows to print, in their order: of them [n_rows], with what is to be said
 * of those left out, in lines. */
typedef struct profpass__listing {
    const uint32_t *rows;
    uint32_t n_rows;
    const char *notes; /* lines; "" if none */
} profpass__listing;

/* All rows that have an entry. */
profpass__listing profpass__list_all(const profpass_stats *stats);

void profpass__put_stats(profpass__text *t, const profpass_stats *stats,
                         const profpass__listing *listing);

/* Callers, or callees. ENOMEM: what was put is a part. */
profpass_status profpass__put_relatives(profpass__text *t,
                                        const profpass_stats *stats,
                                        const profpass__listing *listing,
                                        bool callees, profpass_error *err);

#endif
