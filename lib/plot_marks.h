/* plot_marks.h - the calls of a recording, so few that a picture can show them
 *
 *     calls  [ ] [ ][] []        [  ]     what a bracket spans, by function and
 *     marks  [         ]         [  ]     level: calls that stand close are one
 */
#ifndef PROFPASS_PLOT_MARKS_H
#define PROFPASS_PLOT_MARKS_H

#include "arena.h"
#include "profpass/recording.h"

/* Functions that a picture tells apart; the rest is one more. */
#define PROFPASS__MARKED_MAX 10

/* Deeper levels count as the last one. */
#define PROFPASS__LEVELS_MAX 32

typedef struct profpass__mark {
    uint32_t function, level; /* into functions */
    double enter_s, leave_s, enter_mib, leave_mib;
    uint64_t n_calls;
} profpass__mark;

typedef struct profpass__marked {
    const char *name; /* as short as tells it from all others; NULL: the rest */
    uint64_t n_calls;
    double total_s; /* in calls of it that are not within another of it */
} profpass__marked;

/* The functions that took longest come first. Marks are sorted by function. */
typedef struct profpass__marks {
    profpass__marked functions[PROFPASS__MARKED_MAX + 1];
    uint32_t n_functions, n_rest; /* how many functions the rest is */
    const profpass__mark *marks;
    uint32_t n_marks, n_levels;
} profpass__marks;

/* Make marks of the calls that reach into a part of the time, or that is all of
 * it. With by_level no two marks of a level overlap, unless calls do: of many,
 * those of the function that took most of each bit of the time are shown.
 * False: no memory. O(n log n). */
bool profpass__marks_make(const profpass_recording *r, double begin_s,
                          double end_s, bool by_level, profpass__arena *arena,
                          profpass__marks *out);

/* Return the name of the function that ran deepest at a time; NULL: none. */
const char *profpass__running_at(const profpass_recording *r, double time_s);

/* Return a name as it is drawn: a long one without parameters and template
 * arguments, which leave no room for the rest. NULL: no memory. */
const char *profpass__marks_name(profpass__arena *arena, const char *name);

#endif
