/* layout.h - a graph laid out and drawn by Graphviz's dot, a child
 *
 *     text of the graph ──▶ memory file ──stdin──▶ dot -Tpng ──pipe──▶ output
 *
 * dot gets the text whole, so that neither waits for the other, and what it
 * draws goes through us, so that a full disk is noticed.
 */
#ifndef PROFPASS_TOOLS_LAYOUT_H
#define PROFPASS_TOOLS_LAYOUT_H

#include "output.h"

/* Return what dot's -T wants for a file of that name, "png" for "a.png"; "dot"
 * for a name without suffix, for "-" and for NULL. NULL, said why on stderr:
 * not a suffix that is known. */
const char *layout_format(const char *path);

/* A graph while its text is written. */
typedef struct layout {
    output text; /* give its sink to the writer */
    int fd;
} layout;

/* Begin. False: said why on stderr. */
bool layout_begin(layout *l);

/* Run dot and copy what it draws to out; then the text is gone. With `draw`
 * false only the latter. False: said why on stderr, or out->error is set. */
bool layout_end(layout *l, bool draw, const char *format, output *out);

#endif
