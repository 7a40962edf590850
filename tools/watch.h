/* watch.h - the profiles that a program makes, noticed while it runs */
#ifndef PROFPASS_TOOLS_WATCH_H
#define PROFPASS_TOOLS_WATCH_H

#include <sys/types.h>

/* Begin to watch the directory in which an output pattern makes files; -1 if
 * that cannot be. Call it before the program starts. */
int watch_begin(const char *pattern);

/* Take hold of what process pid has made there since the last time, and say how
 * many there are now; watch_held gives one. */
int watch_read(int watch, const char *pattern, pid_t pid);
int watch_held(int i);

/* As left_profiles, for what is held: wherever it is by now. */
int watch_stamp(pid_t pid, int wait_status);

#endif
