/* sort_keys.c - by what the tables of calls are sorted
 *
 * pstats takes an abbreviation if one of its words begins so. One that it
 * refuses though all it may mean is one thing ("cum") is taken. The words that
 * pstats does not have are asked last: they make none of its own ambiguous.
 */
#include "sort_keys.h"

#include <string.h>

#include "failure.h"
#include "order.h"
#include "stats_row.h"

enum {
    BY_CALLS,
    BY_PRIMITIVE,
    BY_SELF,
    BY_TOTAL,
    BY_FILE,
    BY_LINE,
    BY_NAME,
    BY_NFL,
    BY_STANDARD,
    BY_ALLOCATIONS,
    BY_BYTES,
    BY_LIVE,
    BY_PEAK
};

/* pstats' words in its order, then ours: name, text, meaning. */
#define PSTATS_KEYS(KEY)                             \
    KEY("calls", "call count", CALLS)                \
    KEY("ncalls", "call count", CALLS)               \
    KEY("cumtime", "cumulative time", TOTAL)         \
    KEY("cumulative", "cumulative time", TOTAL)      \
    KEY("filename", "file name", FILE)               \
    KEY("line", "line number", LINE)                 \
    KEY("module", "file name", FILE)                 \
    KEY("name", "function name", NAME)               \
    KEY("nfl", "name/file/line", NFL)                \
    KEY("pcalls", "primitive call count", PRIMITIVE) \
    KEY("stdname", "standard name", STANDARD)        \
    KEY("time", "internal time", SELF)               \
    KEY("tottime", "internal time", SELF)
#define OWN_KEYS(KEY)                         \
    KEY("allocs", "allocations", ALLOCATIONS) \
    KEY("bytes", "allocated bytes", BYTES)    \
    KEY("live", "live bytes", LIVE)           \
    KEY("peak", "bytes at the peak", PEAK)

#define KEY_ROW(name, text, meaning)     {name, text},
#define KEY_MEANING(name, text, meaning) BY_##meaning,
#define KEY_ONE(name, text, meaning)     +1

static const profpass_sort_key keys[] = {PSTATS_KEYS(KEY_ROW)
                                             OWN_KEYS(KEY_ROW){NULL, NULL}};
static const uint8_t meanings[] = {PSTATS_KEYS(KEY_MEANING)
                                       OWN_KEYS(KEY_MEANING)};
enum {
    N_PSTATS_KEYS = PSTATS_KEYS(KEY_ONE),
    N_KEYS = N_PSTATS_KEYS OWN_KEYS(KEY_ONE)
};

/* pstats' older way to say a key. */
static const struct {
    const char *number;
    uint8_t meaning;
} numbers[] = {
    {"-1", BY_STANDARD}, {"0", BY_CALLS}, {"1", BY_SELF}, {"2", BY_TOTAL}};

const profpass_sort_key *profpass_sort_keys(void)
{
    return keys;
}

/* Find the one meaning among keys[first … last) of a word of n bytes. */
static bool find_among(size_t first, size_t last, const char *word, size_t n,
                       uint8_t *out)
{
    bool found = false;
    for (size_t i = first; i < last; i++) {
        if (strncmp(keys[i].name, word, n) != 0)
            continue;
        if (keys[i].name[n] == '\0') {
            *out = meanings[i];
            return true;
        }
        if (found && *out != meanings[i])
            return false;
        *out = meanings[i];
        found = true;
    }
    return found;
}

/* Say whether one of pstats' words begins so. */
static bool begins_pstats_key(const char *word, size_t n)
{
    for (size_t i = 0; i < N_PSTATS_KEYS; i++)
        if (strncmp(keys[i].name, word, n) == 0)
            return true;
    return false;
}

static bool find_meaning(const char *word, size_t n, uint8_t *out)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (strlen(numbers[i].number) == n &&
            memcmp(numbers[i].number, word, n) == 0) {
            *out = numbers[i].meaning;
            return true;
        }
    if (n == 0)
        return false;
    return begins_pstats_key(word, n)
               ? find_among(0, N_PSTATS_KEYS, word, n, out)
               : find_among(N_PSTATS_KEYS, N_KEYS, word, n, out);
}

profpass_status profpass__read_sort(const char *words,
                                    profpass__sort_order *out,
                                    profpass_error *err)
{
    profpass__sort_order order = {.n_keys = 0};
    for (const char *word = words;; word++) {
        size_t n = strcspn(word, ",");
        uint8_t meaning;
        if (!find_meaning(word, n, &meaning))
            return profpass__fail(
                err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                "no sort key \"%.*s\": calls, pcalls, time, cumulative, file, "
                "line, name, nfl, stdname, allocs, bytes, live, peak, or a "
                "beginning that means one",
                n < 40 ? (int)n : 40, word);
        if (order.n_keys == PROFPASS__MAX_SORT_KEYS)
            return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                                  "more than %d sort keys",
                                  PROFPASS__MAX_SORT_KEYS);
        order.keys[order.n_keys++] = meaning;
        word += n;
        if (*word == '\0')
            break;
    }
    *out = order;
    return PROFPASS_OK;
}

static const char *words_for(uint8_t meaning)
{
    size_t i = 0;
    while (meanings[i] != meaning)
        i++;
    return keys[i].text;
}

void profpass__put_sort(profpass__text *t, const profpass__sort_order *order)
{
    for (size_t i = 0; i < order->n_keys; i++)
        profpass__print(t, "%s%s", i == 0 ? "" : ", ",
                        words_for(order->keys[i]));
}

/* ---- comparing ---- */

static int compare_doubles(double a, double b)
{
    return (a > b) - (a < b);
}

/* Amounts: the most first. Names and places: ascending. */
static int compare_by(uint8_t key, const profpass_stats_row *x,
                      const profpass_stats_row *y)
{
    switch (key) {
    case BY_CALLS:
        return profpass__compare_u64(y->calls, x->calls);
    case BY_PRIMITIVE:
        return profpass__compare_u64(y->primitive_calls, x->primitive_calls);
    case BY_SELF:
        return compare_doubles(y->self_s, x->self_s);
    case BY_TOTAL:
        return compare_doubles(y->total_s, x->total_s);
    case BY_ALLOCATIONS:
        return profpass__compare_u64(y->allocations, x->allocations);
    case BY_BYTES:
        return profpass__compare_u64(y->allocated_bytes, x->allocated_bytes);
    case BY_LIVE:
        return profpass__compare_u64(y->live_bytes, x->live_bytes);
    case BY_PEAK:
        return profpass__compare_u64(y->peak_bytes, x->peak_bytes);
    case BY_FILE:
        return strcmp(x->file, y->file);
    case BY_LINE:
        return profpass__compare_u64(x->line, y->line);
    case BY_NAME:
        return strcmp(x->name, y->name);
    case BY_NFL: {
        int result = strcmp(x->name, y->name);
        return result != 0 ? result : profpass__compare_places(x, y);
    }
    default:
        return profpass__compare_names(x, y);
    }
}

int profpass__compare_rows(const void *sorting, uint32_t a, uint32_t b)
{
    const profpass__sorting *s = sorting;
    int result = 0;
    for (size_t i = 0; i < s->order->n_keys && result == 0; i++)
        result = compare_by(s->order->keys[i], &s->rows[a], &s->rows[b]);
    return result;
}
