/* line_columns.c - the columns of line tables: what a cell says, how wide */
#include "line_columns.h"

#include <string.h>

#include "failure.h"

enum {
    USAGE = PROFPASS__COLUMN_USAGE,
    INCREMENT = PROFPASS__COLUMN_INCREMENT,
    OCCURRENCES = PROFPASS__COLUMN_OCCURRENCES,
    PEAK = PROFPASS__COLUMN_PEAK,
    ALLOCATIONS = PROFPASS__COLUMN_ALLOCATIONS,
    BYTES = PROFPASS__COLUMN_BYTES,
    LIVE = PROFPASS__COLUMN_LIVE,
    AT_PEAK = PROFPASS__COLUMN_AT_PEAK,
    TEMPORARY = PROFPASS__COLUMN_TEMPORARY,
    REMOTE = PROFPASS__COLUMN_REMOTE,
    MOVED = PROFPASS__COLUMN_MOVED,
    N_COLUMNS = PROFPASS__N_COLUMNS,
};

/* name: by which it is asked for, NULL if it always stands; gap: blanks before
 * it. memory_profiler's columns stand where they stand there. */
static const struct {
    const char *name, *heading;
    size_t gap, width;
} kinds[N_COLUMNS] = {
    [USAGE] = {NULL, "Mem usage", 1, 12},
    [INCREMENT] = {NULL, "Increment", 1, 12},
    [OCCURRENCES] = {NULL, "Occurrences", 2, 11},
    [PEAK] = {"peak", "Peak", 1, 12},
    [ALLOCATIONS] = {"allocations", "Allocations", 2, 11},
    [BYTES] = {"bytes", "Allocated", 1, 12},
    [LIVE] = {"live", "Live", 1, 12},
    [AT_PEAK] = {"at_peak", "At peak", 1, 12},
    [TEMPORARY] = {"temporary", "Temporary", 2, 11},
    [REMOTE] = {"remote", "Remote", 2, 11},
    [MOVED] = {"moved", "Moved", 1, 12},
};

/* Where the source text stands after the last column. */
static const size_t text_gap = 3;

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

profpass_status profpass__columns_read(profpass__columns *columns,
                                       const profpass_text_options *options,
                                       profpass_error *err)
{
    *columns = (profpass__columns){
        .asked_precision =
            options->precision > 10 ? 9 : options->precision - 1};
    for (size_t c = 0; c < N_COLUMNS; c++)
        columns->show[c] = kinds[c].name == NULL;
    const char *names = options->columns;
    while (names != NULL && *names != '\0') {
        size_t n = strcspn(names, ",");
        bool all = n == 3 && strncmp(names, "all", n) == 0, found = all;
        for (size_t c = 0; c < N_COLUMNS; c++) {
            bool named = kinds[c].name != NULL && strlen(kinds[c].name) == n &&
                         strncmp(names, kinds[c].name, n) == 0;
            columns->show[c] |= all || named;
            found |= named;
        }
        if (!found)
            return profpass__fail(
                err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                "no column \"%.*s\": peak, allocations, bytes, live, at_peak, "
                "temporary, remote, moved or all",
                n < 40 ? (int)n : 40, names);
        names += names[n] == ',' ? n + 1 : n;
    }
    return profpass__read_unit(options->unit, &columns->asked_unit, err);
}

static bool is_bytes(size_t column)
{
    return column != OCCURRENCES && column != ALLOCATIONS &&
           column != TEMPORARY && column != REMOTE;
}

static uint64_t value_of(const profpass_line_stats *row, size_t column)
{
    switch (column) {
    case USAGE:
        return row->usage_bytes;
    case INCREMENT: /* its magnitude */
        return row->increment_bytes < 0 ? 0 - (uint64_t)row->increment_bytes
                                        : (uint64_t)row->increment_bytes;
    case OCCURRENCES:
        return row->occurrences;
    case PEAK:
        return row->peak_bytes;
    case ALLOCATIONS:
        return row->allocations;
    case BYTES:
        return row->allocated_bytes;
    case LIVE:
        return row->live_bytes;
    case AT_PEAK:
        return row->live_at_peak_bytes;
    case TEMPORARY:
        return row->temporaries;
    case REMOTE:
        return row->remote_frees;
    default:
        return row->moved_in_bytes;
    }
}

