/* plot_marks.c - the calls of a recording, so few that a picture can show them
 *
 *     brackets ──by function──▶ totals ──greatest first──▶ ranks ──by rank──▶
 *     marks
 */
#include "plot_marks.h"

#include <string.h>

#include "graph.h"
#include "order.h"

/* So many calls of a function stand as they are; of more, those that are less
 * than this part of the picture apart become one. */
#define CALLS_MAX 100
#define PARTS     400

/* Boxes by level stand as they are up to so many. */
#define BOXES_MAX 400

/* Longer names are drawn without parameters. */
#define LONG_NAME 30

#define RANKS (PROFPASS__MARKED_MAX + 1)

/* A function while its calls are summed up. */
typedef struct total {
    uint64_t n_calls;
    double total_s;
    uint32_t n_brackets, rank;
} total;

typedef struct maker {
    const profpass_recording *r;
    double begin_s, end_s;
    uint32_t *brackets, *scratch; /* those in the part; n */
    uint32_t n;
    total *totals; /* of each function */
    bool by_level;
} maker;

/* ---- totals ---- */

static uint32_t level_of(const profpass_bracket *b)
{
    return b->level < PROFPASS__LEVELS_MAX ? b->level
                                           : PROFPASS__LEVELS_MAX - 1;
}

static uint64_t sum(uint64_t a, uint64_t b)
{
    return a + b < a ? UINT64_MAX : a + b;
}

static int compare(double a, double b)
{
    return (a > b) - (a < b);
}

/* By function, entry, and level. */
static int compare_calls(const void *context, uint32_t a, uint32_t b)
{
    const maker *m = context;
    const profpass_bracket *x = &m->r->brackets[a], *y = &m->r->brackets[b];
    if (x->function != y->function)
        return x->function < y->function ? -1 : 1;
    int order = compare(x->enter_s, y->enter_s);
    return order != 0 ? order : profpass__compare_u64(x->level, y->level);
}

static void add_up(maker *m)
{
    const profpass_bracket *outer = NULL;
    for (uint32_t i = 0; i < m->n; i++) {
        const profpass_bracket *b = &m->r->brackets[m->brackets[i]];
        total *t = &m->totals[b->function];
        t->n_calls = sum(t->n_calls, b->n_calls);
        t->n_brackets++;
        if (outer != NULL && outer->function == b->function &&
            b->level > outer->level && b->leave_s <= outer->leave_s)
            continue; /* a call within a call of itself */
        t->total_s += b->busy_s;
        outer = b;
    }
}

static int compare_totals(const void *context, uint32_t a, uint32_t b)
{
    const maker *m = context;
    const total *x = &m->totals[a], *y = &m->totals[b];
    if ((x->n_brackets == 0) != (y->n_brackets == 0))
        return x->n_brackets == 0 ? 1 : -1;
    return compare(y->total_s, x->total_s);
}

/* ---- names ---- */

/* Return what follows the n-th dot from the end; the whole name if there are
 * fewer, or if a dot may be no separator, in a list of parameters. */
static const char *suffix(const char *name, unsigned n)
{
    if (strchr(name, '(') != NULL)
        return name;
    const char *at = name + strlen(name);
    while (at > name)
        if (*--at == '.' && --n == 0)
            return at + 1;
    return name;
}

static bool is_suffix(const char *name, const char *end)
{
    size_t n_name = strlen(name), n_end = strlen(end);
    return n_name > n_end && strcmp(name + n_name - n_end, end) == 0 &&
           name[n_name - n_end - 1] == '.';
}

/* The shortest suffix that no other function ends with. */
static const char *short_name(const profpass_recording *r, uint32_t function)
{
    const char *name = r->functions[function];
    for (unsigned n = 1; n <= 8; n++) {
        const char *end = suffix(name, n);
        bool is_unique = *end != '\0';
        for (uint32_t i = 0; i < r->n_functions && is_unique; i++)
            is_unique = i == function || (!is_suffix(r->functions[i], end) &&
                                          strcmp(r->functions[i], end) != 0);
        if (is_unique || end == name)
            return end;
    }
    return name;
}

const char *profpass__marks_name(profpass__arena *arena, const char *name)
{
    static const profpass_graph_options stripped = {.strip = true};
    return strlen(name) <= LONG_NAME
               ? name
               : profpass__graph_drawn_name(arena, name, &stripped);
}

/* ---- ranks ---- */

/* Sort functions by what they took, and sum up those that are beyond the first.
 * False: no memory. */
