/* plot_write.h - a picture while its program is written
 *
 *     lines [ usage | heap | child … ]    $line0 $line1 …   curves
 *     marks                               $calls0 …         brackets or boxes
 *
 * Times are seconds since each recording's first point.
 */
#ifndef PROFPASS_PLOT_WRITE_H
#define PROFPASS_PLOT_WRITE_H

#include "plot_marks.h"
#include "profpass/plot.h"
#include "text.h"

/* Where the plot is in the picture, in parts of it; the legend is to the right.
 */
#define PROFPASS__PLOT_LEFT  0.07
#define PROFPASS__PLOT_RIGHT 0.70

/* Characters of the legend that fit beside the plot. */
#define PROFPASS__LEGEND 43

/* A curve of the picture. */
typedef struct profpass__plot_line {
    profpass_memory_curve curve; /* what is drawn                     */
    double start_s;              /* what its times count from         */
    double most_mib, most_s;     /* its highest point, since start_s  */
    bool has_slope;
    double slope, at_start; /* MiB/s, MiB                        */
    uint32_t color;
    enum { PROFPASS__USAGE, PROFPASS__HEAP, PROFPASS__CHILD } kind;
    const char *name; /* of one of several recordings      */
    const char *what;
} profpass__plot_line;

#define PROFPASS__HEAP_COLOR 0x0072b2

typedef struct profpass__plot {
    profpass__text t;
    const profpass_plot_options *options;
    const profpass_recording *only; /* NULL: there are several */
    bool is_text;                   /* drawn in characters     */
    bool has_calls, has_boxes;      /* as brackets, as boxes   */
    profpass__plot_line *lines;
    uint32_t n_lines, n_children_left; /* out of the picture */
    double begin_s, end_s;             /* what of the time is drawn */
    double low_mib, high_mib;
    int font_size;
    profpass__marks marks;
    profpass__arena arena;
} profpass__plot;

/* Fill in what is drawn of recordings. */
profpass_status profpass__plot_gather(profpass__plot *p,
                                      const profpass_plotted *plotted, size_t n,
                                      profpass_error *err);

/* The colour of a function, 0xrrggbb; told apart by the colour-blind too. */
uint32_t profpass__plot_color(uint32_t function);

/* Put a quoted string: a control character becomes '?', and of more than n_most
 * characters the middle is left out. */
void profpass__plot_quote(profpass__text *t, const char *string, size_t n_most);
/* The same within quotes that stand already. */
void profpass__plot_words(profpass__text *t, const char *string, size_t n_most);

/* Put a line of data. */
void profpass__plot_numbers(profpass__text *t, const double *numbers, int n);

/* Put the data of the calls: brackets on the curve, or boxes by level. */
void profpass__plot_call_data(profpass__plot *p);

/* Put more parts of a plot command: the brackets, with their legend; or what
 * gives boxes, drawn elsewhere, their legend. */
void profpass__plot_call_parts(profpass__plot *p);

/* Put the plot command of the boxes, with names where they fit. */
void profpass__plot_boxes(profpass__plot *p);

/* Put the word, how high a curve's peak is, and what ran then; within quotes.
 */
void profpass__plot_peak_words(profpass__plot *p,
                               const profpass__plot_line *line,
                               const char *word);

/* Put labels and lines of the peaks. */
void profpass__plot_peaks(profpass__plot *p);

#endif
