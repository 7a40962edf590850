/* line_columns.h - the columns of line tables: what a cell says, how wide
 *
 *     read   which columns are wanted
 *     fit    the unit and the widths, so that every row of a table fits
 *     put    a row's cells
 */
#ifndef PROFPASS_LINE_COLUMNS_H
#define PROFPASS_LINE_COLUMNS_H

#include "text.h"

/* The standard columns, and what one may ask for beside them. */
enum {
    PROFPASS__COLUMN_USAGE,
    PROFPASS__COLUMN_INCREMENT,
    PROFPASS__COLUMN_OCCURRENCES,
    PROFPASS__COLUMN_PEAK,
    PROFPASS__COLUMN_ALLOCATIONS,
    PROFPASS__COLUMN_BYTES,
    PROFPASS__COLUMN_LIVE,
    PROFPASS__COLUMN_AT_PEAK,
    PROFPASS__COLUMN_TEMPORARY,
    PROFPASS__COLUMN_REMOTE,
    PROFPASS__COLUMN_MOVED,
    PROFPASS__N_COLUMNS
};

typedef struct profpass__columns {
    const profpass__unit *asked_unit; /* NULL: one that fits each table */
    int asked_precision;              /* decimals; -1: the default      */
    const profpass__unit *unit;       /* of this table                  */
    int precision;
    bool show[PROFPASS__N_COLUMNS];
    size_t width[PROFPASS__N_COLUMNS];
} profpass__columns;

/* Read the options; EINVAL for an unknown column or unit. */
profpass_status profpass__columns_read(profpass__columns *columns,
                                       const profpass_text_options *options,
                                       profpass_error *err);

/* Read an option's unit; NULL stays NULL. */
profpass_status profpass__read_unit(const char *name,
                                    const profpass__unit **unit,
                                    profpass_error *err);

/* Choose unit and widths for the rows[n] that are in the table; in_table NULL:
 * all. */
typedef bool profpass__in_table_fn(const void *context,
                                   const profpass_line_stats *row);
void profpass__columns_fit(profpass__columns *columns,
                           const profpass_line_stats *rows, uint32_t n,
                           profpass__in_table_fn *in_table,
                           const void *context);

/* Put the cells of a row, or the headings if row is NULL and heading; or the
 * label alone. Return the blanks up to the source text, which are not put, so
 * that rows without it end where they end. */
size_t profpass__columns_put(const profpass__columns *columns,
                             profpass__text *t, const char *label,
                             const profpass_line_stats *row, bool heading);

/* How many characters stand before the source text. */
size_t profpass__columns_width(const profpass__columns *columns);

/* Say whether a row holds bytes, and whether a column that tells is shown. */
bool profpass__row_holds_bytes(const profpass_line_stats *row);
bool profpass__columns_show_bytes(const profpass__columns *columns);

#endif
