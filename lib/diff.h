/* diff.h - two runs side by side: which functions and lines meet, by how much
 * they differ, and what growth is too much
 *
 *     before ─┐                                ┌─▶ write_diff.c    tables
 *             ├─▶ diff_rows.c ──▶ functions, ──┤
 *     after ──┘        │          lines        └─▶ diff_limits.c   too much?
 *                      └─▶ diff_heap.c ──▶ contexts
 */
#ifndef PROFPASS_DIFF_H
#define PROFPASS_DIFF_H

#include "arena.h"
#include "profpass/stats.h"
#include "text.h"

/* What is compared. Of lines, calls are occurrences, and there are no times; of
 * contexts, neither calls. */
enum {
    PROFPASS__DIFF_TIME, /* of functions, callees included */
    PROFPASS__DIFF_SELF,
    PROFPASS__DIFF_CALLS,
    PROFPASS__DIFF_ALLOCS,
    PROFPASS__DIFF_BYTES,
    PROFPASS__DIFF_LIVE,
    PROFPASS__DIFF_PEAK, /* live when the process held most */
    PROFPASS__DIFF_MAX,  /* the most at once; of several contexts, at most */
    PROFPASS__DIFF_TEMPORARY,
    PROFPASS__N_DIFFS
};

/* Return the metric of the n bytes at word; N_DIFFS if there is none. */
unsigned profpass__diff_metric(const char *word, size_t n);
extern const char *const profpass__diff_words[PROFPASS__N_DIFFS];
#define PROFPASS__DIFF_WORDS \
    "time, self, calls, allocs, bytes, live, peak, max, temporary"

/* An amount of a metric: "1.20 ms", "512 B", "12". */
profpass__number profpass__diff_amount(unsigned metric, uint64_t amount);

/* A function, or a line of one; [0] before, [1] after. */
typedef struct profpass__diff_row {
    const char *name, *file; /* of the newer run that has it */
    uint32_t line;
    bool is_in[2];
    uint64_t figures[2][PROFPASS__N_DIFFS];
} profpass__diff_row;

/* Where a calling context is: the line that allocated, and the callers. */
typedef struct profpass__diff_place {
    uint32_t path;          /* of diff.paths                               */
    uint32_t line_function; /* whose line it is, as in a path; see there   */
    const char *line_file;
    uint32_t line; /* 0: no line */
} profpass__diff_place;

/* A path of calls of both runs (call_paths.h); 0 is of no function. */
typedef struct profpass__diff_path {
    uint32_t parent;
    uint32_t function; /* a row, as before they were restricted */
    const char *name, *file;
    uint32_t line;
} profpass__diff_path;

typedef struct profpass__diff {
    profpass__diff_row *functions, *lines;
    uint32_t n_functions, n_lines;
    /* Of each run's functions and lines, the rows; NONE: in none. */
    uint32_t *function_rows[2], *line_rows[2];
    profpass__diff_row *contexts;
    profpass__diff_place *places; /* [n_contexts] */
    const profpass__diff_path *paths;
    uint32_t n_contexts;
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

/* Once functions and lines are matched: add to them what the heap's rows have,
 * and match the calling contexts. False: no memory. */
bool profpass__diff_heap(profpass__diff *diff,
                         const profpass_model *const m[2]);

/* Put the line of a context and its callers, the innermost first; before each
 * caller `between` and so many blanks. */
void profpass__put_diff_context(profpass__text *t, const profpass__diff *diff,
                                uint32_t i, const char *between,
                                size_t n_blanks);

/* after - before, as a distance and its sign. */
uint64_t profpass__diff_change(const profpass__diff_row *row, unsigned metric,
                               bool *grew);

/* Read "64KiB"; false if it is no amount of memory. */
bool profpass__diff_read_bytes(const char *text, double *n_bytes);

/* EINVAL if one of the limits cannot be read. */
profpass_status profpass__diff_check_limits(const char *const *limits,
                                            size_t n_limits,
                                            profpass_error *err);

/* Name the total, and each function and context, that grew by more than a
 * limit; return how many did. The limits have been checked. */
uint32_t profpass__diff_put_above(profpass__text *t, const profpass__diff *diff,
                                  const char *const *limits, size_t n_limits,
                                  bool contexts);

#endif
