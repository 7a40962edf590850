/* failure.h - how a function of the library says why it failed */
#ifndef PROFPASS_FAILURE_H
#define PROFPASS_FAILURE_H

#include "profpass/stats.h"

#define PROFPASS__NO_OFFSET UINT64_MAX

/* Fill *err, unless it is NULL, and return the status. The format makes one
 * line: what was expected, what was found. */
__attribute__((format(printf, 4, 5))) profpass_status
profpass__fail(profpass_error *err, profpass_status status, uint64_t offset,
               const char *format, ...);

/* The same for want of memory. */
profpass_status profpass__fail_memory(profpass_error *err);

#endif
