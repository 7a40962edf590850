/* write_lines.c - the line tables: memory_profiler's columns, mended
 *
 *     Filename: demo.c
 *     Function: f (3 calls, 41.2 ms total, 38.9 ms self), line 12
 *
 *     Line #    Mem usage    Increment  Occurrences   Line Contents
 *     =============================================================
 *         12    1.50 KiB     0.00 KiB            3   int f(void) {
 *
 * A table covers its function's lines from the first to the last, and then
 * those of other files that were compiled into it. Lines with code that never
 * ran have 0 occurrences; lines without code have none. One unit a table.
 */
#include <string.h>

#include "failure.h"
#include "profpass/abi.h"
#include "source.h"
#include "text.h"
#include "writers.h"

/* ---- columns ----------------------------------------------------------------
 */

/* What one may ask for beside the standard columns. */
typedef enum extra {
    EXTRA_PEAK,
    EXTRA_ALLOCATIONS,
    EXTRA_BYTES,
    EXTRA_LIVE,
    EXTRA_AT_PEAK,
    N_EXTRAS
} extra;

static const struct {
    const char *name, *heading;
} extras[N_EXTRAS] = {
    [EXTRA_PEAK] = {"peak", "Peak"},
    [EXTRA_ALLOCATIONS] = {"allocations", "Allocations"},
    [EXTRA_BYTES] = {"bytes", "Allocated"},
    [EXTRA_LIVE] = {"live", "Live"},
    [EXTRA_AT_PEAK] = {"at_peak", "At peak"},
};

enum {
    COLUMN_USAGE,
    COLUMN_INCREMENT,
    COLUMN_OCCURRENCES,
    COLUMN_EXTRA, /* the first of N_EXTRAS */
    N_COLUMNS = COLUMN_EXTRA + N_EXTRAS
};

typedef struct line_table {
    profpass__text *t;
    const profpass_model *m;
    const profpass_text_options *options;
    const profpass_function_stats *function;
    profpass__source_text *source;
    const profpass__unit *asked_unit; /* NULL: fit each table */
    const profpass__unit *unit;
    int precision;
    bool show[N_COLUMNS];
    size_t width[N_COLUMNS];
} line_table;

static profpass_status read_columns(const char *columns, bool show[N_COLUMNS],
                                    profpass_error *err)
{
    while (columns != NULL && *columns != '\0') {
        size_t n = strcspn(columns, ",");
        bool all = n == 3 && strncmp(columns, "all", n) == 0, found = all;
        for (size_t i = 0; i < N_EXTRAS; i++) {
            bool named = strlen(extras[i].name) == n &&
                         strncmp(columns, extras[i].name, n) == 0;
            show[COLUMN_EXTRA + i] |= all || named;
            found |= named;
        }
        if (!found)
            return profpass__fail(
                err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                "no column \"%.*s\": peak, allocations, bytes, live, at_peak "
                "or all",
                n < 40 ? (int)n : 40, columns);
        columns += columns[n] == ',' ? n + 1 : n;
    }
    return PROFPASS_OK;
}

static bool column_is_bytes(size_t column)
{
    return column != COLUMN_OCCURRENCES &&
           column != COLUMN_EXTRA + EXTRA_ALLOCATIONS;
}

static uint64_t column_value(const profpass_line_stats *row, size_t column)
{
    switch (column) {
    case COLUMN_USAGE:
        return row->usage_bytes;
    case COLUMN_INCREMENT: /* its magnitude */
        return row->increment_bytes < 0 ? 0 - (uint64_t)row->increment_bytes
                                        : (uint64_t)row->increment_bytes;
    case COLUMN_OCCURRENCES:
        return row->occurrences;
    case COLUMN_EXTRA + EXTRA_PEAK:
        return row->peak_bytes;
    case COLUMN_EXTRA + EXTRA_ALLOCATIONS:
        return row->allocations;
    case COLUMN_EXTRA + EXTRA_BYTES:
        return row->allocated_bytes;
    case COLUMN_EXTRA + EXTRA_LIVE:
        return row->live_bytes;
    default:
        return row->live_at_peak_bytes;
    }
}

