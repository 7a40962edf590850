/* rt_streams.h - line tables with a file of their own, for rt_report.c */
#ifndef PROFPASS_RT_STREAMS_H
#define PROFPASS_RT_STREAMS_H

#include "profpass/stats.h"

#pragma GCC visibility push(hidden)

/* Return where the tables of one report go; borrowed until close. Relative
 * paths begin at a directory; profile is what the tables are of, "" if it is
 * kept in memory only. One caller at a time. */
const profpass_streams *rt_streams_open(const char *directory,
                                        const char *profile);
void rt_streams_close(void);

#pragma GCC visibility pop

#endif
