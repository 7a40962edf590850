/* left.h - the profiles that a process left behind */
#ifndef PROFPASS_TOOLS_LEFT_H
#define PROFPASS_TOOLS_LEFT_H

#include <sys/types.h>
#include <time.h>

/* Find the profiles of process pid among the files that an output pattern
 * (profpass-options(7)) may have made since `start`, of CLOCK_REALTIME_COARSE,
 * and stamp its end into those that lack one. Return how many there are. */
int left_profiles(const char *pattern, pid_t pid, struct timespec start,
                  int wait_status);

/* Return the output pattern in force for the value of PROFPASS_OPTIONS, which
 * may be NULL. Caller frees; NULL if out of memory. */
char *left_pattern(const char *options);

/* Return the glob that finds what the pattern named for process pid, followed
 * by a suffix. Caller frees; NULL if out of memory. */
char *left_glob(const char *pattern, pid_t pid, const char *suffix);

#endif