bool profpass__row_holds_bytes(const profpass_line_stats *row)
{
    return row->allocations != 0 || row->live_bytes != 0 ||
           row->live_at_peak_bytes != 0;
}

bool profpass__columns_show_bytes(const profpass__columns *columns)
{
    for (size_t c = ALLOCATIONS; c < N_COLUMNS; c++)
        if (columns->show[c])
            return true;
    return false;
}

/* A line that never ran has no level; one that allocated nothing, no bytes; and
 * a row without line holds bytes only. */
static bool has_cell(const profpass_line_stats *row, size_t column)
{
    if (column >= ALLOCATIONS)
        return profpass__row_holds_bytes(row);
    return row->line != 0 && (row->occurrences != 0 || column == OCCURRENCES ||
                              value_of(row, column) != 0);
}

static profpass__number cell(const profpass__columns *columns,
                             const profpass_line_stats *row, size_t column)
{
    if (!has_cell(row, column))
        return (profpass__number){""};
    profpass__number number;
    uint64_t value = value_of(row, column);
    if (!is_bytes(column))
        return profpass__decimal(value, 1, 0);
    if (column == INCREMENT)
        number =
            profpass__signed_decimal(row->increment_bytes, columns->unit->bytes,
                                     columns->precision, false);
    else
        number =
            profpass__decimal(value, columns->unit->bytes, columns->precision);
    size_t n = strlen(number.text);
    snprintf(number.text + n, sizeof number.text - n, " %s",
             columns->unit->name);
    return number;
}

void profpass__columns_fit(profpass__columns *columns,
                           const profpass_line_stats *rows, uint32_t n,
                           profpass__in_table_fn *in_table, const void *context)
{
    uint64_t most = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (in_table != NULL && !in_table(context, &rows[i]))
            continue;
        for (size_t c = 0; c < N_COLUMNS; c++)
            if (columns->show[c] && is_bytes(c) && has_cell(&rows[i], c) &&
                value_of(&rows[i], c) > most)
                most = value_of(&rows[i], c);
    }
    columns->unit = columns->asked_unit != NULL ? columns->asked_unit
                                                : profpass__fitting_unit(most);
    columns->precision = columns->unit->bytes == 1 ? 0
                         : columns->asked_precision >= 0
                             ? columns->asked_precision
                             : 2;
    for (size_t c = 0; c < N_COLUMNS; c++)
        columns->width[c] = kinds[c].width;
    for (uint32_t i = 0; i < n; i++) {
        if (in_table != NULL && !in_table(context, &rows[i]))
            continue;
        for (size_t c = 0; c < N_COLUMNS; c++) {
            size_t width = strlen(cell(columns, &rows[i], c).text);
            if (width > columns->width[c])
                columns->width[c] = width;
        }
    }
}

size_t profpass__columns_put(const profpass__columns *columns,
                             profpass__text *t, const char *label,
                             const profpass_line_stats *row, bool heading)
{
    size_t blanks = 0;
    profpass__right(t, label, 6);
    for (size_t c = 0; c < N_COLUMNS; c++) {
        if (!columns->show[c])
            continue;
        profpass__number number = {""};
        if (row != NULL)
            number = cell(columns, row, c);
        const char *text = heading ? kinds[c].heading : number.text;
        blanks += kinds[c].gap;
        if (text[0] == '\0') {
            blanks += columns->width[c];
            continue;
        }
        profpass__blanks(t, blanks);
        profpass__right(t, text, columns->width[c]);
        blanks = 0;
    }
    return blanks + text_gap;
}

size_t profpass__columns_width(const profpass__columns *columns)
{
    size_t n = 6 + text_gap;
    for (size_t c = 0; c < N_COLUMNS; c++)
        if (columns->show[c])
            n += kinds[c].gap + columns->width[c];
    return n;
}
