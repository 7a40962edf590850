/* rt_place.h - the profile's name and descriptor, for rt_file.c
 *
 * One caller at a time, with signals blocked: the start of the run, the holder
 * of the file lock, the child of a fork.
 */
#ifndef PROFPASS_RT_PLACE_H
#define PROFPASS_RT_PLACE_H

#include "rt.h"

#pragma GCC visibility push(hidden)

/* Make an empty file for the profile that output= names; false, and said, if
 * there can be none. It has no name until rt_place_appear, where possible. */
bool rt_place_open(void);

/* Give the file its name, the first that is free; false with errno set if that
 * fails. From then on its descriptor may get lost. */
bool rt_place_appear(void);
bool rt_place_is_named(void);

/* Return a descriptor of the file, or -1 with errno set; done gives it back. */
int rt_place_fd(void);
void rt_place_done(int fd);

/* Close the descriptor that is kept, if it is still ours. */
void rt_place_close(void);

/* Have no file after all: as if it had never been made. */
void rt_place_drop(void);

/* Say that there will be no file, while it still has its path. */
void rt_place_say_failed(const char *what, int error);

#pragma GCC visibility pop

#endif
