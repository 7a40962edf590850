/* points.h - points of memory over time: sorted, joined, thinned, summed up */
#ifndef PROFPASS_POINTS_H
#define PROFPASS_POINTS_H

#include "arena.h"
#include "profpass/recording.h"

/* Sort points by time, if they are not: the clock may have been set back.
 * False: no memory. */
bool profpass__points_sort(profpass__arena *scratch,
                           profpass_memory_point *points, uint32_t n);

/* Join the samples of a recording and what its calls say at entry and exit.
 * NULL points: no memory. */
profpass_memory_curve profpass__points_join(const profpass_recording *r,
                                            profpass__arena *arena);

/* Of the points of each of n_bins equal parts of the time, keep the first, the
 * last, the lowest and the highest: the curve looks the same. NULL points: no
 * memory. A curve of fewer points stays as it is. */
profpass_memory_curve profpass__points_thin(const profpass_memory_curve *curve,
                                            uint32_t n_bins,
                                            profpass__arena *arena);

/* The first of the highest points; n_points is not 0. */
const profpass_memory_point *
profpass__points_highest(const profpass_memory_curve *curve);

/* The line of least squares: mib = at_start + slope * (time_s - start_s).
 * False: all points are of one time. */
bool profpass__points_slope(const profpass_memory_curve *curve, double start_s,
                            double *slope, double *at_start);

#endif
