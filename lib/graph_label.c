/* graph_label.c - what stands in a box and beside an arrow of a call graph
 *
 *     fib:10:work            fib:10:work                 a comparison
 *     96.55%                 96.55% · 1.20 MiB           2.74% + 1.372%
 *     (0.11%)                (0.11% · 12 B)              (1.00%)
 *     4×                     4×                          13 ×/ 13 ×
 *
 * What is in brackets is the function's own.
 */
#include "graph.h"

#include <math.h>
#include <string.h>

#include "failure.h"

#define TIMES "\xc3\x97" /* × */
#define DOT   " \xc2\xb7 "

/* ---- numbers ---- */

/* Put what printf made, with a point for whatever the locale has. */
static void put_printed(profpass__text *t, const char *number)
{
    size_t n = strspn(number, "+-0123456789");
    profpass__put(t, number, n);
    const char *rest = number + n;
    bool is_finite = n > 0 && strchr("0123456789", number[n - 1]) != NULL;
    if (is_finite && *rest != '\0' && *rest != 'e' && *rest != 'E') {
        profpass__puts(t, ".");
        rest += strcspn(rest, "0123456789eE");
    }
    profpass__puts(t, rest);
}

void profpass__graph_put_real(profpass__text *t, double value, int n_decimals)
{
    char number[400];
    snprintf(number, sizeof number, "%.*f", n_decimals, value);
    put_printed(t, number);
}

/* A printf format for one double: text before, %WIDTH.PRECISIONe, text after.
 */
typedef struct format {
    const char *before, *after;
    size_t n_before;
    int width, precision;
    char letter;
} format;

static int read_digits(const char **at)
{
    int value = 0;
    for (; **at >= '0' && **at <= '9' && value < 100; (*at)++)
        value = value * 10 + (**at - '0');
    return value;
}

static bool read_format(const char *text, format *f)
{
    *f = (format){
        .before = text, .n_before = strcspn(text, "%"), .precision = 6};
    const char *at = text + f->n_before;
    if (*at++ != '%')
        return false;
    f->width = read_digits(&at);
    if (*at == '.') {
        at++;
        f->precision = read_digits(&at);
    }
    f->letter = *at;
    bool is_known = *at != '\0' && strchr("efg", *at) != NULL;
    f->after = is_known ? at + 1 : at;
    return is_known && f->width < 100 && f->precision < 100 &&
           strchr(f->after, '%') == NULL;
}

static void put_seconds(profpass__text *t, const profpass_graph *graph,
                        double seconds)
{
    const char *text = graph->options.time_format;
    char number[512];
    format f;
    if (!read_format(text != NULL ? text : "%.7g", &f))
        return; /* refused before */
    char before[64];
    snprintf(before, sizeof before, "%.*s",
             f.n_before < sizeof before ? (int)f.n_before : 63, f.before);
    profpass__graph_put_escaped(t, before);
    if (f.letter == 'e')
        snprintf(number, sizeof number, "%*.*e", f.width, f.precision, seconds);
    else if (f.letter == 'f')
        snprintf(number, sizeof number, "%*.*f", f.width, f.precision, seconds);
    else
        snprintf(number, sizeof number, "%*.*g", f.width, f.precision, seconds);
    size_t n_blanks = strspn(number, " ");
    profpass__blanks(t, n_blanks);
    put_printed(t, number + n_blanks);
    profpass__graph_put_escaped(t, f.after);
}

/* Put an amount of what the graph is weighed by. */
static void put_amount(profpass__text *t, const profpass_graph *graph,
                       double amount)
{
    if (graph->kind == PROFPASS__TIME)
        put_seconds(t, graph, amount);
    else if (profpass__weight_is_bytes(graph->kind))
        profpass__puts(t, profpass__amount((uint64_t)amount).text);
    else
        profpass__print(t, "%llu", (unsigned long long)amount);
}

static void put_percent(profpass__text *t, double ratio)
{
    profpass__graph_put_real(t, ratio * 100, 2);
    profpass__puts(t, "%");
}

/* ---- measures ---- */

