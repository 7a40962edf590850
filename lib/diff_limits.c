/* diff_limits.c - how much growth is too much: time=5%, peak=10MiB, calls=100
 *
 * A limit holds for the total and for each function. An amount is absolute. A
 * percentage is of what the function, or the total, had before; growth below a
 * hundredth of the whole run's is never above one, so that a function that took
 * two microseconds instead of one does not fail a build.
 */
#include <string.h>

#include "diff.h"
#include "failure.h"

const char *const profpass__diff_words[PROFPASS__N_DIFFS] = {
    "time", "self", "calls", "allocs",   "bytes",
    "live", "peak", "max",   "temporary"};

typedef enum quantity { TIME, COUNT, MEMORY, PERCENT } quantity;

static const quantity quantities[PROFPASS__N_DIFFS] = {
    TIME, TIME, COUNT, COUNT, MEMORY, MEMORY, MEMORY, MEMORY, COUNT};

static const struct {
    const char *name;
    quantity quantity;
    double scale;
} units[] = {
    {"%", PERCENT, 1},
    {"ns", TIME, 1},
    {"us", TIME, 1e3},
    {"ms", TIME, 1e6},
    {"s", TIME, 1e9},
    {"B", MEMORY, 1},
    {"KiB", MEMORY, 1024},
    {"MiB", MEMORY, 1048576},
    {"GiB", MEMORY, 1073741824},
    {"", COUNT, 1},
};

typedef struct limit {
    unsigned metric;
    bool is_percentage;
    double value;
} limit;

unsigned profpass__diff_metric(const char *word, size_t n)
{
    for (unsigned k = 0; k < PROFPASS__N_DIFFS; k++)
        if (strlen(profpass__diff_words[k]) == n &&
            strncmp(profpass__diff_words[k], word, n) == 0)
            return k;
    return PROFPASS__N_DIFFS;
}

profpass__number profpass__diff_amount(unsigned metric, uint64_t amount)
{
    profpass__number number;
    switch (quantities[metric]) {
    case TIME:
        return profpass__duration(amount);
    case MEMORY:
        return profpass__amount(amount);
    case COUNT:
    case PERCENT:
        break;
    }
    snprintf(number.text, sizeof number.text, "%llu",
             (unsigned long long)amount);
    return number;
}

/* Read "12.5" and go behind it; false if there are no digits. strtod's decimal
 * point would be the locale's. */
static bool read_number(const char **at, double *value)
{
    const char *start = *at;
    double scale = 1;
    *value = 0;
    for (; **at >= '0' && **at <= '9'; ++*at)
        *value = 10 * *value + (**at - '0');
    if (*at == start)
        return false;
    if (**at != '.')
        return true;
    for (start = ++*at; **at >= '0' && **at <= '9'; ++*at) {
        scale *= 10;
        *value = 10 * *value + (**at - '0');
    }
    *value /= scale;
    return *at != start;
}

/* Read [METRIC=]NUMBER[UNIT]; false if it is none. */
static bool read_limit(const char *text, limit *out)
{
    const char *equals = strchr(text, '=');
    unsigned metric = PROFPASS__N_DIFFS;
    if (equals != NULL) {
        metric = profpass__diff_metric(text, (size_t)(equals - text));
        if (metric == PROFPASS__N_DIFFS)
            return false;
        text = equals + 1;
    }
    double value;
    if (!read_number(&text, &value))
        return false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        quantity of = units[i].quantity;
        if (strcmp(units[i].name, text) != 0)
            continue;
        if (equals == NULL && of == COUNT)
            return false;
        if (equals == NULL)
            metric = of == MEMORY ? PROFPASS__DIFF_PEAK : PROFPASS__DIFF_TIME;
        *out = (limit){metric, of == PERCENT, value * units[i].scale};
        return of == PERCENT || of == quantities[metric];
    }
    return false;
}

bool profpass__diff_read_bytes(const char *text, double *n_bytes)
{
    limit l;
    if (strchr(text, '=') != NULL || !read_limit(text, &l) ||
        quantities[l.metric] != MEMORY || l.is_percentage)
        return false;
    *n_bytes = l.value;
    return true;
}

profpass_status profpass__diff_check_limits(const char *const *limits,
                                            size_t n_limits,
                                            profpass_error *err)
{
    limit unused;
    for (size_t i = 0; i < n_limits; i++)
        if (!read_limit(limits[i], &unused))
            return profpass__fail(
                err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                "limit \"%.40s\": expected [METRIC=]AMOUNT, such as 5%%, 2ms, "
                "10MiB, self=1.5%%, calls=100, live=64KiB; METRIC is one "
                "of " PROFPASS__DIFF_WORDS,
                limits[i]);
    return PROFPASS_OK;
}

static bool is_above(const profpass__diff_row *row, const limit *l,
                     uint64_t whole_before)
{
    bool grew;
    double change = (double)profpass__diff_change(row, l->metric, &grew);
    if (!grew)
        return false;
    if (!l->is_percentage)
        return change > l->value;
    return change * 100 >= (double)whole_before &&
           change * 100 > l->value * (double)row->figures[0][l->metric];
}

static void put_begin(profpass__text *t, const char *written)
{
    profpass__puts(t, "Above ");
    profpass__put_safe(t, written);
    profpass__puts(t, ": ");
}

static void put_function(profpass__text *t, const profpass__diff_row *row)
{
    profpass__put_safe(t, row->file);
    profpass__print(t, ":%u(", row->line);
    profpass__put_safe(t, row->name);
    profpass__puts(t, ")");
}

static void put_growth(profpass__text *t, const profpass__diff_row *row,
                       const limit *l)
{
    bool grew;
    uint64_t change = profpass__diff_change(row, l->metric, &grew);
    profpass__print(
        t, ", %s from %s", profpass__diff_words[l->metric],
        profpass__diff_amount(l->metric, row->figures[0][l->metric]).text);
    profpass__print(
        t, " to %s",
        profpass__diff_amount(l->metric, row->figures[1][l->metric]).text);
    profpass__print(t, ", +%s\n",
                    profpass__diff_amount(l->metric, change).text);
}

/* Name what grew by more than one limit; return how many did. */
static uint32_t put_above(profpass__text *t, const profpass__diff *diff,
                          const limit *l, const char *written, bool contexts)
{
    uint32_t n_above = 0;
    uint64_t whole = diff->whole_before[l->metric];
    if (is_above(&diff->total, l, whole)) {
        put_begin(t, written);
        profpass__puts(t, "the total");
        put_growth(t, &diff->total, l);
        n_above++;
    }
    for (uint32_t i = 0; i < diff->n_functions; i++) {
        if (!is_above(&diff->functions[i], l, whole))
            continue;
        put_begin(t, written);
        put_function(t, &diff->functions[i]);
        put_growth(t, &diff->functions[i], l);
        n_above++;
    }
    for (uint32_t i = 0; contexts && i < diff->n_contexts; i++) {
        if (!is_above(&diff->contexts[i], l, whole))
            continue;
        put_begin(t, written);
        profpass__put_diff_context(t, diff, i, " ", 0);
        put_growth(t, &diff->contexts[i], l);
        n_above++;
    }
    return n_above;
}

uint32_t profpass__diff_put_above(profpass__text *t, const profpass__diff *diff,
                                  const char *const *limits, size_t n_limits,
                                  bool contexts)
{
    uint32_t n_above = 0;
    for (size_t i = 0; i < n_limits; i++) {
        limit l;
        if (read_limit(limits[i], &l))
            n_above += put_above(t, diff, &l, limits[i], contexts);
    }
    return n_above;
}
