/* write_calls.c - the call table, with cProfile's columns
 *
 *              5 function calls (3 primitive calls) in 0.004 seconds
 *
 *        Ordered by: cumulative time
 *
 *        ncalls  tottime  percall  cumtime  percall filename:lineno(function)
 *           3/1    0.002    0.001    0.004    0.004 fib.c:4(fib)
 *
 * The columns, sort keys and their abbreviations are those of Python's pstats;
 * an abbreviation that pstats refuses though all it may mean is one thing
 * ("cum") is taken.
 */
#include <string.h>

#include "arena.h"
#include "failure.h"
#include "order.h"
#include "profpass/abi.h"
#include "shown.h"
#include "text.h"
#include "writers.h"

typedef enum order_by {
    BY_CALLS,
    BY_PRIMITIVE,
    BY_SELF,
    BY_TOTAL,
    BY_FILE,
    BY_LINE,
    BY_NAME,
    BY_NFL,
    BY_STANDARD,
    N_ORDERS
} order_by;

static const char *const order_words[N_ORDERS] = {
    "call count",   "primitive call count", "internal time", "cumulative time",
    "file name",    "line number",          "function name", "name/file/line",
    "standard name"};

static const struct {
    const char *key;
    order_by order;
} keys[] = {
    {"calls", BY_CALLS},      {"ncalls", BY_CALLS},     {"0", BY_CALLS},
    {"pcalls", BY_PRIMITIVE}, {"time", BY_SELF},        {"tottime", BY_SELF},
    {"1", BY_SELF},           {"cumulative", BY_TOTAL}, {"cumtime", BY_TOTAL},
    {"2", BY_TOTAL},          {"filename", BY_FILE},    {"file", BY_FILE},
    {"module", BY_FILE},      {"line", BY_LINE},        {"name", BY_NAME},
    {"nfl", BY_NFL},          {"stdname", BY_STANDARD}, {"-1", BY_STANDARD},
};

/* More tie-breakers than there are orders would break no tie. */
typedef struct sorting {
    const profpass_function_stats *functions;
    order_by orders[N_ORDERS];
    size_t n_orders;
} sorting;

/* Find the one order that a word of n bytes may stand for. */
static bool find_order(const char *word, size_t n, order_by *out)
{
    bool found = false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (n == 0 || strncmp(keys[i].key, word, n) != 0)
            continue;
        if (keys[i].key[n] == '\0') {
            *out = keys[i].order;
            return true;
        }
        if (found && *out != keys[i].order)
            return false;
        *out = keys[i].order;
        found = true;
    }
    return found;
}

/* Read "key,key,…". */
static profpass_status read_sort(const char *sort, sorting *s,
                                 profpass_error *err)
{
    for (;;) {
        size_t n = strcspn(sort, ",");
        order_by order = BY_CALLS;
        if (!find_order(sort, n, &order))
            return profpass__fail(
                err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                "no sort key \"%.*s\": calls, pcalls, time, cumulative, file, "
                "line, name, nfl, stdname, or a beginning that means one",
                n < 40 ? (int)n : 40, sort);
        if (s->n_orders < N_ORDERS)
            s->orders[s->n_orders++] = order;
        if (sort[n] == '\0')
            return PROFPASS_OK;
        sort += n + 1;
    }
}

static profpass_status options_sort(const profpass_text_options *options,
                                    sorting *s, profpass_error *err)
{
    return read_sort(options->sort != NULL ? options->sort : "cumulative", s,
                     err);
}

profpass_status profpass__check_sort(const profpass_text_options *options,
                                     profpass_error *err)
{
    sorting unused = {0};
    return options_sort(options, &unused, err);
}

static int compare_standard(const profpass_function_stats *x,
                            const profpass_function_stats *y)
{
    char line_x[24], line_y[24];
    int order = strcmp(x->file, y->file);
    snprintf(line_x, sizeof line_x, "%u(", x->line);
    snprintf(line_y, sizeof line_y, "%u(", y->line);
    if (order == 0)
        order = strcmp(line_x, line_y);
    return order != 0 ? order : strcmp(x->name, y->name);
}

static int compare_by(order_by order, const profpass_function_stats *x,
                      const profpass_function_stats *y)
{
    switch (order) {
    case BY_CALLS:
        return profpass__compare_u64(y->calls, x->calls);
    case BY_PRIMITIVE:
        return profpass__compare_u64(y->primitive_calls, x->primitive_calls);
    case BY_SELF:
        return profpass__compare_u64(y->self_ns, x->self_ns);
    case BY_TOTAL:
        return profpass__compare_u64(y->total_ns, x->total_ns);
    case BY_FILE:
        return strcmp(x->file, y->file);
    case BY_LINE:
        return profpass__compare_u64(x->line, y->line);
    case BY_NAME:
        return strcmp(x->name, y->name);
    case BY_NFL: {
        int result = strcmp(x->name, y->name);
        result = result != 0 ? result : strcmp(x->file, y->file);
        return result != 0 ? result : profpass__compare_u64(x->line, y->line);
    }
    case BY_STANDARD:
    case N_ORDERS:
        break;
    }
    return compare_standard(x, y);
}

static int compare_functions(const void *context, uint32_t a, uint32_t b)
{
    const sorting *s = context;
    int result = 0;
    for (size_t i = 0; i < s->n_orders && result == 0; i++)
        result = compare_by(s->orders[i], &s->functions[a], &s->functions[b]);
    return result;
}

/* ---- the table ---- */

/* Times are in seconds, as in cProfile. A run so short that all would print as
 * 0.000 is in the largest unit that shows something, which the heading names.
 */
typedef struct time_unit {
    const char *name;
    uint64_t ns;
} time_unit;

