/* gnuplot.h - a plot drawn by gnuplot: into a file, a window or the terminal */
#ifndef PROFPASS_TOOLS_GNUPLOT_H
#define PROFPASS_TOOLS_GNUPLOT_H

#include "drawing.h"

/* Return what gnuplot calls the format of a file of that name. NULL, said why
 * on stderr: not a suffix that is known. */
const char *gnuplot_format(const char *path);

/* Return gnuplot's name of the windows that it can open here; NULL if there is
 * no display, or if gnuplot was installed without: said so on stderr. */
const char *gnuplot_window(void);

/* The size of the terminal: of standard output, else COLUMNS, else 80 by 24. */
void gnuplot_terminal_size(int *columns, int *rows);

/* drawing_end, by gnuplot; without out into a window, which stays. */
bool gnuplot_end(drawing *d, bool draw, output *out);

#endif