static bool rank(maker *m, profpass__arena *arena, profpass__marks *out)
{
    uint32_t n = m->r->n_functions;
    uint32_t *order = profpass__arena_array(arena, n, sizeof *order);
    uint32_t *scratch = profpass__arena_array(arena, n, sizeof *scratch);
    if (order == NULL || scratch == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    profpass__sort(order, scratch, n, compare_totals, m);
    for (uint32_t i = 0; i < n && m->totals[order[i]].n_brackets != 0; i++) {
        bool is_rest = i >= PROFPASS__MARKED_MAX;
        total *t = &m->totals[order[i]];
        t->rank = is_rest ? PROFPASS__MARKED_MAX : i;
        profpass__marked *f = &out->functions[t->rank];
        f->name = is_rest
                      ? NULL
                      : profpass__marks_name(arena, short_name(m->r, order[i]));
        if (!is_rest && f->name == NULL)
            return false;
        f->n_calls = sum(f->n_calls, t->n_calls);
        f->total_s += t->total_s;
        out->n_rest += is_rest;
        out->n_functions = t->rank + 1;
    }
    return true;
}

/* ---- marks ---- */

static int compare_ranks(const void *context, uint32_t a, uint32_t b)
{
    const maker *m = context;
    const profpass_bracket *x = &m->r->brackets[a], *y = &m->r->brackets[b];
    uint32_t rank_x = m->totals[x->function].rank;
    uint32_t rank_y = m->totals[y->function].rank;
    if (rank_x != rank_y)
        return rank_x < rank_y ? -1 : 1;
    return compare(x->enter_s, y->enter_s);
}

static void extend(profpass__mark *mark, const profpass_bracket *b)
{
    mark->n_calls = sum(mark->n_calls, b->n_calls);
    if (b->leave_s > mark->leave_s) {
        mark->leave_s = b->leave_s;
        mark->leave_mib = b->leave_mib;
    }
}

static bool is_many(const maker *m, const total *t)
{
    return !m->by_level &&
           (t->n_brackets > CALLS_MAX || t->rank == PROFPASS__MARKED_MAX);
}

/* Make marks of the sorted brackets. False: no memory. */
static bool make_marks(const maker *m, profpass__arena *arena,
                       profpass__marks *out)
{
    profpass__mark *marks = profpass__arena_array(arena, m->n, sizeof *marks);
    if (marks == NULL)
        return false;
    double gap_s = (m->end_s - m->begin_s) / PARTS;
    profpass__mark *newest[PROFPASS__LEVELS_MAX] = {NULL};
    for (uint32_t i = 0; i < m->n; i++) {
        const profpass_bracket *b = &m->r->brackets[m->brackets[i]];
        const total *t = &m->totals[b->function];
        uint32_t level = level_of(b);
        profpass__mark *last = newest[level];
        /* Records of several calls have no edges of their own to show. */
        bool is_joined = is_many(m, t) ||
                         (b->n_calls > 1 && last != NULL && last->n_calls > 1);
        if (is_joined && last != NULL && last->function == t->rank &&
            b->enter_s - last->leave_s < gap_s) {
            extend(last, b);
            continue;
        }
        newest[level] = &marks[out->n_marks++];
        *newest[level] =
            (profpass__mark){t->rank,      level,        b->enter_s, b->leave_s,
                             b->enter_mib, b->leave_mib, b->n_calls};
    }
    out->marks = marks;
    return true;
}

/* ---- many calls by level ---- */

/* What happens on a level in a part of the time, by rank. */
typedef struct part {
    double busy_s[RANKS];
    int64_t change[RANKS]; /* calls that reach over it, less those before it */
    uint64_t n_calls[RANKS];
} part;

static uint32_t part_at(const maker *m, double time_s)
{
    double at = (time_s - m->begin_s) / (m->end_s - m->begin_s) * PARTS;
    return at <= 0 ? 0 : at >= PARTS ? PARTS - 1 : (uint32_t)at;
}

static double clamp(const maker *m, double time_s)
{
    return time_s < m->begin_s ? m->begin_s
           : time_s > m->end_s ? m->end_s
                               : time_s;
}

/* Add a call to the parts of its level, [PARTS + 1]. */
static void add_to_parts(const maker *m, part *parts, const profpass_bracket *b)
{
    uint32_t rank = m->totals[b->function].rank;
    double width_s = (m->end_s - m->begin_s) / PARTS;
    double enter_s = clamp(m, b->enter_s), leave_s = clamp(m, b->leave_s);
    uint32_t first = part_at(m, enter_s), last = part_at(m, leave_s);
    /* What several calls took in between is spread over all of it. */
    double share = leave_s > enter_s && b->busy_s < b->leave_s - b->enter_s
                       ? b->busy_s / (b->leave_s - b->enter_s)
                       : 1;
    parts[first].n_calls[rank] = sum(parts[first].n_calls[rank], b->n_calls);
    if (first == last) {
        parts[first].busy_s[rank] += (leave_s - enter_s) * share;
        return;
    }
    parts[first].busy_s[rank] +=
        (m->begin_s + width_s * (first + 1) - enter_s) * share;
    parts[last].busy_s[rank] += (leave_s - m->begin_s - width_s * last) * share;
    parts[first + 1].change[rank]++;
    parts[last].change[rank]--;
}

/* The rank that took most of each part, RANKS where nothing ran. */
static void choose_ranks(const maker *m, const part *parts, uint32_t *chosen)
{
    int64_t over[RANKS] = {0};
    double width_s = (m->end_s - m->begin_s) / PARTS;
    for (uint32_t i = 0; i < PARTS; i++) {
        double most_s = 0;
        chosen[i] = RANKS;
        for (uint32_t rank = 0; rank < RANKS; rank++) {
            over[rank] += parts[i].change[rank];
            double busy_s =
                parts[i].busy_s[rank] + (double)over[rank] * width_s;
            if (busy_s > most_s) {
                most_s = busy_s;
                chosen[i] = rank;
            }
        }
    }
}

/* Make a mark of each run of parts that a rank was chosen for. */
static void make_runs(const maker *m, const part *parts, const uint32_t *chosen,
                      uint32_t rank, uint32_t level, profpass__mark *marks,
                      profpass__marks *out)
{
    double width_s = (m->end_s - m->begin_s) / PARTS;
    bool is_run = false;
    for (uint32_t i = 0; i < PARTS; i++) {
        if (chosen[i] == rank && !is_run)
            marks[out->n_marks++] =
                (profpass__mark){.function = rank,
                                 .level = level,
                                 .enter_s = m->begin_s + width_s * i};
        is_run = chosen[i] == rank;
        if (!is_run)
            continue;
        profpass__mark *mark = &marks[out->n_marks - 1];
        mark->leave_s = m->begin_s + width_s * (i + 1);
        mark->n_calls = sum(mark->n_calls, parts[i].n_calls[rank]);
    }
}

static bool make_level_marks(const maker *m, profpass__arena *arena,
                             profpass__marks *out)
{
    uint32_t n_levels = out->n_levels;
    part *parts = profpass__arena_array(arena, (size_t)n_levels * (PARTS + 1),
                                        sizeof *parts);
    uint32_t *chosen =
        profpass__arena_array(arena, (size_t)n_levels * PARTS, sizeof *chosen);
    profpass__mark *marks =
        profpass__arena_array(arena, (size_t)n_levels * PARTS, sizeof *marks);
    if (parts == NULL || chosen == NULL || marks == NULL)
        return false;
    for (uint32_t i = 0; i < m->n; i++) {
        const profpass_bracket *b = &m->r->brackets[m->brackets[i]];
        add_to_parts(m, parts + level_of(b) * (PARTS + 1), b);
    }
    for (uint32_t level = 0; level < n_levels; level++)
        choose_ranks(m, parts + level * (PARTS + 1), chosen + level * PARTS);
    for (uint32_t rank = 0; rank < RANKS; rank++)
        for (uint32_t level = 0; level < n_levels; level++)
            make_runs(m, parts + level * (PARTS + 1), chosen + level * PARTS,
                      rank, level, marks, out);
    out->marks = marks;
    return true;
}

/* ---- the whole ---- */

bool profpass__marks_make(const profpass_recording *r, double begin_s,
                          double end_s, bool by_level, profpass__arena *arena,
                          profpass__marks *out)
{
    maker m = {
        .r = r, .begin_s = begin_s, .end_s = end_s, .by_level = by_level};
    *out = (profpass__marks){.n_marks = 0};
    m.brackets =
        profpass__arena_array(arena, r->n_brackets, sizeof *m.brackets);
    m.scratch = profpass__arena_array(arena, r->n_brackets, sizeof *m.scratch);
    m.totals = profpass__arena_array(arena, r->n_functions, sizeof *m.totals);
    if (m.brackets == NULL || m.scratch == NULL || m.totals == NULL)
        return false;
    for (uint32_t i = 0; i < r->n_brackets; i++) {
        const profpass_bracket *b = &r->brackets[i];
        if (b->enter_s > end_s || b->leave_s < begin_s)
            continue;
        m.brackets[m.n++] = i;
        if (level_of(b) + 1 > out->n_levels)
            out->n_levels = level_of(b) + 1;
    }
    profpass__sort(m.brackets, m.scratch, m.n, compare_calls, &m);
    add_up(&m);
    if (!rank(&m, arena, out))
        return false;
    if (by_level && m.n > BOXES_MAX)
        return make_level_marks(&m, arena, out);
    profpass__sort(m.brackets, m.scratch, m.n, compare_ranks, &m);
    return make_marks(&m, arena, out);
}

const char *profpass__running_at(const profpass_recording *r, double time_s)
{
    const profpass_bracket *deepest = NULL;
    for (uint32_t i = 0; i < r->n_brackets; i++) {
        const profpass_bracket *b = &r->brackets[i];
        if (b->enter_s <= time_s && time_s <= b->leave_s &&
            (deepest == NULL || b->level > deepest->level))
            deepest = b;
    }
    return deepest != NULL ? r->functions[deepest->function] : NULL;
}
