/* heap_columns.h - the columns of the heap's tables: cells, widths, headings
 *
 *     init   which columns, in which order, in what unit
 *     fit    for each row that will be put
 *     put    a row's cells; what the row is about follows
 *
 * A column that would be empty in every row is left out.
 */
#ifndef PROFPASS_HEAP_COLUMNS_H
#define PROFPASS_HEAP_COLUMNS_H

#include "heap_rows.h"

typedef enum profpass__heap_column {
    PROFPASS__HEAP_COLUMN_SHARE, /* of what sorts, of the total */
    PROFPASS__HEAP_COLUMN_PEAK,
    PROFPASS__HEAP_COLUMN_BLOCKS, /* at the peak */
    PROFPASS__HEAP_COLUMN_MAX,
    PROFPASS__HEAP_COLUMN_LIVE,
    PROFPASS__HEAP_COLUMN_LIVE_BLOCKS,
    PROFPASS__HEAP_COLUMN_ALLOCATED,
    PROFPASS__HEAP_COLUMN_CALLS,
    PROFPASS__HEAP_COLUMN_TEMPORARY,
    PROFPASS__HEAP_COLUMN_TEMPORARY_SHARE, /* of the calls         */
    PROFPASS__HEAP_COLUMN_FIRST,
    PROFPASS__HEAP_COLUMN_LIFETIME, /* mean, in heap operations    */
    PROFPASS__HEAP_COLUMN_REMOTE,
    PROFPASS__HEAP_COLUMN_RISE,
    PROFPASS__N_HEAP_COLUMNS
} profpass__heap_column;

typedef struct profpass__heap_table {
    profpass__text *t;
    const profpass__unit *unit; /* NULL: each amount has its own */
    int precision;
    bool color;
    profpass__heap_metric metric;
    const profpass__heap_sums *total;
    const profpass__heap_column *columns; /* [n_columns] */
    size_t n_columns;
    const char *headings[PROFPASS__N_HEAP_COLUMNS];
    bool shown[PROFPASS__N_HEAP_COLUMNS];
    size_t widths[PROFPASS__N_HEAP_COLUMNS];
} profpass__heap_table;

/* EINVAL: the options' unit is none. */
profpass_status profpass__heap_table_init(profpass__heap_table *table,
                                          profpass__text *t,
                                          const profpass_text_options *options,
                                          profpass_error *err);

void profpass__heap_table_fit(profpass__heap_table *table,
                              const profpass__heap_sums *sums);

/* Put the headings and `what`, which is the heading of what follows cells. */
void profpass__heap_table_head(const profpass__heap_table *table,
                               const char *what);

/* Put the cells of a row, and two blanks. */
void profpass__heap_table_put(const profpass__heap_table *table,
                              const profpass__heap_sums *sums);

/* Return how many characters stand before what a row is about. */
size_t profpass__heap_table_width(const profpass__heap_table *table);

/* Put an ANSI code, if there are colours: "1" bold, "2" dim, "0" none. */
void profpass__heap_table_style(const profpass__heap_table *table,
                                const char *code);

/* An amount in the unit of the table. */
profpass__number profpass__heap_amount(const profpass__heap_table *table,
                                       uint64_t n_bytes);

/* A part of a whole, "62.5%"; "" of nothing. */
profpass__number profpass__percent(uint64_t part, uint64_t whole);

#endif
