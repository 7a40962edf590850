/* graph_theme.h - colours and sizes of a call graph, by weight
 *
 *     weight 0 ──────────────────────▶ 1
 *     color   dark blue … green … red        a rainbow, white text
 *     pink    pink … red
 *     gray    light gray … black
 *     bw      black; the heavy is large and thick
 *     print   the same, but outlines: saves ink
 */
#ifndef PROFPASS_GRAPH_THEME_H
#define PROFPASS_GRAPH_THEME_H

#include "profpass/stats.h"

/* Hue, saturation, lightness, each in [0,1] (CSS Color 3, 4.2.4). */
typedef struct profpass__hsl {
    double h, s, l;
} profpass__hsl;

typedef struct profpass__theme {
    const char *name;
    bool is_filled; /* nodes; the text is white then, else black */
    profpass__hsl least, most;
    double gamma;
    double least_font, most_font; /* points */
    double least_pen, most_pen;
    double skew; /* 1: colours go evenly with the weight */
} profpass__theme;

/* "#rrggbb". */
typedef struct profpass__color {
    char text[8];
} profpass__color;

/* Set *out to the theme of that name, with that skew; NULL is "color". EINVAL:
 * no such theme, or a skew that is not above 0. */
profpass_status profpass__theme_find(const char *name, double skew,
                                     profpass__theme *out, profpass_error *err);

/* Of a weight in [0,1]: the colour of a node or an edge; of a node's text; the
 * size of the text; the width of an edge, and the size of its arrow. */
profpass__color profpass__theme_color(const profpass__theme *theme,
                                      double weight);
profpass__color profpass__theme_text_color(const profpass__theme *theme,
                                           double weight);
double profpass__theme_font(const profpass__theme *theme, double weight);
double profpass__theme_pen(const profpass__theme *theme, double weight);
double profpass__theme_arrow(const profpass__theme *theme, double weight);

#endif
