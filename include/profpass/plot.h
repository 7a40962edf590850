/* plot.h - memory over time as a picture: a program for gnuplot
 *
 *     recordings, profiles ──▶ profpass_plot_write ──▶ text ──gnuplot──▶
 * picture
 *
 * The text names nothing but itself: no file is read, no command is run, and
 * names of functions stand in it as data, whatever is in them.
 */
#ifndef PROFPASS_PLOT_H
#define PROFPASS_PLOT_H

#include "profpass/recording.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Zero-initialise for the defaults. */
typedef struct profpass_plot_options {
    const char *terminal; /* gnuplot's: "pngcairo", "svg", "pdfcairo", "dumb",
                             "qt", "wxt" or "x11"; NULL: "svg"               */
    int columns, rows;    /* of "dumb"; 0: 80 and 24                         */
    bool color;           /* of "dumb"; the others always have it            */
    const char *title;    /* NULL: the command of a single recording         */
    bool no_functions;    /* neither functions nor peaks                     */
    bool flame;           /* calls as boxes by level, not as brackets        */
    bool slope;           /* a line of least squares for each curve          */
    bool has_window;      /* only from begin_s to end_s, since the start     */
    double begin_s, end_s;
} profpass_plot_options;

/* One of what is plotted. */
typedef struct profpass_plotted {
    const char *name; /* for the legend, if there are several */
    const profpass_recording *recording;
} profpass_plotted;

/* Write the program that plots recordings: the memory of each since its start;
 * of a single one also the live heap, children, functions and peaks. However
 * many samples and calls there are, the program has at most some ten thousand
 * lines. ENOTFOUND: a recording has no samples (the message names it); EINVAL:
 * the window is empty; EIO: the sink failed. O(n log n). */
profpass_status profpass_plot_write(const profpass_plotted *plotted, size_t n,
                                    const profpass_plot_options *options,
                                    const profpass_sink *out,
                                    profpass_error *err);

/* Make a recording of the live heap in a profile; the caller ends it with
 * profpass_recording_close. The profile is not needed afterwards. ENOTFOUND: no
 * heap was recorded in it. */
profpass_status profpass_recording_of_profile(const profpass_profile *profile,
                                              const profpass_recording **out,
                                              profpass_error *err);

#ifdef __cplusplus
}
#endif

#endif