typedef struct measure {
    const char *name;
    bool is_self, is_percent;
} measure;

static const measure measures[] = {
    {"self-time", true, false},
    {"self-time-percentage", true, true},
    {"total-time", false, false},
    {"total-time-percentage", false, true},
};
enum { N_MEASURES = sizeof measures / sizeof *measures };

static const measure *find_measure(const char *name)
{
    for (size_t i = 0; i < N_MEASURES; i++)
        if (strcmp(name, measures[i].name) == 0)
            return &measures[i];
    return NULL;
}

profpass_status
profpass__graph_check_labels(const profpass_graph_options *options,
                             profpass_error *err)
{
    format f;
    for (size_t i = 0; i < options->n_labels; i++)
        if (find_measure(options->labels[i]) == NULL)
            return profpass__fail(
                err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                "node-label \"%.40s\": expected self-time, "
                "self-time-percentage, total-time or total-time-percentage",
                options->labels[i]);
    if (options->time_format != NULL && !read_format(options->time_format, &f))
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "time-format \"%.40s\": expected one number as "
                              "printf has it, such as %%.7g or %%.3fs",
                              options->time_format);
    return PROFPASS_OK;
}

static double amount_of(const profpass_graph *graph,
                        const profpass__graph_node *node, bool is_self,
                        int side)
{
    const profpass_stats_row *row = node->row[side];
    if (row == NULL)
        return 0;
    return is_self          ? row->self_s
           : row->has_entry ? row->total_s
                            : node->total_ratio[side] * graph->total[side];
}

/* Put how much more or less: rounded to the tolerance, as 1.372 or 0.5. */
static void put_difference(profpass__text *t, double points, double tolerance)
{
    int n_decimals = (int)-floor(log10(tolerance));
    n_decimals = n_decimals < 1 ? 1 : n_decimals > 15 ? 15 : n_decimals;
    char number[400];
    snprintf(number, sizeof number, "%.*f", n_decimals, points);
    size_t n = strlen(number);
    while (n > 2 && number[n - 1] == '0' && number[n - 2] >= '0' &&
           number[n - 2] <= '9')
        number[--n] = '\0';
    put_printed(t, number);
}

/* Put the change from before to after, if it is one to show. */
static void put_change(profpass__text *t, const profpass_graph *graph,
                       double before, double after, bool is_percent)
{
    double change = after - before, size = change < 0 ? -change : change;
    if (is_percent && size * 100 < graph->options.tolerance)
        return;
    if (!(size > 0))
        return;
    profpass__puts(t, change > 0 ? " + " : " - ");
    if (is_percent) {
        put_difference(t, size * 100, graph->options.tolerance);
        profpass__puts(t, "%");
    } else {
        put_amount(t, graph, size);
    }
}

static void put_measure(profpass__text *t, const profpass_graph *graph,
                        const profpass__graph_node *node, const measure *m,
                        bool with_amount)
{
    const double *ratio = m->is_self ? node->self_ratio : node->total_ratio;
    double before = amount_of(graph, node, m->is_self, BEFORE);
    profpass__puts(t, m->is_self ? "\\n(" : "\\n");
    if (m->is_percent)
        put_percent(t, ratio[BEFORE]);
    else
        put_amount(t, graph, before);
    if (m->is_percent && with_amount) {
        profpass__puts(t, DOT);
        put_amount(t, graph, before);
    }
    profpass__puts(t, m->is_self ? ")" : "");
    if (!graph->is_comparison)
        return;
    double points;
    bool is_total_percent = !m->is_self && m->is_percent;
    if (is_total_percent &&
        profpass__graph_change(graph, node, &points) == PROFPASS__SAME)
        return;
    if (m->is_percent)
        put_change(t, graph, ratio[BEFORE], ratio[AFTER], true);
    else
        put_change(t, graph, before, amount_of(graph, node, m->is_self, AFTER),
                   false);
}

/* ---- counts ---- */

static uint64_t calls_of(const profpass_stats_row *row)
{
    return row != NULL ? row->calls : 0;
}

/* A function that is only known as a caller was called nobody knows how often,
 * and what no function allocated was not called at all. */
