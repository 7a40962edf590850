/* heap_columns.c - the columns of the heap's tables: cells, widths, headings */
#include "heap_columns.h"

#include <string.h>

#include "line_columns.h"

static const char *const headings[PROFPASS__N_HEAP_COLUMNS] = {
    [PROFPASS__HEAP_COLUMN_SHARE] = "share",
    [PROFPASS__HEAP_COLUMN_PEAK] = "at peak",
    [PROFPASS__HEAP_COLUMN_BLOCKS] = "blocks",
    [PROFPASS__HEAP_COLUMN_MAX] = "max",
    [PROFPASS__HEAP_COLUMN_LIVE] = "live",
    [PROFPASS__HEAP_COLUMN_LIVE_BLOCKS] = "blocks",
    [PROFPASS__HEAP_COLUMN_ALLOCATED] = "allocated",
    [PROFPASS__HEAP_COLUMN_CALLS] = "calls",
    [PROFPASS__HEAP_COLUMN_TEMPORARY] = "temporary",
    [PROFPASS__HEAP_COLUMN_TEMPORARY_SHARE] = "%",
    [PROFPASS__HEAP_COLUMN_FIRST] = "first",
    [PROFPASS__HEAP_COLUMN_LIFETIME] = "lifetime",
    [PROFPASS__HEAP_COLUMN_REMOTE] = "remote",
    [PROFPASS__HEAP_COLUMN_RISE] = "rise",
};

enum { GAP = 2 }; /* blanks before a column */

profpass_status profpass__heap_table_init(profpass__heap_table *table,
                                          profpass__text *t,
                                          const profpass_text_options *options,
                                          profpass_error *err)
{
    *table = (profpass__heap_table){.t = t, .color = options->color};
    memcpy(table->headings, headings, sizeof table->headings);
    profpass_status status =
        profpass__read_unit(options->unit, &table->unit, err);
    if (table->unit != NULL)
        table->precision = table->unit->bytes == 1   ? 0
                           : options->precision == 0 ? 2
                           : options->precision > 10 ? 9
                                                     : options->precision - 1;
    return status;
}

/* ---- cells ---- */

profpass__number profpass__percent(uint64_t part, uint64_t whole)
{
    profpass__number number = {""};
    if (whole == 0)
        return number;
    double tenths = (double)part * 1000 / (double)whole + 0.5;
    if (tenths >= 1e6) /* of no program */
        return (profpass__number){">99999%"};
    number = profpass__decimal((uint64_t)tenths, 10, 1);
    strcat(number.text, "%");
    return number;
}

profpass__number profpass__heap_amount(const profpass__heap_table *table,
                                       uint64_t n_bytes)
{
    if (table->unit == NULL)
        return profpass__amount(n_bytes);
    profpass__number number =
        profpass__decimal(n_bytes, table->unit->bytes, table->precision);
    size_t n = strlen(number.text);
    snprintf(number.text + n, sizeof number.text - n, " %s", table->unit->name);
    return number;
}

/* Exact, or "<= 1.20 KiB". */
static profpass__number most(const profpass__heap_table *table,
                             const profpass__heap_sums *sums)
{
    profpass__number number =
                         profpass__heap_amount(table, sums->max_most_bytes),
                     out;
    if (sums->max_least_bytes == sums->max_most_bytes)
        return number;
    snprintf(out.text, sizeof out.text, "<= %.40s", number.text);
    return out;
}

