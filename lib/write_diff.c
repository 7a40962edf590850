/* write_diff.c - what two runs differ in, the greatest change first
 *
 *     3 of 4 functions differ, by time
 *
 *       before     after    change        %     self  calls  function
 *       100 ns    250 ns   +150 ns  +150.0%  +120 ns     +2  a.c:10(work)
 *            -     40 ns    +40 ns      new   +40 ns     +4  a.c:20(extra)
 *        30 ns         -    -30 ns     gone   -30 ns     -1  a.c:30(old)
 *
 * before and after are of the metric that sorts; the others show their change.
 */
#include <string.h>

#include "diff.h"
#include "failure.h"
#include "order.h"
#include "profpass/glob.h"

typedef struct writing {
    profpass__text t;
    profpass__diff diff;
    const profpass_diff_options *options;
    bool wanted[PROFPASS__N_DIFFS]; /* compared at all */
} writing;

typedef enum rows_of { FUNCTIONS, LINES, CONTEXTS } rows_of;

static const char *const row_words[] = {
    [FUNCTIONS] = "function", [LINES] = "line", [CONTEXTS] = "context"};

/* A table of rows. */
typedef struct table {
    const profpass__diff_row *rows;
    uint32_t *order;
    uint32_t n, n_all;
    unsigned sort;
    bool shown[PROFPASS__N_DIFFS];
    rows_of what;
} table;

enum { WIDTH = 10 };

/* ---- which rows, in what order ---- */

static bool differs(const profpass__diff_row *row, unsigned metric)
{
    return row->figures[0][metric] != row->figures[1][metric];
}

static int compare_rows(const void *context, uint32_t a, uint32_t b)
{
    const table *of = context;
    const profpass__diff_row *x = &of->rows[a], *y = &of->rows[b];
    bool grew;
    int order =
        profpass__compare_u64(profpass__diff_change(y, of->sort, &grew),
                              profpass__diff_change(x, of->sort, &grew));
    for (unsigned k = 0; k < PROFPASS__N_DIFFS && order == 0; k++)
        order = profpass__compare_u64(profpass__diff_change(y, k, &grew),
                                      profpass__diff_change(x, k, &grew));
    if (order == 0)
        order = strcmp(x->file, y->file);
    if (order == 0)
        order = profpass__compare_u64(x->line, y->line);
    return order != 0 ? order : strcmp(x->name, y->name);
}

/* Sort by what was asked for; else by the first metric that differs. */
static unsigned choose_sort(const writing *w, const table *of)
{
    const char *word = w->options->sort;
    unsigned asked = word == NULL ? PROFPASS__N_DIFFS
                                  : profpass__diff_metric(word, strlen(word));
    if (asked < PROFPASS__N_DIFFS &&
        (of->shown[asked] || of->what == FUNCTIONS))
        return asked;
    static const unsigned memory_first[] = {
        PROFPASS__DIFF_BYTES,  PROFPASS__DIFF_LIVE, PROFPASS__DIFF_PEAK,
        PROFPASS__DIFF_ALLOCS, PROFPASS__DIFF_MAX,  PROFPASS__DIFF_CALLS};
    for (unsigned i = 0; i < sizeof memory_first / sizeof *memory_first; i++)
        if (of->what != FUNCTIONS && of->shown[memory_first[i]])
            return memory_first[i];
    unsigned k = 0;
    while (k + 1 < PROFPASS__N_DIFFS && !of->shown[k])
        k++;
    return k;
}

/* List the rows that differ in what is compared. False: no memory. */
static bool select_rows(writing *w, table *of, const profpass__diff_row *rows,
                        uint32_t n_rows)
{
    of->rows = rows;
    of->n_all = n_rows;
    of->order = profpass__arena_array(&w->diff.arena, n_rows, 4);
    uint32_t *room = profpass__arena_array(&w->diff.arena, n_rows, 4);
    if (of->order == NULL || room == NULL)
        return false;
    for (uint32_t i = 0; i < n_rows; i++) {
        bool any =
            rows[i].is_in[0] != rows[i].is_in[1] && of->what == FUNCTIONS;
        for (unsigned k = 0; k < PROFPASS__N_DIFFS; k++)
            if (w->wanted[k] && differs(&rows[i], k))
                of->shown[k] = any = true;
        if (any)
            of->order[of->n++] = i;
    }
    of->sort = choose_sort(w, of);
    profpass__sort(of->order, room, of->n, compare_rows, of);
    return true;
}

/* ---- cells ---- */

static void put_cell(writing *w, const char *text, size_t width)
{
    profpass__right(&w->t, text, width);
    profpass__blanks(&w->t, 1);
}

/* "+150 ns", "-3", "." for none. */
static profpass__number change_text(const profpass__diff_row *row, unsigned k)
{
    bool grew;
    uint64_t change = profpass__diff_change(row, k, &grew);
    profpass__number amount = profpass__diff_amount(k, change), out;
    if (change == 0)
        snprintf(out.text, sizeof out.text, ".");
    else
        snprintf(out.text, sizeof out.text, "%c%.40s", grew ? '+' : '-',
                 amount.text);
    return out;
}

