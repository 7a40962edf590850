/* plot_calls.c - the calls in a picture of memory: brackets, boxes, peaks
 *
 *      ┌        ┐     a bracket stands on the curve     ┌─────────┐
 *    ──┤  f     ├──   at entry and exit;                │  f ×12  │ level 1
 *      └        ┘     a box below it, at its level      ├─────────┴──┐
 *                                                       │  main      │ 0
 */
#include <math.h>
#include <string.h>

#include "graph.h"
#include "plot_write.h"

/* The picture's width in characters of a box's name, about; the plot's in those
 * of a label. */
#define CHARACTERS      190
#define PLOT_CHARACTERS 108

#define PEAK_COLOR 0xc1121f

/* ---- brackets ---- */

/* Put half a bracket: at x, open to the right if width > 0. */
static void put_bracket(profpass__plot *p, double x, double y, double width,
                        double height)
{
    const double xs[] = {x + width, x, x, x + width};
    for (int i = 0; i < 4; i++) {
        const double point[] = {xs[i], i < 2 ? y + height : y - height};
        profpass__plot_numbers(&p->t, point, 2);
    }
    profpass__puts(&p->t, "\n");
}

/* In text: "A[" and "]A". */
static void put_letters(profpass__plot *p, const profpass__mark *mark)
{
    double start_s = p->lines[0].start_s;
    const double ends[2][2] = {{mark->enter_s - start_s, mark->enter_mib},
                               {mark->leave_s - start_s, mark->leave_mib}};
    for (int i = 0; i < 2; i++) {
        profpass__graph_put_real(&p->t, ends[i][0], 6);
        profpass__puts(&p->t, " ");
        profpass__graph_put_real(&p->t, ends[i][1], 6);
        profpass__print(&p->t, i == 0 ? " %c[\n" : " ]%c\n",
                        'A' + (int)mark->function);
    }
}

static void put_brackets(profpass__plot *p, const profpass__mark *mark)
{
    double start_s = p->lines[0].start_s;
    double enter = mark->enter_s - start_s, leave = mark->leave_s - start_s;
    double width = (p->end_s - p->begin_s) / 150;
    double height = (p->high_mib - p->low_mib) / 28;
    /* Those of the deeper levels are smaller: they stand within the others. */
    height *= 1 - .6 * mark->level / p->marks.n_levels;
    if (width > (leave - enter) / 2)
        width = leave > enter ? (leave - enter) / 2 : 0;
    put_bracket(p, enter, mark->enter_mib, width, height);
    put_bracket(p, leave, mark->leave_mib, -width, height);
}

/* ---- boxes ---- */

static void put_box(profpass__plot *p, const profpass__mark *mark)
{
    double start_s = p->lines[0].start_s;
    const double box[] = {mark->enter_s - start_s, mark->leave_s - start_s,
                          mark->level + .04, mark->level + .96};
    profpass__plot_numbers(&p->t, box, 4);
}

void profpass__plot_call_data(profpass__plot *p)
{
    const profpass__marks *m = &p->marks;
    uint32_t at = 0;
    for (uint32_t i = 0; i < m->n_functions; i++) {
        profpass__print(&p->t, "$calls%u << EOD\n", i);
        for (; at < m->n_marks && m->marks[at].function == i; at++) {
            if (p->has_boxes)
                put_box(p, &m->marks[at]);
            else if (p->is_text)
                put_letters(p, &m->marks[at]);
            else
                put_brackets(p, &m->marks[at]);
        }
        profpass__puts(&p->t, "EOD\n");
    }
}

/* ---- the legend ---- */

/* Put the calls of a function in the legend: how many and how long; then its
 * name has what room is left. */
static void put_title(profpass__plot *p, uint32_t i)
{
    const profpass__marked *f = &p->marks.functions[i];
    profpass__text *t = &p->t;
    char time[64], rest[128];
    if (f->total_s < 1)
        snprintf(time, sizeof time, "%s",
                 profpass__duration((uint64_t)(f->total_s * 1e9 + .5)).text);
    else
        snprintf(time, sizeof time, "%s s",
                 profpass__decimal(
                     (uint64_t)(fmin(f->total_s, 1e15) * 1e3 + .5), 1000, 3)
                     .text);
    int n = snprintf(rest, sizeof rest, ", %llu call%s, %s",
                     (unsigned long long)f->n_calls, f->n_calls == 1 ? "" : "s",
                     time);
    size_t room = n < PROFPASS__LEGEND - 12 ? PROFPASS__LEGEND - (size_t)n : 12;
    profpass__puts(t, " title \"");
    if (p->is_text && !p->has_boxes)
        profpass__print(t, "%c[ ]%c ", 'A' + (int)i, 'A' + (int)i);
    else if (p->is_text)
        profpass__puts(t, " ");
    if (f->name != NULL)
        profpass__plot_words(t, f->name, room);
    else
        profpass__print(t, "%u other functions", p->marks.n_rest);
    profpass__puts(t, rest);
    profpass__puts(t, "\"");
}

