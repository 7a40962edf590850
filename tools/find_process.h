/* find_process.h - a process by its id or its name, and its profile */
#ifndef PROFPASS_TOOLS_FIND_PROCESS_H
#define PROFPASS_TOOLS_FIND_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* The longest name, and the terminator. */
enum { FIND_NAME_BYTES = 256 };

/* Find the process that a word means: an id; or a name, or part of one, that is
 * only one process's. Fills in id and name; false: said why not. */
bool find_process(const char *word, pid_t *pid, char name[FIND_NAME_BYTES]);

/* Read the words of its command, each ended by '\0'; NULL if there are none.
 * The caller frees them. */
char *find_command(pid_t pid, size_t *n_bytes);

/* Open the profile that the process is writing; -1 if there is none, with errno
 * EACCES if that could not be seen. */
int find_profile(pid_t pid);

#endif