static bool holds_bytes(const profpass_line_stats *row)
{
    return row->allocations != 0 || row->live_bytes != 0 ||
           row->live_at_peak_bytes != 0;
}

/* A line that never ran has no level; one that allocated nothing, no bytes; and
 * a row without line holds bytes only. */
static bool has_cell(const profpass_line_stats *row, size_t column)
{
    if (column >= COLUMN_EXTRA + EXTRA_ALLOCATIONS)
        return holds_bytes(row);
    return row->line != 0 &&
           (row->occurrences != 0 || column == COLUMN_OCCURRENCES ||
            column_value(row, column) != 0);
}

static profpass__number cell(const line_table *table,
                             const profpass_line_stats *row, size_t column)
{
    if (!has_cell(row, column))
        return (profpass__number){""};
    profpass__number number;
    uint64_t value = column_value(row, column);
    if (!column_is_bytes(column))
        return profpass__decimal(value, 1, 0);
    if (column == COLUMN_INCREMENT)
        number = profpass__signed_decimal(
            row->increment_bytes, table->unit->bytes, table->precision, false);
    else
        number = profpass__decimal(value, table->unit->bytes, table->precision);
    size_t n = strlen(number.text);
    snprintf(number.text + n, sizeof number.text - n, " %s", table->unit->name);
    return number;
}

/* Choose the unit and the widths so that every row fits. */
static void lay_out(line_table *table)
{
    const profpass_text_options *options = table->options;
    static const size_t widths[N_COLUMNS] = {12, 12, 11, 12, 11, 12, 12, 12};
    const profpass_line_stats *rows =
        table->m->lines + table->function->first_line_row;
    uint32_t n_rows = table->function->n_line_rows;
    uint64_t most = 0;
    for (size_t c = 0; c < N_COLUMNS; c++) {
        for (uint32_t i = 0; i < n_rows; i++)
            if (table->show[c] && column_is_bytes(c) && has_cell(&rows[i], c) &&
                column_value(&rows[i], c) > most)
                most = column_value(&rows[i], c);
    }
    table->unit = table->asked_unit != NULL ? table->asked_unit
                                            : profpass__fitting_unit(most);
    table->precision = table->unit->bytes == 1  ? 0
                       : options->precision > 0 ? options->precision - 1
                                                : 2;
    if (table->precision > 9)
        table->precision = 9;
    for (size_t c = 0; c < N_COLUMNS; c++) {
        table->width[c] = widths[c];
        for (uint32_t i = 0; i < n_rows; i++) {
            size_t n = strlen(cell(table, &rows[i], c).text);
            if (table->show[c] && n > table->width[c])
                table->width[c] = n;
        }
    }
}

/* ---- rows -------------------------------------------------------------------
 */

static void style(const line_table *table, const char *code)
{
    if (table->options->color)
        profpass__print(table->t, "\033[%sm", code);
}

/* Put the cells of a row, or of the heading. Return the blanks up to the source
 * text, which are not put, so that rows without it end where they end. */
static size_t put_cells(const line_table *table, const char *label,
                        const profpass_line_stats *row, bool heading)
{
    static const char *const headings[] = {"Mem usage", "Increment",
                                           "Occurrences"};
    size_t blanks = 0;
    profpass__right(table->t, label, 6);
    for (size_t c = 0; c < N_COLUMNS; c++) {
        if (!table->show[c])
            continue;
        blanks += c < COLUMN_OCCURRENCES ? 1 : 2;
        const char *title =
            c < COLUMN_EXTRA ? headings[c] : extras[c - COLUMN_EXTRA].heading;
        profpass__number number = {""};
        if (row != NULL)
            number = cell(table, row, c);
        const char *text = heading ? title : number.text;
        if (text[0] == '\0') {
            blanks += table->width[c];
            continue;
        }
        profpass__blanks(table->t, blanks);
        profpass__right(table->t, text, table->width[c]);
        blanks = 0;
    }
    return blanks + 3;
}

