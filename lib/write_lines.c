/* write_lines.c - the line tables: memory_profiler's columns, mended
 *
 *     Filename: demo.c
 *     Function: f (3 calls, 41.2 ms total, 38.9 ms self), line 12
 *
 *     Line #    Mem usage    Increment  Occurrences   Line Contents
 *     =============================================================
 *         12    1.50 KiB     0.00 KiB            3   int f(void) {
 *
 * With profpass_text_options.streams the tables of functions whose mark says
 * stream=PATH go there; their titles stay, and say so.
 *
 * A table covers its function's lines from the first to the last, and then
 * those of other files that were compiled into it. Lines with code that never
 * ran have 0 occurrences; lines without code have none. One unit a table.
 */
#include <string.h>

#include "line_columns.h"
#include "mark.h"
#include "profpass/abi.h"
#include "shown.h"
#include "source.h"
#include "text.h"
#include "writers.h"

typedef struct line_table {
    profpass__text *t;
    const profpass_model *m;
    const profpass_text_options *options;
    const profpass_function_stats *function;
    profpass__source_text *source;
    profpass__columns columns;
} line_table;

static void style(const line_table *table, const char *code)
{
    if (table->options->color)
        profpass__print(table->t, "\033[%sm", code);
}

static void mark_line(const line_table *table, uint32_t line,
                      const profpass_line_stats *row, const char *source,
                      size_t n_bytes)
{
    static const profpass_line_stats none;
    const profpass_line_stats *figures = row != NULL ? row : &none;
    const profpass_report_row marked = {
        .kind = PROFPASS_REPORT_LINE,
        .function = table->function->name,
        .file = row != NULL ? row->file : table->function->file,
        .line = line,
        .occurrences = figures->occurrences,
        .increment_bytes = figures->increment_bytes,
        .usage_bytes = figures->usage_bytes,
        .peak_bytes = figures->peak_bytes};
    profpass__mark_row(table->t, &marked, source, n_bytes);
}

