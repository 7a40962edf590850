/* series.h - what the live heap over time says of the run */
#ifndef PROFPASS_SERIES_H
#define PROFPASS_SERIES_H

#include "profpass/stats.h"

/* Return the first of the highest points of a series, which is not empty: the
 * peak was reached between the point before it and the one after it. */
uint32_t profpass__series_highest(const profpass_model *m);

/* Return the end of the run by the clock of the points: that of the last one,
 * where time on that clock is not what passes. */
uint64_t profpass__series_end_ns(const profpass_model *m);

#endif
