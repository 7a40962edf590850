/* stats_row.h - a function in a table of calls: its printed name, its line
 *
 *           3/1    0.002    0.001    0.004    0.004 fib.c:4(fib)
 *        calls     self  a call    total  a call    name
 */
#ifndef PROFPASS_STATS_ROW_H
#define PROFPASS_STATS_ROW_H

#include "arena.h"
#include "profpass/stats.h"
#include "text.h"

/* Make the rows of a model's functions, [n_functions], without callers; those
 * that were never called have no entry. NULL if there is no memory. */
profpass_stats_row *profpass__rows_of_model(profpass__arena *arena,
                                            const profpass_model *m);

/* The title, and a row; times in a unit of which a second has per_second. */
#define PROFPASS__ROW_TITLE                          \
    "   ncalls  tottime  percall  cumtime  percall " \
    "filename:lineno(function)\n"
void profpass__put_row(profpass__text *t, const profpass_stats_row *row,
                       double per_second);

/* Put the sums of a table: "5 function calls (3 primitive calls) in ". */
void profpass__put_calls_in(profpass__text *t, uint64_t calls,
                            uint64_t primitive_calls);

/* "4", or "4/2" if not all calls are primitive. */
profpass__number profpass__calls_text(uint64_t calls, uint64_t primitive_calls);

/* The printed name, in pieces: "fib.c", ":", "4", "(", "fib", ")". What stands
 * in no source is "{malloc}" if its name is "<malloc>", else its bare name. */
typedef struct profpass__name {
    const char *pieces[6];
    size_t lengths[6];
    size_t n_pieces;
    char line[12];
} profpass__name;

void profpass__name_of(const profpass_stats_row *row, profpass__name *out);

void profpass__put_name(profpass__text *t, const profpass_stats_row *row);

/* The columns it takes: characters, not bytes. */
size_t profpass__name_width(const profpass_stats_row *row);

/* By printed name; by file and line; by file, line and name. */
int profpass__compare_names(const profpass_stats_row *x,
                            const profpass_stats_row *y);
int profpass__compare_places(const profpass_stats_row *x,
                             const profpass_stats_row *y);
int profpass__compare_functions(const profpass_stats_row *x,
                                const profpass_stats_row *y);

#endif