void profpass__plot_call_parts(profpass__plot *p)
{
    for (uint32_t i = 0; i < p->marks.n_functions; i++) {
        uint32_t color = profpass__plot_color(i);
        if (p->is_text && !p->has_boxes)
            profpass__print(&p->t,
                            ", $calls%u using 1:2:3 with labels tc rgb "
                            "'#%06x' notitle, keyentry with dots",
                            i, color);
        else if (p->is_text)
            profpass__print(&p->t, ", NaN with lines lc rgb '#%06x'", color);
        else if (p->has_boxes)
            profpass__print(&p->t,
                            ", NaN with boxes lc rgb '#%06x' fs solid 0.55 "
                            "border",
                            color);
        else
            profpass__print(&p->t,
                            ", $calls%u using 1:2 with lines lw 2 "
                            "lc rgb '#%06x'",
                            i, color);
        put_title(p, i);
    }
}

/* ---- names in boxes ---- */

/* Put the names of the boxes that are wide enough for them. */
static void put_names(profpass__plot *p)
{
    const profpass__marks *m = &p->marks;
    double start_s = p->lines[0].start_s, span = p->end_s - p->begin_s;
    double n_columns = p->is_text && p->options->columns > 0
                           ? p->options->columns
                           : CHARACTERS;
    n_columns *= PROFPASS__PLOT_RIGHT - PROFPASS__PLOT_LEFT;
    for (uint32_t i = 0; i < m->n_marks; i++) {
        const profpass__mark *mark = &m->marks[i];
        const char *name = m->functions[mark->function].name;
        double from = fmax(mark->enter_s - start_s, p->begin_s);
        double to = fmin(mark->leave_s - start_s, p->end_s);
        double room = (to - from) / span * n_columns - 1;
        if (name == NULL)
            name = "other functions";
        if (room < 3 || (room < 8 && room < (double)strlen(name)))
            continue; /* what would be left of it says nothing */
        profpass__puts(&p->t, "set label \"");
        profpass__plot_words(&p->t, name, (size_t)room);
        if (mark->n_calls > 1 && (double)strlen(name) + 8 < room)
            profpass__print(&p->t, " \xc3\x97%llu",
                            (unsigned long long)mark->n_calls);
        profpass__puts(&p->t, "\" at first ");
        profpass__graph_put_real(&p->t, (from + to) / 2, 6);
        profpass__print(&p->t, ", first %u.5 center front", mark->level);
        if (!p->is_text)
            profpass__print(&p->t, " font ',%d'", p->font_size - 1);
        profpass__puts(&p->t, "\n");
    }
}

void profpass__plot_boxes(profpass__plot *p)
{
    put_names(p);
    uint32_t at = 0;
    /* In text the n-th part has the n-th sign: as in the legend above. */
    bool is_first = !p->is_text;
    for (uint32_t i = 0; i < p->n_lines && p->is_text; i++)
        profpass__print(&p->t, "%s NaN notitle with lines",
                        i == 0 ? "plot" : ",");
    for (uint32_t i = 0; i < p->marks.n_functions; i++) {
        if (at == p->marks.n_marks || p->marks.marks[at].function != i)
            continue;
        while (at < p->marks.n_marks && p->marks.marks[at].function == i)
            at++;
        profpass__print(&p->t,
                        "%s $calls%u using 1:3:1:2:3:4 with boxxyerror "
                        "lc rgb '#%06x' fs solid 0.55 border",
                        is_first ? "plot" : ",", i, profpass__plot_color(i));
        is_first = false;
    }
    profpass__puts(&p->t, "\n");
}

/* ---- peaks ---- */

static bool is_shown(const profpass__plot *p, double at_s)
{
    return at_s >= p->begin_s && at_s <= p->end_s;
}

/* The part of the plot that is left or right of a peak, whichever is wider: its
 * label stands there. */
static double side(const profpass__plot *p, const profpass__plot_line *line)
{
    double part = (line->most_s - p->begin_s) / (p->end_s - p->begin_s);
    return fmax(part, 1 - part);
}

/* Put what ran at a peak: what the recording says of the heap's peak if that is
 * the same moment, else the call that reaches over it. */
