/* layout.h - a graph laid out and drawn by Graphviz's dot */
#ifndef PROFPASS_TOOLS_LAYOUT_H
#define PROFPASS_TOOLS_LAYOUT_H

#include "drawing.h"

/* Return what dot's -T wants for a file of that name, "png" for "a.png"; "dot"
 * for a name without suffix, for "-" and for NULL. NULL, said why on stderr:
 * not a suffix that is known. */
const char *layout_format(const char *path);

/* drawing_end, by dot. */
bool layout_end(drawing *d, bool draw, const char *format, output *out);

#endif
