/* browse.h - the statistics browser: what is loaded, and its commands
 *
 *     cmd_browse.c ──line──▶ browse_run ──▶ browse.c        pstats' commands
 *          ▲                               browse_memory.c  lines, mem, source
 *          └── browse_input.c  prompt, editing, completion, pager
 */
#ifndef PROFPASS_TOOLS_BROWSE_H
#define PROFPASS_TOOLS_BROWSE_H

#include <stdbool.h>
#include <stdio.h>

#include "profpass/stats.h"

/* A file that was read or added. */
typedef struct browse_file {
    char *path;
    profpass_profile *profile; /* NULL: one of Python's, which has no more */
} browse_file;

typedef struct browse {
    FILE *out; /* of the running command */
    bool color;
    char *path;            /* of the last file that was read, as given; NULL */
    profpass_stats *stats; /* NULL: nothing is loaded                        */
    browse_file *files;    /* [n_files] of which stats is the sum            */
    size_t n_files;
    char *last; /* the last command, for an empty line; NULL      */
} browse;

typedef struct browse_command {
    const char *name;
    /* arguments is the rest of the line, without blanks around it. False: leave
     * the browser. */
    bool (*run)(browse *b, const char *arguments);
    const char *help; /* lines, the last without newline */
    enum {
        BROWSE_NOTHING,
        BROWSE_COMMANDS,
        BROWSE_FILES,
        BROWSE_KEYS,
        BROWSE_FUNCTIONS
    } completes; /* what its arguments are */
} browse_command;

/* The commands in the order of help, ended by one whose name is NULL: those of
 * Python's browser, and those that only a profile of ours has an answer to. */
extern const browse_command browse_commands[], browse_memory_commands[];

/* Run one line; false: leave. */
bool browse_run(browse *b, const char *line);

/* Read a file, or add one; false if that failed, which is said on b->out. */
bool browse_read(browse *b, const char *path);
bool browse_add(browse *b, const char *path);

/* Find the command that a line begins with; NULL if there is none. */
const browse_command *browse_find(const char *name, size_t n_bytes);

void browse_done(browse *b);

/* ---- browse_input.c ---- */

/* Get ready: with line editing if stdin and stdout are a terminal. */
void browse_input_start(browse *b);

/* Show the prompt and return the next line, the caller's to free; NULL at the
 * end of the input. */
char *browse_input_line(void);

/* Run one line with its output to stdout, by a pager where it is longer than
 * the terminal. */
bool browse_input_run(const char *line);

#endif
