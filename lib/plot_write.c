/* plot_write.c - memory over time as a picture: a program for gnuplot
 *
 * All text of others stands in double quotes, with each character that could
 * mean anything to gnuplot there as its number, "\140"; "noenhanced" keeps its
 * marks for bold and small from being found in names.
 */
#define _DEFAULT_SOURCE
#include "plot_write.h"

#include <string.h>
#include <time.h>

#include "graph.h"
#include "utf8.h"

/* Curves with fewer points show them. */
#define POINTS_MAX 120

/* Okabe and Ito's colours and Tol's muted ones, which the colour-blind tell
 * apart; black is the program's own memory, red its peak, blue its heap. */
static const uint32_t colors[] = {0xe69f00, 0x009e73, 0xcc79a7, 0x56b4e9,
                                  0xd55e00, 0x332288, 0x999933, 0x882255,
                                  0x44aa99, 0xaa4499};
#define REST_COLOR 0x999999

#define GRID "set grid lc rgb '#dddddd' lt 1 lw 0.7\n"

uint32_t profpass__plot_color(uint32_t function)
{
    return function < sizeof colors / sizeof *colors ? colors[function]
                                                     : REST_COLOR;
}

/* ---- text ---- */

/* Characters that mean nothing to gnuplot within double quotes. */
static bool is_plain(const char *at)
{
    return (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
           (*at >= '0' && *at <= '9') ||
           strchr(" _.,:/()<>*&+-=~[]", *at) != NULL;
}

/* Put a part of a string: others are numbers, "\140". */
static void put_part(profpass__text *t, const char *from, const char *end)
{
    while (from < end) {
        size_t n = profpass__utf8_length(from);
        if (n > 1)
            profpass__put(t, from, n);
        else if (n == 0)
            profpass__puts(t, PROFPASS__NOT_UTF8);
        else if (*from < 0x20 || *from == 0x7f)
            profpass__puts(t, "?");
        else if (is_plain(from))
            profpass__put(t, from, 1);
        else
            profpass__print(t, "\\%03o", (unsigned)*from);
        from += n == 0 ? 1 : n;
    }
}

/* Return what follows n characters; a byte that is no text is one. */
static const char *skip(const char *at, size_t n)
{
    for (; n != 0 && *at != '\0'; n--) {
        size_t n_bytes = profpass__utf8_length(at);
        at += n_bytes != 0 ? n_bytes : 1;
    }
    return at;
}

void profpass__plot_words(profpass__text *t, const char *string, size_t n_most)
{
    const char *end = string + strlen(string);
    size_t n = 0;
    for (const char *at = string; at < end; at = skip(at, 1))
        n++;
    if (n <= n_most) {
        put_part(t, string, end);
        return;
    }
    size_t n_tail = (n_most - 1) / 2, n_head = n_most - 1 - n_tail;
    put_part(t, string, skip(string, n_head));
    profpass__puts(t, "\xe2\x80\xa6");
    put_part(t, skip(string, n - n_tail), end);
}

void profpass__plot_quote(profpass__text *t, const char *string, size_t n_most)
{
    profpass__puts(t, "\"");
    profpass__plot_words(t, string, n_most);
    profpass__puts(t, "\"");
}

void profpass__plot_numbers(profpass__text *t, const double *numbers, int n)
{
    for (int i = 0; i < n; i++) {
        profpass__graph_put_real(t, numbers[i], 6);
        profpass__puts(t, i + 1 < n ? " " : "\n");
    }
}

/* ---- the head ---- */

static void put_terminal(profpass__plot *p)
{
    const profpass_plot_options *o = p->options;
    const char *name = o->terminal != NULL ? o->terminal : "svg";
    profpass__text *t = &p->t;
    profpass__puts(t, "set encoding utf8\n");
    if (p->is_text) {
        profpass__print(t, "set terminal dumb size %d,%d noenhanced %s\n",
                        o->columns > 0 ? o->columns : 80,
                        o->rows > 0 ? o->rows : 24, o->color ? "ansi" : "mono");
        return;
    }
    const char *rest = "size 1400,600";
    p->font_size = 11;
    if (strcmp(name, "pdfcairo") == 0)
        rest = "size 14in,6in";
    else if (strcmp(name, "svg") == 0 || strcmp(name, "pngcairo") == 0)
        rest = "size 1400,600 background '#ffffff'";
    if (strcmp(name, "pdfcairo") == 0 || strcmp(name, "svg") == 0)
        p->font_size = 14; /* their points are smaller */
    profpass__print(t, "set terminal %s noenhanced font 'sans,%d' %s\n", name,
                    p->font_size, rest);
}

/* The day and time of the start, as mprof writes it. */
static void put_start(profpass__plot *p)
{
    profpass__text *t = &p->t;
    double start_s = p->lines[0].start_s;
    time_t whole = (time_t)start_s;
    struct tm tm;
    if (start_s < 0 || start_s > 1e11 || localtime_r(&whole, &tm) == NULL)
        return;
    profpass__print(
        t,
        "set %s%02d / %02d / %04d - start at "
        "%02d:%02d:%02d.%03d'%s\n",
        p->is_text ? "xlabel 'time (in seconds), " : "key title '", tm.tm_mday,
        tm.tm_mon + 1, tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec,
        (int)((start_s - (double)whole) * 1000), p->is_text ? "" : " left");
}

static void put_frame(profpass__plot *p)
{
    profpass__text *t = &p->t;
    const char *title = p->options->title;
    if (title == NULL && p->only != NULL)
        title = p->only->command;
    if (title != NULL) {
        profpass__puts(t, "set title ");
        profpass__plot_quote(t, title, p->is_text ? 70 : 90);
        if (p->is_text)
            profpass__puts(t, "\n");
        else
            profpass__print(t, " font ',%d'\n", p->font_size + 2);
    }
    profpass__puts(t, "set xlabel 'time (in seconds)'\n"
                      "set ylabel 'memory used (in MiB)'\n");
    if (p->is_text) {
        profpass__puts(t, "set key below left Left reverse vertical "
                          "maxcols 1\n");
    } else {
        profpass__puts(t,
                       GRID "set border 3 lc rgb '#333333'\n"
                            "set tics nomirror out\n"
                            "set style textbox opaque noborder "
                            "fillcolor rgb '#ffffff' margins 0.6,0.4\n"
                            "set key at screen 0.715,0.9 left top Left reverse "
                            "samplen 2\n");
        /* gnuplot leaves out what does not fit beside the plot. */
        profpass__print(t, "set key spacing %s\n",
                        p->n_lines + p->marks.n_functions > 15 ? "1" : "1.25");
        profpass__print(t, "set lmargin at screen %.2f\n", PROFPASS__PLOT_LEFT);
        profpass__print(t, "set rmargin at screen %.2f\n",
                        PROFPASS__PLOT_RIGHT);
    }
    if (p->only != NULL)
        put_start(p);
}

static void put_yrange(profpass__plot *p)
{
    profpass__puts(&p->t, "set yrange [");
    profpass__graph_put_real(&p->t, p->low_mib, 6);
    profpass__puts(&p->t, ":");
    profpass__graph_put_real(&p->t, p->high_mib, 6);
    profpass__puts(&p->t, "]\n");
}

/* The part of the time and of the memory that is drawn. Above the curves is
 * room for the labels of two peaks. */
static void put_ranges(profpass__plot *p)
{
    const profpass_plot_options *o = p->options;
    double span = p->high_mib - p->low_mib;
    double low = p->low_mib > p->high_mib / 2 ? p->low_mib - span / 10
                 : p->low_mib < 0             ? p->low_mib
                                              : 0;
    bool has_labels = p->only != NULL && !o->no_functions && !p->is_text;
    double high = p->high_mib + (p->high_mib - low) * (has_labels ? .28 : .06);
    if (high - low < 1e-3) {
        low -= .5;
        high += .5;
    }
    p->low_mib = low;
    p->high_mib = high;
    profpass__puts(&p->t, "set xrange [");
    profpass__graph_put_real(&p->t, p->begin_s, 6);
    profpass__puts(&p->t, ":");
    profpass__graph_put_real(&p->t, p->end_s, 6);
    profpass__puts(&p->t, "]\n");
    put_yrange(p);
}

/* ---- curves ---- */

static void put_line_data(profpass__plot *p)
{
    for (uint32_t i = 0; i < p->n_lines; i++) {
        const profpass__plot_line *line = &p->lines[i];
        profpass__print(&p->t, "$line%u << EOD\n", i);
        for (uint32_t j = 0; j < line->curve.n_points; j++) {
            const profpass_memory_point *at = &line->curve.points[j];
            const double point[] = {at->time_s - line->start_s, at->mib};
            profpass__plot_numbers(&p->t, point, 2);
        }
        profpass__puts(&p->t, "EOD\n");
        if (!line->has_slope)
            continue;
        profpass__print(&p->t, "$slope%u << EOD\n", i);
        const double ends[] = {p->begin_s, p->end_s};
        for (int end = 0; end < 2; end++) {
            const double point[] = {ends[end],
                                    line->at_start + line->slope * ends[end]};
            profpass__plot_numbers(&p->t, point, 2);
        }
        profpass__puts(&p->t, "EOD\n");
    }
}

static void put_line_title(profpass__plot *p, const profpass__plot_line *line)
{
    static const struct {
        const char *what, *text;
    } names[] = {{"rss", "resident memory (RSS)"},
                 {"pss", "proportional (PSS)"},
                 {"uss", "unshared (USS)"}};
    profpass__text *t = &p->t;
    const char *text = line->kind == PROFPASS__HEAP ? "live heap" : line->what;
    for (size_t i = 0; i < 3 && line->kind == PROFPASS__USAGE; i++)
        if (strcmp(line->what, names[i].what) == 0)
            text = names[i].text;
    profpass__puts(t, p->is_text ? " title \" " : " title \"");
    if (line->kind == PROFPASS__CHILD) {
        profpass__print(t, "child %u", line->curve.pid);
        if (!line->has_slope) { /* there is no room for both */
            profpass__puts(t, ", at most ");
            profpass__graph_put_real(t, line->most_mib, 1);
            profpass__puts(t, " MiB");
        }
    } else if (p->only == NULL) {
        profpass__plot_words(t, line->name, 40);
    } else {
        profpass__plot_words(t, text, 40);
    }
    if (line->has_slope) {
        profpass__puts(t, ", slope ");
        profpass__graph_put_real(t, line->slope, 5);
        profpass__puts(t, " MiB/s");
    }
    bool has_peak = p->is_text && p->only != NULL &&
                    !p->options->no_functions && line->kind != PROFPASS__CHILD;
    if (has_peak)
        profpass__plot_peak_words(p, line, ", peak ");
    profpass__puts(t, "\"");
}

static void put_line_parts(profpass__plot *p)
{
    for (uint32_t i = 0; i < p->n_lines; i++) {
        const profpass__plot_line *line = &p->lines[i];
        bool has_points = line->curve.n_points <= POINTS_MAX && !p->is_text;
        profpass__print(
            &p->t, "%s $line%u using 1:2 with %s lw %s lc rgb '#%06x'",
            i == 0 ? "plot" : ",", i,
            has_points ? "linespoints pt 1 ps 0.6" : "lines",
            line->kind == PROFPASS__CHILD ? "1.2" : "1.6", line->color);
        put_line_title(p, line);
        if (line->has_slope)
            profpass__print(&p->t,
                            ", $slope%u using 1:2 with lines lw 1 dt 2 "
                            "lc rgb '#%06x' notitle",
                            i, line->color);
    }
    if (p->n_children_left != 0)
        profpass__print(&p->t,
                        ", NaN with lines lc rgb '#ffffff' title "
                        "'%u smaller %s not drawn'",
                        p->n_children_left,
                        p->n_children_left == 1 ? "child is" : "children are");
}

/* ---- the whole ---- */

/* Begin a picture of three: the legend, the curves, and below them the calls as
 * boxes, level by level. gnuplot gives a legend no more room than its plot has;
 * so it gets a plot of its own, of all the height, where nothing is to be seen.
 */
static void begin_flame(profpass__plot *p)
{
    profpass__text *t = &p->t;
    profpass__puts(t, "set multiplot\nunset xlabel\nset format x ''\n");
    if (p->is_text) {
        profpass__puts(t, "set size 1,0.6\nset origin 0,0.4\n");
        return;
    }
    profpass__puts(t, "set tmargin at screen 0.90\n"
                      "set bmargin at screen 0.13\n"
                      "set yrange [1e30:2e30]\nunset border\nunset tics\n"
                      "unset grid\nunset ylabel\n");
    put_line_parts(p);
    profpass__plot_call_parts(p);
    profpass__puts(t, "\nset border 3\nset tics\nset tics nomirror out\n"
                      "set ylabel 'memory used (in MiB)'\n"
                      "set tmargin at screen 0.90\n"
                      "set bmargin at screen 0.45\n"
                      "unset key\nunset title\n" GRID);
    put_yrange(p);
}

static void end_flame(profpass__plot *p)
{
    profpass__text *t = &p->t;
    profpass__puts(t, "unset title\nunset key\nunset arrow\nunset label\n"
                      "set xlabel 'time (in seconds)'\n"
                      "set ylabel 'calls by level'\nset format x '%h'\n"
                      "unset ytics\nset border 1\n");
    profpass__print(t, "set yrange [0:%u]\n", p->marks.n_levels);
    if (!p->is_text)
        profpass__puts(t, "set tmargin at screen 0.40\n"
                          "set bmargin at screen 0.13\n");
    else
        profpass__puts(t, "set size 1,0.4\nset origin 0,0\n");
    profpass__plot_boxes(p);
    profpass__puts(t, "unset multiplot\n");
}

static void put_all(profpass__plot *p)
{
    put_terminal(p);
    put_frame(p);
    put_ranges(p);
    put_line_data(p);
    if (p->has_calls)
        profpass__plot_call_data(p);
    if (p->has_boxes)
        begin_flame(p);
    else if (!p->is_text)
        profpass__puts(&p->t, "set tmargin at screen 0.90\n"
                              "set bmargin at screen 0.13\n");
    if (p->only != NULL && !p->options->no_functions && !p->is_text)
        profpass__plot_peaks(p);
    put_line_parts(p);
    if (p->has_calls && (!p->has_boxes || p->is_text))
        profpass__plot_call_parts(p);
    profpass__puts(&p->t, "\n");
    if (p->has_boxes)
        end_flame(p);
}

profpass_status profpass_plot_write(const profpass_plotted *plotted, size_t n,
                                    const profpass_plot_options *options,
                                    const profpass_sink *out,
                                    profpass_error *err)
{
    profpass__plot p = {.options = options,
                        .only = n == 1 ? plotted[0].recording : NULL,
                        .is_text = options->terminal != NULL &&
                                   strcmp(options->terminal, "dumb") == 0};
    profpass__text_init(&p.t, out);
    profpass_status status = profpass__plot_gather(&p, plotted, n, err);
    if (status == PROFPASS_OK) {
        put_all(&p);
        status = profpass__text_done(&p.t, err);
    }
    profpass__arena_done(&p.arena);
    return status;
}