/* "+150.0%", "new", "gone". */
static profpass__number percent_text(const profpass__diff_row *row, unsigned k)
{
    profpass__number out;
    bool grew;
    uint64_t before = row->figures[0][k];
    uint64_t change = profpass__diff_change(row, k, &grew);
    if (!row->is_in[0] || !row->is_in[1])
        snprintf(out.text, sizeof out.text, "%s",
                 row->is_in[0] ? "gone" : "new");
    else if (change == 0 || before == 0)
        snprintf(out.text, sizeof out.text, ".");
    else if (change / before >= 1000)
        snprintf(out.text, sizeof out.text, ">99999%%");
    else
        snprintf(
            out.text, sizeof out.text, "%c%.40s%%", grew ? '+' : '-',
            profpass__decimal(
                (uint64_t)((double)change * 1000 / (double)before + 0.5), 10, 1)
                .text);
    return out;
}

static profpass__number side_text(const profpass__diff_row *row, unsigned k,
                                  unsigned side)
{
    if (row->is_in[side])
        return profpass__diff_amount(k, row->figures[side][k]);
    return (profpass__number){"-"};
}

/* Growth is red, and what shrank green. */
static void put_color(writing *w, const profpass__diff_row *row, unsigned k)
{
    bool grew;
    if (!w->options->color || profpass__diff_change(row, k, &grew) == 0)
        return;
    profpass__puts(&w->t, grew ? "\033[31m" : "\033[32m");
}

static void put_change(writing *w, const char *text,
                       const profpass__diff_row *row, unsigned k, size_t width)
{
    size_t n = strlen(text);
    if (n < width)
        profpass__blanks(&w->t, width - n);
    put_color(w, row, k);
    profpass__puts(&w->t, text);
    bool grew;
    if (w->options->color && profpass__diff_change(row, k, &grew) != 0)
        profpass__puts(&w->t, "\033[0m");
    profpass__blanks(&w->t, 1);
}

/* Put what row i is about, under it the callers of a context, so that they
 * stand below it. */
static void put_place(writing *w, const table *of, uint32_t i, size_t n_blanks)
{
    const profpass__diff_row *row = &of->rows[i];
    bool of_lines = of->what == LINES;
    profpass__blanks(&w->t, 1);
    if (of->what == CONTEXTS) {
        profpass__put_diff_context(&w->t, &w->diff, i, "\n", n_blanks + 3);
        profpass__puts(&w->t, "\n");
        return;
    }
    if (of_lines && row->line == 0) {
        profpass__puts(&w->t, row->name[0] != '\0'
                                  ? "<no line> "
                                  : "<no instrumented caller>");
    } else {
        profpass__put_safe(&w->t, row->file);
        profpass__print(&w->t, of_lines ? ":%u " : ":%u(", row->line);
    }
    profpass__put_safe(&w->t, row->name);
    profpass__puts(&w->t, of_lines ? "\n" : ")\n");
}

static void put_row(writing *w, const table *of, uint32_t i)
{
    const profpass__diff_row *row = &of->rows[i];
    size_t n = 3 * (WIDTH + 1) + 8 + 1; /* characters of the cells */
    put_cell(w, side_text(row, of->sort, 0).text, WIDTH);
    put_cell(w, side_text(row, of->sort, 1).text, WIDTH);
    put_change(w, change_text(row, of->sort).text, row, of->sort, WIDTH);
    put_change(w, percent_text(row, of->sort).text, row, of->sort, 8);
    for (unsigned k = 0; k < PROFPASS__N_DIFFS; k++)
        if (of->shown[k] && k != of->sort) {
            put_change(w, change_text(row, k).text, row, k, WIDTH);
            n += WIDTH + 1;
        }
    put_place(w, of, i, n);
}

static const char *word_of(const table *of, unsigned k)
{
    return of->what == LINES && k == PROFPASS__DIFF_CALLS
               ? "times"
               : profpass__diff_words[k];
}

