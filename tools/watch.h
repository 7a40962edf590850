/* watch.h - the profiles that a program makes, noticed while it runs */
#ifndef PROFPASS_TOOLS_WATCH_H
#define PROFPASS_TOOLS_WATCH_H

#include <sys/types.h>

/* Begin to watch the directory in which an output pattern makes files; -1 if
 * that cannot be. Call it before the program starts. */
int watch_begin(const char *pattern);

/* Keep hold of what process pid makes there, until it ends. */
void watch_until_end(int watch, const char *pattern, pid_t pid);

/* As left_profiles, for what is held: wherever it is by now. */
int watch_stamp(pid_t pid, int wait_status);

#endif
