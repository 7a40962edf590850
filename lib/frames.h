/* frames.h - the frames of a calling context, the innermost first
 *
 *     thread ── main ── f ── g      g, which has no lines, ran in line 7 of f
 *
 *     g at its first line  ▸  f at line 7  ▸  main at its first line
 *
 *     place              frame
 *     i                  function i, at its first line
 *     n_functions        code under no instrumented function
 *     n_functions + 1 + j   row j of the lines, in its function
 *
 * A function has the line that was running only where it is the innermost one
 * with lines: of the others, it is not known from which line they were left.
 */
#ifndef PROFPASS_FRAMES_H
#define PROFPASS_FRAMES_H

#include "profpass/stats.h"

/* On the way outwards. */
typedef struct profpass__frames {
    const profpass_model *m;
    uint32_t node;     /* of the next frame              */
    uint32_t row_node; /* whose frame is the line        */
    uint32_t row;      /* PROFPASS_NONE: no line, or past */
    bool outside;      /* the context is of no function   */
} profpass__frames;

/* Begin with a node, and the row of the line that was running there, or
 * PROFPASS_NONE. O(depth). */
profpass__frames profpass__frames_of(const profpass_model *m, uint32_t node,
                                     uint32_t row);

/* Set *place to the next frame. False: there is none. There is one more at most
 * than the node is deep. */
bool profpass__next_frame(profpass__frames *frames, uint32_t *place);

/* Count the frames of each node, without that of its line: depth[n_nodes]. */
void profpass__count_frames(const profpass_model *m, uint32_t *depth);

/* Return how many places there are; those of rows of no function are on no way.
 */
uint32_t profpass__n_places(const profpass_model *m);

/* What a place is called, never "", and where it is; line 0: not known. */
typedef struct profpass__place_words {
    const char *name, *file;
    uint32_t line;
} profpass__place_words;
profpass__place_words profpass__place_words_of(const profpass_model *m,
                                               uint32_t place);

#endif
