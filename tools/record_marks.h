/* record_marks.h - the marked calls of a recording, as records of its file
 *
 *     samples ──▶ history ──┐ memory at a moment, between samples
 *     calls ────────────────┴▶ FUNC   one call, while there is room for them
 *                              CALLS  several, or what there is no room for
 *
 * mprof draws FUNC records in time that grows with their square, so there are
 * at most some hundreds of them, and at least the first calls of each function.
 * CALLS are added up over a time that doubles when there are many of them: the
 * file stays small however many calls there are.
 */
#ifndef PROFPASS_TOOLS_RECORD_MARKS_H
#define PROFPASS_TOOLS_RECORD_MARKS_H

#include "profpass/follow.h"
#include "record_file.h"

typedef struct record_point {
    uint64_t unix_ns;
    double mib;
} record_point;

typedef struct record_marks {
    record_file *file;
    record_point *history; /* [n_history], by time */
    size_t n_history;
    uint32_t keep; /* one sample of so many stays in the history */
    bool last_is_spare;
    uint64_t n_samples;
    uint32_t *n_written; /* [n_functions] FUNC records of each */
    uint32_t n_functions, n_func;
    void *waiting; /* tree of calls to be written as CALLS */
    uint64_t n_calls_lines, interval_ns, flush_ns;
    bool midway;
    uint64_t first_ns; /* the first sample */
} record_marks;

/* Begin; the file stays the caller's. midway: calls that had begun before begin
 * with the first sample. */
void record_marks_init(record_marks *m, record_file *file, bool midway,
                       uint64_t interval_ns);
void record_marks_done(record_marks *m);

/* Note a sample. */
void record_marks_sample(record_marks *m, uint64_t unix_ns, double mib);

/* What profpass_follow_poll calls; context is the record_marks. */
void record_marks_calls(void *context, const profpass_marked_calls *calls);

/* Write all, and forget the numbers and names of functions: what comes is of
 * another profile. */
void record_marks_change(record_marks *m, uint64_t now_ns);

/* Write the CALLS that have waited long enough by now, or all. */
void record_marks_write(record_marks *m, uint64_t now_ns, bool all);

#endif