static void put_row(const line_table *table, uint32_t line,
                    const profpass_line_stats *row)
{
    char label[16] = "";
    size_t n;
    if (line != 0)
        snprintf(label, sizeof label, "%u", line);
    const char *text = profpass__source_line(table->source, line, &n);
    mark_line(table, line, row, text, n);
    bool dim = row == NULL || (row->occurrences == 0 && row->line != 0);
    if (dim)
        style(table, "2");
    size_t blanks =
        profpass__columns_put(&table->columns, table->t, label, row, false);
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
    static const char last[] = "Line Contents";
    style(table, "1");
    profpass__blanks(table->t, profpass__columns_put(&table->columns, table->t,
                                                     "Line #", NULL, true));
    profpass__puts(table->t, last);
    style(table, "0");
    profpass__puts(table->t, "\n");
    size_t n = profpass__columns_width(&table->columns) + strlen(last);
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
            if (profpass__columns_show_bytes(&table->columns))
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

/* ---- tables ---- */

/* What a run left out was not "never called"; a region has no lines. */
static bool has_anything(const profpass_function_stats *function,
                         const profpass_text_options *options)
{
    return (function->flags & PROFPASS_FUNCTION_REGION) == 0 &&
           (function->calls != 0 ||
            (options->all &&
             (function->flags & PROFPASS_FUNCTION_UNSELECTED) == 0)) &&
           (function->flags &
            (PROFPASS_FUNCTION_MARKED | PROFPASS_FUNCTION_LINES)) != 0;
}

bool profpass__shows_function(const profpass_function_stats *function,
                              const profpass_text_options *options)
{
    return has_anything(function, options) &&
           profpass__is_wanted(function, options, NULL);
}

/* Functions without line information have a title only. */
static bool has_table(const profpass_function_stats *function,
                      const profpass_text_options *options)
{
    return profpass__shows_function(function, options) &&
           (function->flags & PROFPASS_FUNCTION_LINES) != 0 &&
           function->line != 0;
}

static void put_count(profpass__text *t, uint64_t n, const char *words)
{
    if (n != 0)
        profpass__print(t, ", %llu %s", (unsigned long long)n, words);
}

void profpass__mark_function(profpass__text *t,
                             const profpass_function_stats *function,
                             profpass_report_kind kind)
{
    const profpass_report_row marked = {.kind = kind,
                                        .function = function->name,
                                        .file = function->file,
                                        .line = function->line,
                                        .occurrences = function->calls,
                                        .self_ns = function->self_ns,
                                        .total_ns = function->total_ns};
    profpass__mark_row(t, &marked, NULL, 0);
}

static void put_title(const line_table *table)
{
    const profpass_function_stats *f = table->function;
    profpass__text *t = table->t;
    profpass__puts(t, "Filename: ");
    profpass__put_safe(t, f->file);
    profpass__puts(t, "\n");
    profpass__mark_function(t, f, PROFPASS_REPORT_FUNCTION);
    profpass__puts(t, "Function: ");
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

/* Put the title, and what there is to say of its source, and the rows. */
static void put_whole(line_table *table)
{
    const profpass_function_stats *f = table->function;
    bool loaded = profpass__source_load(table->source, f->directory, f->file);
    put_title(table);
    put_source_notes(table, f->file, loaded);
    profpass__puts(table->t, "\n");
    put_heading(table);
    put_rows(table);
    profpass__puts(table->t, "\n");
}

/* Put a table where its function's mark says, and return that place's name;
 * NULL if it says nothing or that fails. */
static const char *put_to_stream(const line_table *table)
{
    const profpass_streams *streams = table->options->streams;
    size_t n_bytes = 0;
    const char *pattern = streams == NULL
                              ? NULL
                              : profpass__mark_value(table->function->options,
                                                     "stream", &n_bytes);
    const profpass_sink *sink =
        pattern == NULL ? NULL
                        : streams->begin(streams->context, pattern, n_bytes);
    if (sink == NULL)
        return NULL;
    profpass_text_options plain = *table->options;
    profpass__text t;
    line_table there = *table;
    plain.color = false;
    there.options = &plain;
    there.t = &t;
    profpass__text_init(&t, sink);
    put_whole(&there);
    profpass__text_done(&t, NULL);
    return streams->end(streams->context);
}

static void put_table(line_table *table)
{
    const profpass_function_stats *f = table->function;
    if (!has_table(f, table->options)) {
        put_title(table);
        profpass__puts(table->t, profpass__mark_is(f->options, "lines", "off")
                                     ? "No lines: its mark says lines=off\n\n"
                                     : "No lines: it was compiled without line "
                                       "information; compile with -g\n\n");
        return;
    }
    if (table->options->precision == 0)
        table->columns.asked_precision = profpass__mark_precision(f->options);
    profpass__columns_fit(&table->columns, table->m->lines + f->first_line_row,
                          f->n_line_rows, NULL, NULL);
    const char *place = put_to_stream(table);
    if (place == NULL) {
        put_whole(table);
        return;
    }
    put_title(table);
    profpass__puts(table->t, "Lines: in ");
    profpass__put_safe(table->t, place);
    profpass__puts(table->t, "\n\n");
}

/* Say whether a row is in none of the tables of functions. */
static bool is_elsewhere(const void *context, const profpass_line_stats *row)
{
    const line_table *table = context;
    if (row->line != 0 || !profpass__row_holds_bytes(row))
        return false;
    return row->function == PROFPASS_NONE ||
           !has_table(&table->m->functions[row->function], table->options);
}

/* Put the bytes of no line, so that the tables add up to the process. */
static void put_elsewhere(line_table *table)
{
    const profpass_model *m = table->m;
    if (table->options->precision == 0)
        table->columns.asked_precision = -1;
    profpass__columns_fit(&table->columns, m->lines, m->n_lines, is_elsewhere,
                          table);
    profpass__puts(table->t, "Function: <no instrumented line>\n\n");
    put_heading(table);
    for (uint32_t i = 0; i < m->n_lines; i++) {
        const profpass_line_stats *row = &m->lines[i];
        if (!is_elsewhere(table, row))
            continue;
        const profpass_report_row marked = {
            .kind = PROFPASS_REPORT_LINE,
            .function = row->function == PROFPASS_NONE
                            ? NULL
                            : m->functions[row->function].name};
        profpass__mark_row(table->t, &marked, NULL, 0);
        profpass__blanks(
            table->t,
            profpass__columns_put(&table->columns, table->t, "", row, false));
        if (row->function == PROFPASS_NONE) {
            profpass__puts(table->t, "<no instrumented caller>\n");
            continue;
        }
        const profpass_function_stats *f = &m->functions[row->function];
        profpass__put_safe(table->t, f->name);
        profpass__puts(table->t, ", ");
        profpass__put_safe(table->t, f->file);
        profpass__print(table->t, ":%u\n", f->line);
    }
    profpass__puts(table->t, "\n");
}

profpass_status profpass__put_lines(profpass__text *t, const profpass_model *m,
                                    const profpass_text_options *options,
                                    profpass_error *err)
{
    profpass__source_text source = {0};
    line_table table = {.t = t, .m = m, .options = options, .source = &source};
    profpass_status status =
        profpass__columns_read(&table.columns, options, err);
    if (status != PROFPASS_OK)
        return status;
    bool elsewhere = false;
    for (uint32_t i = 0; i < m->n_functions; i++) {
        table.function = &m->functions[i];
        if (profpass__shows_function(table.function, options))
            put_table(&table);
    }
    for (uint32_t i = 0; i < m->n_lines && !elsewhere; i++)
        elsewhere = is_elsewhere(&table, &m->lines[i]);
    if (elsewhere && options->function == NULL &&
        profpass__columns_show_bytes(&table.columns))
        put_elsewhere(&table);
    profpass__source_done(&source);
    return PROFPASS_OK;
}

/* Tell, behind the tables, what they leave out. */
static void put_left_out(profpass__text *t, const profpass_model *m,
                         const profpass_text_options *options)
{
    profpass__hidden hidden = {0};
    for (uint32_t i = 0; i < m->n_functions; i++)
        if (has_anything(&m->functions[i], options))
            profpass__is_wanted(&m->functions[i], options, &hidden);
    profpass__put_hidden(t, options, &hidden);
    profpass__put_unrecorded(t, m);
}

profpass_status profpass_write_lines(const profpass_profile *profile,
                                     const profpass_text_options *options,
                                     const profpass_sink *out,
                                     profpass_error *err)
{
    const profpass_model *m = profpass_get_model(profile);
    profpass__text t;
    profpass__text_init(&t, out);
    profpass_status status = profpass__check_shown(options, err);
    if (status == PROFPASS_OK)
        status = options->compat ? profpass__put_compat(&t, m, options, err)
                                 : profpass__put_lines(&t, m, options, err);
    if (status == PROFPASS_OK && !options->compat)
        put_left_out(&t, m, options);
    return status != PROFPASS_OK ? status : profpass__text_done(&t, err);
}
