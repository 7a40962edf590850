/* write_compat.c - memory_profiler's table, to the character
 *
 *     Filename: example.py
 *
 *     Line #    Mem usage    Increment  Occurrences   Line Contents
 *     =============================================================
 *          3   29.578 MiB    7.633 MiB           1       a = [1] * (10 ** 6)
 *
 * with its faults: the heading's last column is one off, wide numbers push
 * their row, -0.000 is possible, and the increment of the first row is all
 * memory so far. For tools that read this text.
 */
#include <string.h>

#include "line_columns.h"
#include "mark.h"
#include "source.h"
#include "text.h"
#include "writers.h"

static const char heading[] =
    "Line #    Mem usage    Increment  Occurrences   Line Contents";

static void put_memory(profpass__text *t, int64_t n_bytes,
                       const profpass__unit *unit, int precision)
{
    /* At least precision + 4 wide, then the unit, in 12. */
    profpass__number number =
        profpass__signed_decimal(n_bytes, unit->bytes, precision, true);
    size_t n = strlen(number.text), least = (size_t)precision + 4;
    size_t width = (n < least ? least : n) + 1 + strlen(unit->name);
    if (width < 12)
        profpass__blanks(t, 12 - width);
    profpass__right(t, number.text, least);
    profpass__print(t, " %s", unit->name);
}

static void put_row(profpass__text *t, uint32_t line,
                    const profpass_line_stats *row, bool first,
                    const profpass__source_text *source,
                    const profpass__unit *unit, int precision)
{
    profpass__print(t, "%6u ", line);
    if (row == NULL || row->occurrences == 0) {
        profpass__blanks(t, 12 + 1 + 12 + 2 + 10);
    } else {
        int64_t usage = (int64_t)row->usage_bytes;
        put_memory(t, usage, unit, precision);
        profpass__blanks(t, 1);
        put_memory(t, first ? usage : row->increment_bytes, unit, precision);
        profpass__print(t, "  %10llu", (unsigned long long)row->occurrences);
    }
    profpass__blanks(t, 3);
    size_t n;
    const char *text = profpass__source_line(source, line, &n);
    if (text != NULL)
        profpass__put(t, text, n);
    profpass__puts(t, "\n");
}

static void put_function(profpass__text *t, const profpass_model *m,
                         const profpass_function_stats *f,
                         const profpass__source_text *source,
                         const profpass__unit *unit, int precision)
{
    profpass__puts(t, "Filename: ");
    profpass__put_safe(t, f->file);
    profpass__print(t, "\n\n%s\n", heading);
    for (size_t i = 0; i < sizeof heading - 1; i++)
        profpass__puts(t, "=");
    profpass__puts(t, "\n");

    const profpass_line_stats *row = m->lines + f->first_line_row;
    const profpass_line_stats *end = row + f->n_line_rows;
    uint32_t last =
        f->last_line < source->n_lines ? f->last_line : source->n_lines;
    uint32_t line = f->line;
    for (;;) {
        while (row < end && (row->line == 0 || strcmp(row->file, f->file) != 0))
            row++;
        if (row < end && (row->line <= line || line > last)) {
            put_row(t, row->line, row, row->synthetic, source, unit, precision);
            line = row->line >= line ? row->line + 1 : line;
            row++;
        } else if (line <= last) {
            put_row(t, line++, NULL, false, source, unit, precision);
        } else {
            break;
        }
    }
    profpass__puts(t, "\n\n");
}

profpass_status profpass__put_compat(profpass__text *t, const profpass_model *m,
                                     const profpass_text_options *options,
                                     profpass_error *err)
{
    const profpass__unit *unit;
    profpass_status status = profpass__read_unit(
        options->unit != NULL ? options->unit : "MiB", &unit, err);
    if (status != PROFPASS_OK)
        return status;
    int precision = options->precision > 0 ? options->precision - 1 : 3;
    precision = precision > 9 ? 9 : precision;
    profpass__source_text source = {0};
    for (uint32_t i = 0; i < m->n_functions; i++) {
        const profpass_function_stats *f = &m->functions[i];
        if (!profpass__shows_function(f, options) || f->n_line_rows == 0)
            continue;
        int marked = profpass__mark_precision(f->options);
        profpass__source_load(&source, f->directory, f->file);
        put_function(t, m, f, &source, unit,
                     options->precision == 0 && marked >= 0 ? marked
                                                            : precision);
    }
    profpass__source_done(&source);
    return PROFPASS_OK;
}