static void put_where(profpass__plot *p, const profpass__plot_line *line)
{
    /* In text it stands behind other words in a line of the legend. */
    int room = !p->is_text ? (int)(PLOT_CHARACTERS * side(p, line)) - 26
                           : p->options->columns - 64;
    room = room < 16 ? 16 : room > 70 ? 70 : room;
    const profpass_heap_peak *heap = &p->only->heap_peak;
    double at_s = line->start_s + line->most_s;
    double interval_s = (p->end_s - p->begin_s) / line->curve.n_points;
    bool is_same = line->kind == PROFPASS__HEAP ||
                   fabs(heap->time_s - at_s) <= 2 * interval_s;
    const char *name = is_same ? heap->function : NULL;
    const char *place = is_same ? heap->place : NULL;
    const char *slash = place != NULL ? strrchr(place, '/') : NULL;
    if (slash != NULL)
        place = slash + 1;
    if (name == NULL)
        name = profpass__running_at(p->only, at_s);
    size_t n_place = place != NULL ? strlen(place) : 0;
    if (n_place > (size_t)room * 4 / 9)
        n_place = (size_t)room * 4 / 9;
    if (name != NULL) {
        const char *drawn = profpass__marks_name(&p->arena, name);
        profpass__puts(&p->t, " in ");
        profpass__plot_words(&p->t, drawn != NULL ? drawn : name,
                             (size_t)room - n_place);
    }
    if (place != NULL) {
        profpass__puts(&p->t, name != NULL ? ", " : " at ");
        profpass__plot_words(&p->t, place, n_place);
    }
}

void profpass__plot_peak_words(profpass__plot *p,
                               const profpass__plot_line *line,
                               const char *word)
{
    profpass__puts(&p->t, word);
    profpass__graph_put_real(&p->t, line->most_mib, 1);
    profpass__puts(&p->t, " MiB");
    put_where(p, line);
}

static void put_peak_label(profpass__plot *p, const profpass__plot_line *line,
                           const char *word, double y, uint32_t color)
{
    double part = (line->most_s - p->begin_s) / (p->end_s - p->begin_s);
    bool is_left = part < .5;
    profpass__text *t = &p->t;
    profpass__puts(t, "set label \"");
    profpass__plot_peak_words(p, line, word);
    profpass__puts(t, "\" at graph ");
    profpass__graph_put_real(t, part + (is_left ? .008 : -.008), 4);
    profpass__puts(t, ", graph ");
    profpass__graph_put_real(t, y, 3);
    profpass__print(t, " %s front textcolor rgb '#%06x' boxed\n",
                    is_left ? "left" : "right", color);
}

/* Put an arrow without head; each end is two words of gnuplot's and a number.
 */
static void put_rule(profpass__plot *p, const char *from, double at,
                     const char *from_rest, const char *to, const char *to_rest,
                     const char *look)
{
    profpass__text *t = &p->t;
    profpass__print(t, "set arrow from %s", from);
    profpass__graph_put_real(t, at, 6);
    profpass__print(t, "%s to %s", from_rest, to);
    profpass__graph_put_real(t, at, 6);
    profpass__print(t, "%s nohead %s\n", to_rest, look);
}

/* The cross through the highest point, and what it is. */
static void put_cross(profpass__plot *p, const profpass__plot_line *line)
{
    static const char look[] = "front lw 1.2 dt 2 lc rgb '#c1121f'";
    put_rule(p, "graph 0, first ", line->most_mib, "", "graph 1, first ", "",
             look);
    if (!is_shown(p, line->most_s))
        return;
    put_rule(p, "first ", line->most_s, ", graph 0", "first ", ", graph 1",
             look);
    put_peak_label(p, line, "peak ", .95, PEAK_COLOR);
}

/* A dot on the heap's highest point, and a line up to what it is. */
static void put_dot(profpass__plot *p, const profpass__plot_line *line)
{
    profpass__text *t = &p->t;
    if (!is_shown(p, line->most_s))
        return;
    profpass__puts(t, "set arrow from first ");
    profpass__graph_put_real(t, line->most_s, 6);
    profpass__puts(t, ", first ");
    profpass__graph_put_real(t, line->most_mib, 6);
    profpass__puts(t, " to first ");
    profpass__graph_put_real(t, line->most_s, 6);
    profpass__print(t, ", graph .865 nohead front lw 1 dt 3 lc rgb '#%06x'\n",
                    line->color);
    profpass__puts(t, "set label '' at first ");
    profpass__graph_put_real(t, line->most_s, 6);
    profpass__puts(t, ", first ");
    profpass__graph_put_real(t, line->most_mib, 6);
    profpass__print(t, " front point pt 7 ps 0.7 lc rgb '#%06x'\n",
                    line->color);
    put_peak_label(p, line, "heap peak ", .865, line->color);
}

void profpass__plot_peaks(profpass__plot *p)
{
    put_cross(p, &p->lines[0]);
    if (p->n_lines > 1 && p->lines[1].kind == PROFPASS__HEAP)
        put_dot(p, &p->lines[1]);
}
