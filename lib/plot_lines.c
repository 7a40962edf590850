/* plot_lines.c - what is drawn of recordings: curves, calls, and which part
 *
 * All that takes memory happens here; then the text is written.
 */
#include <string.h>

#include "failure.h"
#include "plot_write.h"
#include "points.h"

/* Curves of this many parts look the same on any screen. */
#define PARTS 1000

/* As many children are drawn, those that grew largest. */
#define CHILDREN_MAX 6

/* Add a curve; false: no memory. */
static bool add_line(profpass__plot *p, const profpass_memory_curve *curve,
                     const profpass__plot_line *as)
{
    if (curve->n_points == 0)
        return true;
    profpass__plot_line *line = &p->lines[p->n_lines++];
    *line = *as;
    const profpass_memory_point *most = profpass__points_highest(curve);
    line->most_mib = most->mib;
    line->most_s = most->time_s - line->start_s;
    line->has_slope = p->options->slope &&
                      profpass__points_slope(curve, line->start_s, &line->slope,
                                             &line->at_start);
    line->curve = profpass__points_thin(curve, PARTS, &p->arena);
    double end_s = curve->points[curve->n_points - 1].time_s - line->start_s;
    double begin_s = curve->points[0].time_s - line->start_s;
    if (p->n_lines == 1 || end_s > p->end_s)
        p->end_s = end_s;
    if (p->n_lines == 1 || begin_s < p->begin_s)
        p->begin_s = begin_s;
    for (uint32_t i = 0; i < line->curve.n_points; i++) {
        double mib = line->curve.points[i].mib;
        if ((p->n_lines == 1 && i == 0) || mib < p->low_mib)
            p->low_mib = mib;
        if ((p->n_lines == 1 && i == 0) || mib > p->high_mib)
            p->high_mib = mib;
    }
    return line->curve.points != NULL;
}

/* Say whether fewer than CHILDREN_MAX children grew larger than child i. */
static bool is_large_child(const profpass_recording *r, uint32_t i,
                           const double *most_mib)
{
    uint32_t n_larger = 0;
    for (uint32_t j = 0; j < r->n_children && n_larger < CHILDREN_MAX; j++)
        n_larger +=
            most_mib[j] > most_mib[i] || (most_mib[j] == most_mib[i] && j < i);
    return n_larger < CHILDREN_MAX;
}

static bool add_children(profpass__plot *p, const profpass_recording *r,
                         double start_s)
{
    double *most =
        profpass__arena_array(&p->arena, r->n_children, sizeof *most);
    if (most == NULL)
        return false;
    for (uint32_t i = 0; i < r->n_children; i++)
        most[i] = profpass__points_highest(&r->children[i])->mib;
    bool ok = true;
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n_children && ok; i++) {
        if (!is_large_child(r, i, most))
            continue;
        const profpass__plot_line as = {
            .start_s = start_s,
            .color = profpass__plot_color(PROFPASS__MARKED_MAX - 1 - n++),
            .kind = PROFPASS__CHILD};
        ok = add_line(p, &r->children[i], &as);
    }
    p->n_children_left = r->n_children - n;
    return ok;
}

/* The heap's curve, through its peak: that is known exactly, while no sample
 * may have met it. NULL points: no memory. */
static profpass_memory_curve join_heap(profpass__plot *p,
                                       const profpass_recording *r)
{
    profpass_memory_curve joined = r->heap;
    if (r->heap_peak.time_s == 0 || joined.n_points == 0)
        return joined;
    profpass_memory_point *points = profpass__arena_array(
        &p->arena, (size_t)joined.n_points + 1, sizeof *points);
    joined.points = points;
    if (points == NULL)
        return joined;
    memcpy(points, r->heap.points, joined.n_points * sizeof *points);
    points[joined.n_points++] =
        (profpass_memory_point){r->heap_peak.time_s, r->heap_peak.mib};
    if (!profpass__points_sort(&p->arena, points, joined.n_points))
        joined.points = NULL;
    return joined;
}

/* Add the curves of a recording: of one of several only the memory. */
static bool add_recording(profpass__plot *p, const profpass_plotted *plotted,
                          uint32_t i)
{
    const profpass_recording *r = plotted->recording;
    profpass_memory_curve usage = profpass__points_join(r, &p->arena);
    profpass_memory_curve heap = join_heap(p, r);
    if (usage.points == NULL || heap.points == NULL)
        return false;
    bool has_usage = usage.n_points != 0;
    profpass__plot_line as = {.start_s = has_usage ? usage.points[0].time_s
                                                   : r->heap.points[0].time_s,
                              .color = i == 0   ? 0
                                       : i == 1 ? PROFPASS__HEAP_COLOR
                                                : profpass__plot_color(i - 2),
                              .kind =
                                  has_usage ? PROFPASS__USAGE : PROFPASS__HEAP,
                              .name = plotted->name,
                              .what = r->what};
    if (heap.n_points != 0 && heap.points[0].time_s < as.start_s)
        as.start_s = heap.points[0].time_s;
    if (!add_line(p, has_usage ? &usage : &heap, &as))
        return false;
    if (p->only == NULL)
        return true;
    as.kind = PROFPASS__HEAP;
    as.color = PROFPASS__HEAP_COLOR;
    return (!has_usage || add_line(p, &heap, &as)) &&
           add_children(p, r, as.start_s);
}

profpass_status profpass__plot_gather(profpass__plot *p,
                                      const profpass_plotted *plotted, size_t n,
                                      profpass_error *err)
{
    size_t n_lines = n + 1 + CHILDREN_MAX;
    p->lines = profpass__arena_array(&p->arena, n_lines, sizeof *p->lines);
    bool ok = p->lines != NULL;
    for (size_t i = 0; i < n && ok; i++) {
        const profpass_recording *r = plotted[i].recording;
        if (r->usage.n_points == 0 && r->heap.n_points == 0)
            return profpass__fail(err, PROFPASS_ENOTFOUND, PROFPASS__NO_OFFSET,
                                  "%s: no memory was sampled: the run was too "
                                  "short, or is just beginning",
                                  plotted[i].name);
        ok = add_recording(p, &plotted[i], (uint32_t)i);
    }
    const profpass_plot_options *o = p->options;
    if (ok && o->has_window &&
        !(o->begin_s < o->end_s && o->begin_s < p->end_s &&
          o->end_s > p->begin_s))
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "the window shows nothing of the run, which "
                              "lasts from 0 to %.3f seconds",
                              p->end_s);
    if (o->has_window) {
        p->begin_s = o->begin_s;
        p->end_s = o->end_s;
    } else if (p->end_s - p->begin_s < 1e-6) {
        p->end_s = p->begin_s + 1;
    }
    if (ok && p->only != NULL && !o->no_functions) {
        double start_s = p->lines[0].start_s;
        ok = profpass__marks_make(p->only, start_s + p->begin_s,
                                  start_s + p->end_s, o->flame, &p->arena,
                                  &p->marks);
        p->has_calls = p->marks.n_marks != 0;
        p->has_boxes = p->has_calls && o->flame;
    }
    return ok ? PROFPASS_OK : profpass__fail_memory(err);
}