static void put_table(writing *w, const table *of)
{
    if (of->n == 0)
        return;
    const char *what = row_words[of->what];
    profpass__print(&w->t, "%u of %u %s%s differ%s, by %s\n\n", of->n,
                    of->n_all, what, of->n_all == 1 ? "" : "s",
                    of->n == 1 ? "s" : "", word_of(of, of->sort));
    static const char *const heads[] = {"before", "after", "change"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        put_cell(w, heads[i], WIDTH);
    put_cell(w, "%", 8);
    for (unsigned k = 0; k < PROFPASS__N_DIFFS; k++)
        if (of->shown[k] && k != of->sort)
            put_cell(w, word_of(of, k), WIDTH);
    profpass__print(&w->t, " %s\n", what);
    for (uint32_t i = 0; i < of->n; i++)
        put_row(w, of, of->order[i]);
    profpass__puts(&w->t, "\n");
}

/* What a row of sums is called; time is that of self. NONE: it has no row. */
static unsigned sum_word(const writing *w, unsigned k)
{
    unsigned as = k == PROFPASS__DIFF_SELF ? PROFPASS__DIFF_TIME : k;
    bool wanted = w->wanted[k] || w->wanted[as];
    return k != PROFPASS__DIFF_TIME && wanted && differs(&w->diff.total, k)
               ? as
               : PROFPASS_NONE;
}

/* The sums, a row for each metric that differs. */
static void put_total(writing *w)
{
    const profpass__diff_row *total = &w->diff.total;
    size_t width = 0;
    for (unsigned k = 0; k < PROFPASS__N_DIFFS; k++) {
        unsigned word = sum_word(w, k);
        if (word != PROFPASS_NONE && strlen(profpass__diff_words[word]) > width)
            width = strlen(profpass__diff_words[word]);
    }
    if (width == 0)
        return;
    width = width < 6 ? 6 : width;
    profpass__puts(&w->t, "Total\n\n");
    for (unsigned k = 0; k < PROFPASS__N_DIFFS; k++) {
        unsigned word = sum_word(w, k);
        if (word == PROFPASS_NONE)
            continue;
        profpass__print(&w->t, "%-*s", (int)width + 1,
                        profpass__diff_words[word]);
        put_cell(w, side_text(total, k, 0).text, WIDTH);
        put_cell(w, side_text(total, k, 1).text, WIDTH);
        put_change(w, change_text(total, k).text, total, k, WIDTH);
        profpass__right(&w->t, percent_text(total, k).text, 8);
        profpass__puts(&w->t, "\n");
    }
    profpass__puts(&w->t, "\n");
}

/* ---- options ---- */

/* Read the metrics to compare, "time,calls"; all if there is no list. */
static profpass_status read_metrics(writing *w, profpass_error *err)
{
    const char *at = w->options->metrics;
    const char *sort = w->options->sort;
    for (unsigned k = 0; k < PROFPASS__N_DIFFS; k++)
        w->wanted[k] = at == NULL;
    while (at != NULL) {
        size_t n = strcspn(at, ",");
        unsigned k = profpass__diff_metric(at, n);
        if (k == PROFPASS__N_DIFFS)
            return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                                  "no metric \"%.*s\": " PROFPASS__DIFF_WORDS,
                                  n < 40 ? (int)n : 40, at);
        w->wanted[k] = true;
        at = at[n] == '\0' ? NULL : at + n + 1;
    }
    if (sort == NULL ||
        profpass__diff_metric(sort, strlen(sort)) != PROFPASS__N_DIFFS)
        return PROFPASS_OK;
    return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                          "no sort key \"%.40s\": " PROFPASS__DIFF_WORDS, sort);
}

static profpass_status check_options(writing *w, profpass_error *err)
{
    const profpass_diff_options *o = w->options;
    profpass_status status = read_metrics(w, err);
    if (status == PROFPASS_OK)
        status = profpass__diff_check_limits(o->limits, o->n_limits, err);
    const char *fault = status == PROFPASS_OK && o->function != NULL
                            ? profpass_glob_fault(o->function)
                            : NULL;
    if (fault != NULL)
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "glob \"%.80s\": %s", o->function, fault);
    return status;
}

profpass_status profpass_write_diff(const profpass_diff_side *before,
                                    const profpass_diff_side *after,
                                    const profpass_diff_options *options,
                                    const profpass_sink *out, uint32_t *n_above,
                                    profpass_error *err)
{
    writing w = {.options = options};
    profpass__text_init(&w.t, out);
    profpass_status status = check_options(&w, err);
    if (status != PROFPASS_OK)
        return status;
    table functions = {0}, lines = {.what = LINES};
    table contexts = {.what = CONTEXTS};
    if (!profpass__diff_match(&w.diff, before, after, options->function) ||
        !select_rows(&w, &functions, w.diff.functions, w.diff.n_functions) ||
        !select_rows(&w, &lines, w.diff.lines, w.diff.n_lines) ||
        (options->contexts &&
         !select_rows(&w, &contexts, w.diff.contexts, w.diff.n_contexts))) {
        profpass__diff_done(&w.diff);
        return profpass__fail_memory(err);
    }
    if (options->function != NULL && w.diff.n_functions == 0)
        profpass__puts(&w.t, "No function has such a name.\n");
    else if (functions.n == 0 && lines.n == 0 && contexts.n == 0)
        profpass__puts(&w.t, "No difference.\n");
    put_table(&w, &functions);
    put_table(&w, &lines);
    put_table(&w, &contexts);
    put_total(&w);
    *n_above = profpass__diff_put_above(&w.t, &w.diff, options->limits,
                                        options->n_limits, options->contexts);
    profpass__diff_done(&w.diff);
    return profpass__text_done(&w.t, err);
}