/* What a row that says nothing in a column has there is "". */
static profpass__number cell(const profpass__heap_table *table,
                             const profpass__heap_sums *sums,
                             profpass__heap_column column)
{
    const profpass__number none = {""};
    if (column == PROFPASS__HEAP_COLUMN_RISE)
        return sums->rise_bytes == 0
                   ? none
                   : profpass__heap_amount(table, sums->rise_bytes);
    if (sums->n_sites == 0)
        return none;
    switch (column) {
    case PROFPASS__HEAP_COLUMN_SHARE:
        return profpass__percent(
            profpass__heap_value(sums, table->metric),
            profpass__heap_value(table->total, table->metric));
    case PROFPASS__HEAP_COLUMN_PEAK:
        return profpass__heap_amount(table, sums->at_peak_bytes);
    case PROFPASS__HEAP_COLUMN_BLOCKS:
        return profpass__decimal(sums->at_peak_blocks, 1, 0);
    case PROFPASS__HEAP_COLUMN_MAX:
        return most(table, sums);
    case PROFPASS__HEAP_COLUMN_LIVE:
        return profpass__heap_amount(table, sums->live_bytes);
    case PROFPASS__HEAP_COLUMN_LIVE_BLOCKS:
        return profpass__decimal(sums->live_blocks, 1, 0);
    case PROFPASS__HEAP_COLUMN_ALLOCATED:
        return profpass__heap_amount(table, sums->allocated_bytes);
    case PROFPASS__HEAP_COLUMN_CALLS:
        return profpass__decimal(sums->allocations, 1, 0);
    case PROFPASS__HEAP_COLUMN_TEMPORARY:
        return profpass__decimal(sums->temporaries, 1, 0);
    case PROFPASS__HEAP_COLUMN_TEMPORARY_SHARE:
        return profpass__percent(sums->temporaries, sums->allocations);
    case PROFPASS__HEAP_COLUMN_FIRST:
        return profpass__duration(sums->first_ns);
    case PROFPASS__HEAP_COLUMN_LIFETIME:
        return sums->blocks == 0 ? none
                                 : profpass__decimal((sums->lifetime_events +
                                                      sums->blocks / 2) /
                                                         sums->blocks,
                                                     1, 0);
    case PROFPASS__HEAP_COLUMN_REMOTE:
        return profpass__decimal(sums->remote_frees, 1, 0);
    case PROFPASS__HEAP_COLUMN_RISE:
    case PROFPASS__N_HEAP_COLUMNS:
        break;
    }
    return none;
}

/* Some columns are worth their room only where they say something. */
static bool says_something(const profpass__heap_sums *sums,
                           profpass__heap_column column)
{
    switch (column) {
    case PROFPASS__HEAP_COLUMN_MAX:
        return sums->max_most_bytes != 0;
    case PROFPASS__HEAP_COLUMN_TEMPORARY:
    case PROFPASS__HEAP_COLUMN_TEMPORARY_SHARE:
        return sums->temporaries != 0;
    case PROFPASS__HEAP_COLUMN_FIRST:
        return sums->first_ns != 0;
    case PROFPASS__HEAP_COLUMN_LIFETIME:
        return sums->lifetime_events != 0;
    case PROFPASS__HEAP_COLUMN_REMOTE:
        return sums->remote_frees != 0;
    case PROFPASS__HEAP_COLUMN_RISE:
        return sums->rise_bytes != 0;
    default:
        return true;
    }
}

void profpass__heap_table_fit(profpass__heap_table *table,
                              const profpass__heap_sums *sums)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        profpass__heap_column c = table->columns[i];
        size_t width = strlen(cell(table, sums, c).text);
        size_t least = strlen(table->headings[c]);
        table->shown[c] |= says_something(sums, c);
        width = width < least ? least : width;
        if (table->widths[c] < width)
            table->widths[c] = width;
    }
}

/* ---- rows ---- */

void profpass__heap_table_style(const profpass__heap_table *table,
                                const char *code)
{
    if (table->color)
        profpass__print(table->t, "\033[%sm", code);
}

void profpass__heap_table_head(const profpass__heap_table *table,
                               const char *what)
{
    profpass__heap_table_style(table, "1");
    for (size_t i = 0; i < table->n_columns; i++) {
        profpass__heap_column c = table->columns[i];
        if (table->shown[c])
            profpass__right(table->t, table->headings[c],
                            table->widths[c] + GAP);
    }
    profpass__blanks(table->t, GAP);
    profpass__puts(table->t, what);
    profpass__heap_table_style(table, "0");
    profpass__puts(table->t, "\n");
}

void profpass__heap_table_put(const profpass__heap_table *table,
                              const profpass__heap_sums *sums)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        profpass__heap_column c = table->columns[i];
        if (table->shown[c])
            profpass__right(table->t, cell(table, sums, c).text,
                            table->widths[c] + GAP);
    }
    profpass__blanks(table->t, GAP);
}

size_t profpass__heap_table_width(const profpass__heap_table *table)
{
    size_t n = GAP;
    for (size_t i = 0; i < table->n_columns; i++)
        if (table->shown[table->columns[i]])
            n += table->widths[table->columns[i]] + GAP;
    return n;
}
