/* diff.h - two runs side by side: which functions and lines meet, by how much
 * they differ, and what growth is too much
 *
 *     before ─┐
 *             ├─▶ diff_rows.c ──▶ rows ──┬─▶ write_diff.c    tables
 *     after ──┘                          └─▶ diff_limits.c   too much?
 */
#ifndef PROFPASS_DIFF_H
#define PROFPASS_DIFF_H

#include "arena.h"
#include "profpass/stats.h"
#include "text.h"

/* What is compared. Of lines, calls are occurrences, and there are no times. */
enum {
    PROFPASS__DIFF_TIME, /* of functions, callees included */
    PROFPASS__DIFF_SELF,
    PROFPASS__DIFF_CALLS,
    PROFPASS__DIFF_ALLOCS,
    PROFPASS__DIFF_BYTES,
    PROFPASS__DIFF_LIVE,
    PROFPASS__DIFF_PEAK, /* live when the process held most */
    PROFPASS__N_DIFFS
};

/* Return the metric of the n bytes at word; N_DIFFS if there is none. */
unsigned profpass__diff_metric(const char *word, size_t n);
extern const char *const profpass__diff_words[PROFPASS__N_DIFFS];

/* An amount of a metric: "1.20 ms", "512 B", "12". */
profpass__number profpass__diff_amount(unsigned metric, uint64_t amount);

/* A function, or a line of one; [0] before, [1] after. */
typedef struct profpass__diff_row {
    const char *name, *file; /* of the newer run that has it */
    uint32_t line;
    bool is_in[2];
    uint64_t figures[2][PROFPASS__N_DIFFS];
} profpass__diff_row;

typedef struct profpass__diff {
    profpass__diff_row *functions, *lines;
    uint32_t n_functions, n_lines;
    /* Of the functions that are compared; TIME is that of SELF. Without a
     * restriction, of the whole heap. */
    profpass__diff_row total;
    uint64_t whole_before[PROFPASS__N_DIFFS]; /* without any restriction */
    profpass__arena arena;
} profpass__diff;

/* Match two runs. Functions meet by linkage name and file, those that are left
 * by linkage name; several of one name in the order of their lines. Lines meet
 * by function, file and distance from its beginning. function: a glob over
 * names, or NULL. False: no memory. */
bool profpass__diff_match(profpass__diff *diff,
                          const profpass_diff_side *before,
                          const profpass_diff_side *after,
                          const char *function);
void profpass__diff_done(profpass__diff *diff);

/* after - before, as a distance and its sign. */
uint64_t profpass__diff_change(const profpass__diff_row *row, unsigned metric,
                               bool *grew);

/* Read "64KiB"; false if it is no amount of memory. */
bool profpass__diff_read_bytes(const char *text, double *n_bytes);

/* EINVAL if one of the limits cannot be read. */
profpass_status profpass__diff_check_limits(const char *const *limits,
                                            size_t n_limits,
                                            profpass_error *err);

/* Name each row, and the total, that grew by more than a limit; return how many
 * did. The limits have been checked. */
uint32_t profpass__diff_put_above(profpass__text *t, const profpass__diff *diff,
                                  const char *const *limits, size_t n_limits);

#endif