static bool has_calls(const profpass__graph_node *node)
{
    return calls_of(node->row[BEFORE]) > 0 || calls_of(node->row[AFTER]) > 0;
}

static void put_node_calls(profpass__text *t, const profpass_graph *graph,
                           const profpass__graph_node *node)
{
    unsigned long long before = calls_of(node->row[BEFORE]);
    if (!has_calls(node))
        return;
    if (graph->is_comparison)
        profpass__print(t, "\\n%llu " TIMES "/ %llu " TIMES, before,
                        (unsigned long long)calls_of(node->row[AFTER]));
    else
        profpass__print(t, "\\n%llu" TIMES, before);
}

/* All calls and, if they are not all primitive, those that are. */
static void put_edge_calls(profpass__text *t,
                           const profpass_stats_caller *calls)
{
    unsigned long long all = calls != NULL ? calls->calls : 0;
    unsigned long long primitive = calls != NULL ? calls->primitive_calls : 0;
    if (calls == NULL || calls->plain || primitive == all)
        profpass__print(t, "%llu" TIMES, all);
    else
        profpass__print(t, "%llu/%llu" TIMES, all, primitive);
}

/* ---- lines ---- */

void profpass__graph_put_node_lines(profpass__text *t,
                                    const profpass_graph *graph,
                                    const profpass__graph_node *node)
{
    const profpass_graph_options *options = &graph->options;
    bool with_amount = graph->kind != PROFPASS__TIME && !graph->is_comparison;
    bool has_figures =
        node->row[BEFORE] == NULL || node->row[BEFORE]->has_entry;
    if (has_figures && options->n_labels == 0) {
        put_measure(t, graph, node, &measures[3], with_amount);
        put_measure(t, graph, node, &measures[1], with_amount);
    }
    for (size_t i = 0; has_figures && i < options->n_labels; i++)
        put_measure(t, graph, node, find_measure(options->labels[i]), false);
    const profpass_stats_row *row = node->row[BEFORE];
    if (options->show_samples && graph->kind >= PROFPASS__BYTES && row != NULL)
        profpass__print(t, "\\n%llu allocation%s",
                        (unsigned long long)row->allocations,
                        row->allocations == 1 ? "" : "s");
    put_node_calls(t, graph, node);
}

void profpass__graph_put_edge_lines(profpass__text *t,
                                    const profpass_graph *graph,
                                    const profpass__graph_edge *edge)
{
    put_percent(t, edge->total_ratio[BEFORE]);
    if (graph->is_comparison) {
        profpass__puts(t, " / ");
        put_percent(t, edge->total_ratio[AFTER]);
    } else if (graph->kind != PROFPASS__TIME) {
        profpass__puts(t, DOT);
        put_amount(t, graph, edge->total[BEFORE]);
    }
    profpass__puts(t, "\\n");
    put_edge_calls(t, edge->calls[BEFORE]);
    if (graph->is_comparison) {
        profpass__puts(t, " / ");
        put_edge_calls(t, edge->calls[AFTER]);
    }
}

void profpass__graph_put_whole(profpass__text *t, const profpass_graph *graph)
{
    static const char *const wholes[] = {
        [PROFPASS__TIME] = "time",
        [PROFPASS__CALLS] = "calls",
        [PROFPASS__BYTES] = "bytes allocated",
        [PROFPASS__LIVE] = "bytes not freed",
        [PROFPASS__PEAK] = "bytes live at the peak",
        [PROFPASS__ALLOCS] = "allocations",
        [PROFPASS__TEMPORARY] = "temporary allocations",
    };
    profpass__print(t, "%s: 100%% = ", wholes[graph->kind]);
    put_amount(t, graph, graph->total[BEFORE]);
    if (graph->kind == PROFPASS__TIME && graph->options.time_format == NULL)
        profpass__puts(t, " s");
    if (!graph->is_comparison)
        return;
    profpass__puts(t, ", then ");
    put_amount(t, graph, graph->total[AFTER]);
    if (graph->kind == PROFPASS__TIME && graph->options.time_format == NULL)
        profpass__puts(t, " s");
}
