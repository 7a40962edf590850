/* preload.h - the environment that profiles a program and its children
 *
 *     LD_PRELOAD=…/libprofrt.so:OTHERS
 *     PROFPASS_OPTIONS=OTHERS:output=PATTERN
 */
#ifndef PROFPASS_TOOLS_PRELOAD_H
#define PROFPASS_TOOLS_PRELOAD_H

#include <stdbool.h>

/* Have the runtime loaded into programs, before other libraries, unless the
 * program has a sanitizer. False: said why it cannot be. */
bool preload_runtime(const char *program);

/* Have profiles named by a pattern. False: said why it cannot be. */
bool preload_profile(const char *pattern);

#endif
