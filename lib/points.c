/* points.c - points of memory over time: sorted, joined, thinned, summed up */
#include "points.h"

#include <string.h>

#include "order.h"

static int compare_times(const void *context, uint32_t a, uint32_t b)
{
    const profpass_memory_point *points = context;
    return (points[a].time_s > points[b].time_s) -
           (points[a].time_s < points[b].time_s);
}

bool profpass__points_sort(profpass__arena *scratch,
                           profpass_memory_point *points, uint32_t n)
{
    uint32_t i = 1;
    while (i < n && points[i - 1].time_s <= points[i].time_s)
        i++;
    if (i >= n)
        return true;
    uint32_t *order = profpass__arena_array(scratch, n, sizeof *order);
    uint32_t *spare = profpass__arena_array(scratch, n, sizeof *spare);
    profpass_memory_point *copy =
        profpass__arena_array(scratch, n, sizeof *copy);
    if (order == NULL || spare == NULL || copy == NULL)
        return false;
    for (i = 0; i < n; i++)
        order[i] = i;
    memcpy(copy, points, n * sizeof *copy);
    profpass__sort(order, spare, n, compare_times, copy);
    for (i = 0; i < n; i++)
        points[i] = copy[order[i]];
    return true;
}

profpass_memory_curve profpass__points_join(const profpass_recording *r,
                                            profpass__arena *arena)
{
    profpass_memory_curve joined = {.pid = 0};
    size_t n = (size_t)r->usage.n_points + 2 * (size_t)r->n_brackets;
    profpass_memory_point *points =
        n < PROFPASS_NONE ? profpass__arena_array(arena, n, sizeof *points)
                          : NULL;
    if (points == NULL)
        return joined;
    uint32_t at = r->usage.n_points;
    for (uint32_t i = 0; i < at; i++)
        points[i] = r->usage.points[i];
    for (uint32_t i = 0; i < r->n_brackets; i++) {
        const profpass_bracket *b = &r->brackets[i];
        points[at++] = (profpass_memory_point){b->enter_s, b->enter_mib};
        points[at++] = (profpass_memory_point){b->leave_s, b->leave_mib};
    }
    if (profpass__points_sort(arena, points, at)) {
        joined.points = points;
        joined.n_points = at;
    }
    return joined;
}

/* ---- thinning ---- */

/* What is kept of a part: at most four points, by time. */
typedef struct bin {
    uint32_t first, lowest, highest, last;
} bin;

static uint32_t keep_bin(const profpass_memory_point *from, const bin *b,
                         profpass_memory_point *to)
{
    uint32_t early = b->lowest < b->highest ? b->lowest : b->highest;
    uint32_t late = b->lowest < b->highest ? b->highest : b->lowest;
    const uint32_t kept[] = {b->first, early, late, b->last};
    uint32_t n = 0;
    for (int i = 0; i < 4; i++)
        if (i == 0 || kept[i] != kept[i - 1])
            to[n++] = from[kept[i]];
    return n;
}

profpass_memory_curve profpass__points_thin(const profpass_memory_curve *curve,
                                            uint32_t n_bins,
                                            profpass__arena *arena)
{
    uint32_t n = curve->n_points;
    if (n <= 4 * n_bins)
        return *curve;
    const profpass_memory_point *from = curve->points;
    profpass_memory_curve thin = {.pid = curve->pid};
    profpass_memory_point *to =
        profpass__arena_array(arena, 4 * ((size_t)n_bins + 1), sizeof *to);
    if (to == NULL)
        return thin;
    double width = (from[n - 1].time_s - from[0].time_s) / n_bins;
    uint32_t begin = 0;
    for (uint32_t n_left = n_bins; begin < n; n_left--) {
        bin b = {begin, begin, begin, begin};
        double past_s = from[begin].time_s - from[0].time_s;
        double part = width > 0 ? (double)(uint32_t)(past_s / width) : 0;
        double end_s = from[0].time_s + width * (part + 1);
        uint32_t i = begin;
        do {
            if (from[i].mib < from[b.lowest].mib)
                b.lowest = i;
            if (from[i].mib > from[b.highest].mib)
                b.highest = i;
            b.last = i++;
        } while (i < n && (from[i].time_s < end_s || n_left == 1));
        thin.n_points += keep_bin(from, &b, to + thin.n_points);
        begin = i;
    }
    thin.points = to;
    return thin;
}

/* ---- sums ---- */

const profpass_memory_point *
profpass__points_highest(const profpass_memory_curve *curve)
{
    const profpass_memory_point *most = curve->points;
    for (uint32_t i = 1; i < curve->n_points; i++)
        if (curve->points[i].mib > most->mib)
            most = &curve->points[i];
    return most;
}

bool profpass__points_slope(const profpass_memory_curve *curve, double start_s,
                            double *slope, double *at_start)
{
    double n = curve->n_points, time_s = 0, mib = 0;
    for (uint32_t i = 0; i < curve->n_points; i++) {
        time_s += (curve->points[i].time_s - start_s) / n;
        mib += curve->points[i].mib / n;
    }
    double square = 0, product = 0;
    for (uint32_t i = 0; i < curve->n_points; i++) {
        double t = curve->points[i].time_s - start_s - time_s;
        square += t * t;
        product += t * (curve->points[i].mib - mib);
    }
    if (!(square > 0))
        return false;
    *slope = product / square;
    *at_start = mib - *slope * time_s;
    return true;
}