static void put_row(const line_table *table, uint32_t line,
                    const profpass_line_stats *row)
{
    char label[16] = "";
    size_t n;
    if (line != 0)
        snprintf(label, sizeof label, "%u", line);
    const char *text = profpass__source_line(table->source, line, &n);
    bool dim = row == NULL || (row->occurrences == 0 && row->line != 0);
    if (dim)
        style(table, "2");
    size_t blanks = put_cells(table, label, row, false);
    if (line == 0) {
        text = "<no line of this function was running>";
        n = strlen(text);
    }
    if (n != 0) {
        profpass__blanks(table->t, blanks);
        profpass__put(table->t, text, n);
    }
    if (dim)
        style(table, "0");
    profpass__puts(table->t, "\n");
}

static void put_heading(const line_table *table)
{
    size_t n = 6 + 3 + strlen("Line Contents");
    for (size_t c = 0; c < N_COLUMNS; c++)
        if (table->show[c])
            n += table->width[c] + (c < COLUMN_OCCURRENCES ? 1 : 2);
    style(table, "1");
    profpass__blanks(table->t, put_cells(table, "Line #", NULL, true));
    profpass__puts(table->t, "Line Contents");
    style(table, "0");
    profpass__puts(table->t, "\n");
    for (; n != 0; n--)
        profpass__puts(table->t, "=");
    profpass__puts(table->t, "\n");
}

/* A source that cannot be read, or was written after the program started, is
 * not what ran. */
static void put_source_notes(const line_table *table, const char *file,
                             bool loaded)
{
    uint64_t start = table->m->program.start_unix_ns;
    if (!loaded) {
        profpass__puts(table->t, "Source not found: ");
        profpass__put_safe(table->t, file);
        profpass__puts(table->t, "; only lines with data are shown\n");
    } else if (start != 0 && table->source->changed_unix_ns > start) {
        profpass__puts(table->t, "Warning: source changed since the run: ");
        profpass__put_safe(table->t, file);
        profpass__puts(table->t, "\n");
    }
}

/* Put the rows from *row on that are of one file; of the function's own file
 * also the lines of its range without data. */
static void put_rows_of_file(const line_table *table, const char *file,
                             const profpass_line_stats **row,
                             const profpass_line_stats *end)
{
    const profpass_function_stats *f = table->function;
    uint32_t line = 0, last = 0;
    if (strcmp(file, f->file) == 0 && f->line != 0) {
        line = f->line;
        last = f->last_line < table->source->n_lines ? f->last_line
                                                     : table->source->n_lines;
    }
    for (;;) {
        bool has_row = *row < end && strcmp((*row)->file, file) == 0;
        bool in_range = line != 0 && line <= last;
        if (has_row && (!in_range || (*row)->line <= line)) {
            put_row(table, (*row)->line, *row);
            if (in_range && (*row)->line == line)
                line++;
            ++*row;
        } else if (in_range) {
            put_row(table, line++, NULL);
        } else if (!has_row) {
            return;
        }
    }
}

/* Put the rows of the function's own file, then those of the others. */
static void put_rows(line_table *table)
{
    const profpass_function_stats *f = table->function;
    const profpass_line_stats *first = table->m->lines + f->first_line_row;
    const profpass_line_stats *end = first + f->n_line_rows, *row = first;
    while (row < end && strcmp(row->file, f->file) != 0)
        row++;
    put_rows_of_file(table, f->file, &row, end);
    for (row = first; row < end;) {
        const char *file = row->file;
        if (row->line == 0) { /* shown if its bytes are */
            bool any = false;
            for (size_t c = COLUMN_EXTRA; c < N_COLUMNS; c++)
                any |= table->show[c];
            if (any)
                put_row(table, 0, row);
            row++;
        } else if (strcmp(file, f->file) == 0) {
            row++;
        } else {
            bool loaded =
                profpass__source_load(table->source, f->directory, file);
            profpass__puts(table->t, "from ");
            profpass__put_safe(table->t, file);
            profpass__puts(table->t, ":\n");
            put_source_notes(table, file, loaded);
            put_rows_of_file(table, file, &row, end);
        }
    }
}