static time_unit fitting_time_unit(uint64_t max_ns)
{
    if (max_ns == 0 || max_ns >= 500000)
        return (time_unit){"seconds", 1000000000};
    if (max_ns >= 500)
        return (time_unit){"milliseconds", 1000000};
    return (time_unit){"microseconds", 1000};
}

static void put_time(profpass__text *t, uint64_t ns, const time_unit *unit)
{
    profpass__right(t, profpass__decimal(ns, unit->ns, 3).text, 8);
    profpass__blanks(t, 1);
}

static void put_time_per_call(profpass__text *t, uint64_t ns, uint64_t n,
                              const time_unit *unit)
{
    if (n == 0)
        profpass__blanks(t, 9);
    else
        put_time(t, ns / n, unit);
}

static void put_row(profpass__text *t, const profpass_function_stats *f,
                    const time_unit *unit)
{
    char n[48];
    if (f->calls == f->primitive_calls)
        snprintf(n, sizeof n, "%llu", (unsigned long long)f->calls);
    else
        snprintf(n, sizeof n, "%llu/%llu", (unsigned long long)f->calls,
                 (unsigned long long)f->primitive_calls);
    profpass__right(t, n, 9);
    profpass__blanks(t, 1);
    put_time(t, f->self_ns, unit);
    put_time_per_call(t, f->self_ns, f->calls, unit);
    put_time(t, f->total_ns, unit);
    put_time_per_call(t, f->total_ns, f->primitive_calls, unit);
    profpass__put_safe(t, f->file);
    profpass__print(t, ":%u(", f->line);
    profpass__put_safe(t, f->name);
    profpass__puts(t, ")\n");
}

/* How many calls were made, and how they are listed. */
static void put_heading(profpass__text *t, const profpass_model *m,
                        const sorting *s, const time_unit *unit)
{
    uint64_t calls = 0, primitive = 0, self_ns = 0;
    for (uint32_t i = 0; i < m->n_functions; i++) {
        calls += m->functions[i].calls;
        primitive += m->functions[i].primitive_calls;
        self_ns += m->functions[i].self_ns;
    }
    profpass__print(t, "         %llu function calls ",
                    (unsigned long long)calls);
    if (primitive != calls)
        profpass__print(t, "(%llu primitive calls) ",
                        (unsigned long long)primitive);
    profpass__print(t, "in %s %s\n\n   Ordered by: ",
                    profpass__decimal(self_ns, unit->ns, 3).text, unit->name);
    for (size_t i = 0; i < s->n_orders; i++)
        profpass__print(t, "%s%s", i == 0 ? "" : ", ",
                        order_words[s->orders[i]]);
    profpass__puts(t, "\n");
}

/* List what to show, and count what is hidden. */
static uint32_t select_functions(const profpass_model *m,
                                 const profpass_text_options *options,
                                 uint32_t *order, profpass__hidden *hidden,
                                 uint64_t *max_ns)
{
    uint32_t n = 0;
    *max_ns = 0;
    for (uint32_t i = 0; i < m->n_functions; i++) {
        const profpass_function_stats *f = &m->functions[i];
        uint64_t ns = f->total_ns > f->self_ns ? f->total_ns : f->self_ns;
        *max_ns = ns > *max_ns ? ns : *max_ns;
        if (f->calls == 0 &&
            (!options->all || (f->flags & PROFPASS_FUNCTION_UNSELECTED) != 0))
            continue;
        if (profpass__is_wanted(f, options, hidden))
            order[n++] = i;
    }
    return n;
}

profpass_status profpass__put_calls(profpass__text *t, const profpass_model *m,
                                    const profpass_text_options *options,
                                    profpass_error *err)
{
    sorting s = {.functions = m->functions};
    profpass_status status = options_sort(options, &s, err);
    if (status != PROFPASS_OK)
        return status;
    profpass__arena scratch = {0};
    uint32_t *order = profpass__arena_array(&scratch, m->n_functions, 4);
    uint32_t *sorting_room = profpass__arena_array(&scratch, m->n_functions, 4);
    if (order == NULL || sorting_room == NULL) {
        profpass__arena_done(&scratch);
        return profpass__fail_memory(err);
    }
    profpass__hidden hidden = {0};
    uint64_t max_ns;
    uint32_t n = select_functions(m, options, order, &hidden, &max_ns);
    profpass__sort(order, sorting_room, n, compare_functions, &s);

    time_unit unit = fitting_time_unit(max_ns);
    put_heading(t, m, &s, &unit);
    if (hidden.by_name != 0) {
        uint32_t left = n + hidden.by_time;
        profpass__print(t, "   List reduced from %u to %u due to restriction <",
                        left + hidden.by_name, left);
        profpass__put_safe(t, options->function);
        profpass__puts(t, ">\n");
    }
    profpass__put_hidden(t, options, &hidden);
    profpass__put_unrecorded(t, m);
    profpass__puts(t, "\n   ncalls  tottime  percall  cumtime  percall "
                      "filename:lineno(function)\n");
    for (uint32_t i = 0; i < n; i++)
        put_row(t, &m->functions[order[i]], &unit);
    profpass__puts(t, "\n");
    profpass__arena_done(&scratch);
    return PROFPASS_OK;
}

profpass_status profpass_write_calls(const profpass_profile *profile,
                                     const profpass_text_options *options,
                                     const profpass_sink *out,
                                     profpass_error *err)
{
    profpass__text t;
    profpass__text_init(&t, out);
    profpass_status status = profpass__check_shown(options, err);
    if (status == PROFPASS_OK)
        status =
            profpass__put_calls(&t, profpass_get_model(profile), options, err);
    return status != PROFPASS_OK ? status : profpass__text_done(&t, err);
}
