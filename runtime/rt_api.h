/* rt_api.h - the calls of profpass.h, and the tables that carry them
 *
 *     profpass.h ── profpass__calls ──▶ table of rt_api.c ──▶ rt_call_NAME
 *
 * rt_call_NAME is defined in the file that owns the matter; calls.def is the
 * list. Each keeps errno, and may be called when nothing is recorded.
 */
#ifndef PROFPASS_RT_API_H
#define PROFPASS_RT_API_H

#include "profpass/profpass.h"
#include "rt.h"

#pragma GCC visibility push(hidden)

#define PROFPASS_CALL(result, name, parameters) \
    result rt_call_##name parameters;
#include "profpass/calls.def"

/* Give the table to all loaded objects that have a place for it. */
void rt_api_offer(void);

#pragma GCC visibility pop

#endif
