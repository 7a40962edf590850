/* recording.h - memory over time, as `profpass run` and mprof write it
 *
 *     const profpass_recording *r;
 *     if (profpass_recording_open("mprofile_20261122124005.dat", &r, &err) !=
 *         PROFPASS_OK)
 *         …err.message…
 *     for (uint32_t i = 0; i < r->usage.n_points; i++)
 *         …r->usage.points[i].mib…
 *     profpass_recording_close(r);
 *
 * The file is text, a record a line: docs/recording-format.md. Memory is in
 * MiB, times are seconds since 1970. What was not recorded is NULL or 0.
 */
#ifndef PROFPASS_RECORDING_H
#define PROFPASS_RECORDING_H

#include <stdint.h>

#include "profpass/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct profpass_memory_point {
    double time_s, mib;
} profpass_memory_point;

/* Points by time; those of one time as in the file. */
typedef struct profpass_memory_curve {
    uint32_t pid; /* 0: the program itself, or a child that was gone already */
    const profpass_memory_point *points;
    uint32_t n_points;
} profpass_memory_curve;

/* Calls of a function: from entry to exit; the memory at both. */
typedef struct profpass_bracket {
    uint32_t function, level; /* into functions; how deep among the marked   */
    double enter_s, leave_s;  /* leave_s may be less: clocks are set back     */
    double enter_mib, leave_mib;
    uint64_t n_calls; /* 1, or all from the first entry to the last exit      */
    double busy_s;    /* in those calls                                      */
} profpass_bracket;

/* The most that was live on the heap, and what was being executed then. */
typedef struct profpass_heap_peak {
    double time_s, mib;           /* time_s 0: not recorded */
    const char *function, *place; /* "demo.c:42"; NULL: not known */
} profpass_heap_peak;

typedef struct profpass_recording {
    const char *command; /* words with blanks in quotes; NULL: not recorded */
    const char *what;    /* is measured: "rss", "pss", "uss"; never NULL     */
    const char *profile; /* path of the program's profile; NULL: none        */
    profpass_memory_curve usage, heap; /* heap: bytes live, of the program   */
    const profpass_memory_curve *children; /* by first appearance            */
    const char *const *functions;     /* names, each once, by first appearance;
                                         with blanks where the file has U+00A0   */
    const profpass_bracket *brackets; /* as in the file                      */
    profpass_heap_peak heap_peak;
    uint32_t n_children, n_functions, n_brackets;
} profpass_recording;

/* Read a recording, which may be growing: a last line without end is not there
 * yet. Records of unknown types are left out. On success *out is the caller's
 * until profpass_recording_close. EIO: the file cannot be read; EFORMAT: it is
 * no recording, or a record is wrong: the message has the line's number,
 * err.offset is its first byte. On failure *out is untouched. Time and memory
 * are linear in the file (but for points that are not in order: O(n log n)). */
profpass_status profpass_recording_open(const char *path,
                                        const profpass_recording **out,
                                        profpass_error *err);

/* Free a recording and all that was borrowed from it. NULL is fine. */
void profpass_recording_close(const profpass_recording *recording);

/* Store the most memory that was sampled: in all, or while a function ran. It
 * is named in full, or by what follows the last dot or colon. If no sample fell
 * into its calls, what was used at their entries and exits counts. ENOTFOUND:
 * no such function, or several; or nothing was sampled. O(n log n). */
profpass_status profpass_recording_peak(const profpass_recording *recording,
                                        const char *function, double *mib,
                                        profpass_error *err);

#ifdef __cplusplus
}
#endif

#endif