/* ---- tables -----------------------------------------------------------------
 */

profpass_status profpass__read_unit(const char *name,
                                    const profpass__unit **unit,
                                    profpass_error *err)
{
    *unit = name == NULL ? NULL : profpass__unit_named(name);
    if (name == NULL || *unit != NULL)
        return PROFPASS_OK;
    return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                          "no unit \"%.40s\": B, KiB, MiB or GiB", name);
}

bool profpass__shows_function(const profpass_function_stats *function,
                              const profpass_text_options *options)
{
    if (options->function != NULL &&
        !profpass__glob(options->function, function->name))
        return false;
    return (function->calls != 0 || options->all) &&
           (function->flags &
            (PROFPASS_FUNCTION_MARKED | PROFPASS_FUNCTION_LINES)) != 0;
}

static void put_count(profpass__text *t, uint64_t n, const char *words)
{
    if (n != 0)
        profpass__print(t, ", %llu %s", (unsigned long long)n, words);
}

static void put_title(const line_table *table)
{
    const profpass_function_stats *f = table->function;
    profpass__text *t = table->t;
    profpass__puts(t, "Filename: ");
    profpass__put_safe(t, f->file);
    profpass__puts(t, "\nFunction: ");
    style(table, "1");
    profpass__put_safe(t, f->name);
    style(table, "0");
    profpass__print(t, " (%llu call%s", (unsigned long long)f->calls,
                    f->calls == 1 ? "" : "s");
    if (f->primitive_calls != f->calls)
        put_count(t, f->primitive_calls, "primitive");
    put_count(t, f->unwound, "unwound");
    put_count(t, f->open, "still running");
    if (strcmp(table->m->program.timing, "off") != 0) {
        profpass__print(t, ", %s total", profpass__duration(f->total_ns).text);
        profpass__print(t, ", %s self", profpass__duration(f->self_ns).text);
    }
    profpass__print(t, "), line %u\n", f->line);
}

static void put_table(line_table *table)
{
    const profpass_function_stats *f = table->function;
    lay_out(table);
    bool has_lines = (f->flags & PROFPASS_FUNCTION_LINES) != 0;
    bool loaded = has_lines &&
                  profpass__source_load(table->source, f->directory, f->file);
    put_title(table);
    if (!has_lines || f->line == 0) {
        profpass__puts(table->t, "No lines: it was compiled without line "
                                 "information; compile with -g\n\n");
        return;
    }
    put_source_notes(table, f->file, loaded);
    profpass__puts(table->t, "\n");
    put_heading(table);
    put_rows(table);
    profpass__puts(table->t, "\n");
}

profpass_status profpass__put_lines(profpass__text *t, const profpass_model *m,
                                    const profpass_text_options *options,
                                    profpass_error *err)
{
    profpass__source_text source = {0};
    line_table table = {
        .t = t,
        .m = m,
        .options = options,
        .source = &source,
        .show = {[COLUMN_USAGE] = true,
                 [COLUMN_INCREMENT] = true,
                 [COLUMN_OCCURRENCES] = true},
    };
    profpass_status status = read_columns(options->columns, table.show, err);
    if (status == PROFPASS_OK)
        status = profpass__read_unit(options->unit, &table.asked_unit, err);
    for (uint32_t i = 0; status == PROFPASS_OK && i < m->n_functions; i++) {
        table.function = &m->functions[i];
        if (profpass__shows_function(table.function, options))
            put_table(&table);
    }
    profpass__source_done(&source);
    return status;
}

profpass_status profpass_write_lines(const profpass_profile *profile,
                                     const profpass_text_options *options,
                                     const profpass_sink *out,
                                     profpass_error *err)
{
    const profpass_model *m = profpass_get_model(profile);
    profpass__text t;
    profpass__text_init(&t, out);
    profpass_status status = options->compat
                                 ? profpass__put_compat(&t, m, options, err)
                                 : profpass__put_lines(&t, m, options, err);
    return status != PROFPASS_OK ? status : profpass__text_done(&t, err);
}
