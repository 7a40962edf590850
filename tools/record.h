/* record.h - memory over time: what run and attach do
 *
 *     timer ──▶ sample: /proc ──▶ MEM, CHLD
 *                       profile ─▶ HEAP, FUNC, CALLS
 *     end ────▶ PROFILE, PEAK
 *
 * docs/recording-format.md is the file's. The program is not touched: what is
 * read is what the system says of it, and the file in which its runtime counts.
 */
#ifndef PROFPASS_TOOLS_RECORD_H
#define PROFPASS_TOOLS_RECORD_H

#include "cmd.h"
#include "profpass/process.h"
#include "record_file.h"
#include "record_marks.h"

#include <sys/types.h>

/* The options that run and attach share; a member `record` of the command's. */
typedef struct record_arguments {
    const char *interval, *timeout, *output, *backend;
    bool include_children, multiprocess;
} record_arguments;

#define RECORD_OPTION(letter, name, kind, type, member, value, help) \
    OPT(letter, name, kind, type, record.member, value, help)
#define RECORD_OPTIONS(type, timeout_help)                                     \
    RECORD_OPTION('T', "interval", TEXT, type, interval, "SECONDS",            \
                  "time from sample to sample (default: 0.1)"),                \
        RECORD_OPTION('C', "include-children", FLAG, type, include_children,   \
                      NULL, "add the memory of all its descendants"),          \
        RECORD_OPTION('M', "multiprocess", FLAG, type, multiprocess, NULL,     \
                      "record each descendant for itself, too"),               \
        RECORD_OPTION('t', "timeout", TEXT, type, timeout, "SECONDS",          \
                      timeout_help),                                           \
        RECORD_OPTION('o', "output", TEXT, type, output, "FILE",               \
                      "the recording (default: mprofile_YYYYMMDDhhmmss.dat)"), \
        RECORD_OPTION(0, "backend", CHOICE, type, backend,                     \
                      "rss|pss|uss|psutil|psutil_pss|psutil_uss|posix",        \
                      "what memory is: in RAM (rss, the default), each "       \
                      "shared page divided by its processes (pss), or not "    \
                      "shared (uss); psutil and posix are mprof's names")

/* What the arguments say. */
typedef struct record_settings {
    uint64_t interval_ns, timeout_ns; /* timeout 0: none */
    profpass_memory_kind kind;
    bool include_children, multiprocess;
    const char *output; /* NULL: a name of this moment */
} record_settings;

typedef struct record {
    record_settings settings;
    record_file file;
    record_marks marks;
    pid_t pid;
    int timer;                        /* -1: not recording              */
    uint64_t begin_unix_ns, begin_ns; /* one moment, by two clocks      */
    bool is_unreadable, is_crowded;   /* said once                      */
    uint64_t n_samples;
    /* record_profile.c */
    profpass_follow *follow; /* NULL: nothing is followed                 */
    int profile;             /* what it reads; -1: none yet               */
    bool midway;             /* attached to a program that was running    */
    bool is_damaged;
    uint64_t marks_due_ns; /* no poll before                            */
    uint64_t heap_peak_bytes, heap_peak_ns; /* of the samples             */
} record;

/* Read the arguments; timeout_s: the default, 0: none. False: said what is
 * wrong. */
bool record_read(const record_arguments *a, double timeout_s,
                 record_settings *out);

/* Open the file, and say what is going to be done: "sampling memory", what,
 * "…". A failure is said, and all else then does nothing. */
void record_open(record *r, const record_settings *settings, const char *what);

/* Nothing will be recorded: the program could not be started. */
void record_drop(record *r);

/* Begin with a process, and take the first sample. command[n_command]: its
 * words, each ended by '\0'. midway: it has been running. */
void record_begin(record *r, pid_t pid, const char *command, size_t n_command,
                  bool midway);

/* Why record_wait returns: bits. */
enum {
    RECORD_ENDED = 1,   /* the process has                */
    RECORD_TIMEOUT = 2, /* nothing more is to be recorded */
    RECORD_READABLE = 4 /* the other descriptor           */
};

/* Take samples until something of that happens. process: a pidfd; other: -1 if
 * there is none. */
unsigned record_wait(record *r, int process, int other);

/* Write the last records, and close the file. False if nothing was recorded. */
bool record_end(record *r);

/* Now, in nanoseconds since 1970: never goes back. */
profpass_moment record_now(const record *r);

/* ---- record_profile.c -----------------------------------------------------
 */

/* Follow a profile if it is the process's own; a later one, of what it has
 * executed since, takes the place of an earlier. The descriptor stays the
 * caller's. */
void record_follow(record *r, int fd);

/* Add what the profile says now: live heap, and marks. */
void record_profile_sample(record *r, const profpass_moment *now);

/* Add what it says at the end. */
void record_profile_end(record *r, const profpass_moment *now);

#endif
