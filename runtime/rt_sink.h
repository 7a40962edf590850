/* rt_sink.h - the report row by row, between rt_sink.c and rt_report.c */
#ifndef PROFPASS_RT_SINK_H
#define PROFPASS_RT_SINK_H

#include "rt_api.h"

#pragma GCC visibility push(hidden)

/* Report a copy of the profile: its rows to a function, or its text where
 * report= says. 0 or an errno value. One report at a time. */
int rt_report_rows(const void *bytes, uint64_t n_bytes,
                   profpass_report_taker *take, void *context);
int rt_report_print(const void *bytes, uint64_t n_bytes);

/* Whether the program has had its report: none is printed then. */
bool rt_sink_is_delivered(void);

/* Be the one who reports; false: another thread is. */
bool rt_sink_begin(void);
void rt_sink_end(void);

void rt_sink_fork_prepare(void);
void rt_sink_fork_parent(void);
void rt_sink_fork_child(void);

#pragma GCC visibility pop

#endif
