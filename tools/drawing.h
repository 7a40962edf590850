/* drawing.h - a picture drawn by another program, a child
 *
 *     text ──▶ memory file ──stdin──▶ dot, gnuplot ──pipe──▶ output
 *
 * The program gets the text whole, so that neither waits for the other, and
 * what it draws goes through us, so that a full disk is noticed.
 */
#ifndef PROFPASS_TOOLS_DRAWING_H
#define PROFPASS_TOOLS_DRAWING_H

#include "output.h"

/* The program that draws. */
typedef struct drawer {
    char *const *argv;
    const char *missing; /* what to do if it is not installed */
} drawer;

/* A picture while its text is written. */
typedef struct drawing {
    output text; /* give its sink to the writer */
    int fd;
} drawing;

/* Begin. False: said why on stderr. */
bool drawing_begin(drawing *d);

/* Run the program and copy what it draws to out; with out NULL it draws where
 * we write. Then the text is gone. With `draw` false only the latter. False:
 * said why on stderr, or out->error is set. */
bool drawing_end(drawing *d, bool draw, const drawer *by, output *out);

#endif
