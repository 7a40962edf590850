/* flame.h - a flame graph, drawn by flamegraph.pl, a child */
#ifndef PROFPASS_TOOLS_FLAME_H
#define PROFPASS_TOOLS_FLAME_H

#include "view.h"

/* Draw the stacks of a profile, as wide as the weight of the view's text, into
 * its output. Returns the exit status; said why on stderr. */
int flame_draw(const char *path, const view_arguments *view);

#endif
