/* heap_rows.h - sites put together: by line, by function, by calling context
 *
 *     sites ──by──▶ rows ──sort──▶ order [ 0 … n_rows ]
 *       │                          + excluded: functions that do not match
 *       └──────────────────────▶   = total
 *
 * All sums but the two bounds of `max` add up; so do the columns of a table
 * that shows some rows, all others as one, and the excluded as one.
 */
#ifndef PROFPASS_HEAP_ROWS_H
#define PROFPASS_HEAP_ROWS_H

#include "arena.h"
#include "call_paths.h"
#include "profpass/stats.h"
#include "text.h"

typedef enum profpass__heap_by {
    PROFPASS__BY_LINE,
    PROFPASS__BY_FUNCTION,
    PROFPASS__BY_CONTEXT
} profpass__heap_by;

/* What rows are sorted by. */
typedef enum profpass__heap_metric {
    PROFPASS__HEAP_PEAK,
    PROFPASS__HEAP_LIVE,
    PROFPASS__HEAP_ALLOCATED,
    PROFPASS__HEAP_CALLS,
    PROFPASS__HEAP_MAX,
    PROFPASS__HEAP_TEMPORARY,
    PROFPASS__HEAP_RISE,
    PROFPASS__N_HEAP_METRICS
} profpass__heap_metric;

/* What several sites come to. */
typedef struct profpass__heap_sums {
    uint64_t at_peak_bytes, at_peak_blocks, live_bytes, live_blocks;
    uint64_t allocated_bytes, allocations, temporaries, remote_frees;
    uint64_t blocks, lifetime_events; /* of all blocks, freed or not */
    /* The most that they had at once is between these: sites need not have
     * theirs at the same time. One site has both the same. */
    uint64_t max_least_bytes, max_most_bytes;
    uint64_t max_blocks; /* of each when it had most, summed               */
    uint64_t first_ns;   /* of the first allocation                       */
    uint64_t rise_bytes; /* of a line: the most live in the process while it
                            ran; else the most that a call added           */
    uint32_t n_sites;
} profpass__heap_sums;

typedef struct profpass__heap_row {
    uint32_t function; /* its own, or PROFPASS_NONE                         */
    uint32_t line;     /* index into model.lines; PROFPASS_NONE: of several */
    uint32_t path;     /* of calls; PROFPASS_NONE: of several               */
    profpass__heap_sums sums;
} profpass__heap_row;

typedef struct profpass__heap_rows {
    const profpass_model *m;
    const profpass_site_stats *sites;
    uint32_t n_sites;
    const profpass_account_stats *account; /* NULL: the heap */
    uint64_t peak_bytes;                   /* of the process */
    profpass__call_paths paths;
    profpass__heap_row *rows;
    uint32_t *order, n_rows, n_all; /* n_all with those excluded */
    profpass__heap_sums excluded, total;
    profpass__arena arena;
} profpass__heap_rows;

/* Return the metric of that name, or N_HEAP_METRICS. */
profpass__heap_metric profpass__heap_metric_named(const char *name);

uint64_t profpass__heap_value(const profpass__heap_sums *sums,
                              profpass__heap_metric metric);

/* Add to sums. */
void profpass__heap_add(profpass__heap_sums *sums,
                        const profpass__heap_sums *more);
/* Once all is added: what is together cannot have had more than the process. */
void profpass__heap_bound(profpass__heap_sums *sums, uint64_t peak_bytes);
profpass__heap_sums profpass__heap_of_site(const profpass_site_stats *site);

/* Choose the account, "heap" if NULL, and number the calling contexts. EINVAL:
 * no such account, or nothing was recorded of it. Whatever the status, end with
 * done. */
profpass_status profpass__heap_open(profpass__heap_rows *rows,
                                    const profpass_model *m,
                                    const char *account, profpass_error *err);
void profpass__heap_done(profpass__heap_rows *rows);

/* Make the rows, the greatest of the metric first; N_HEAP_METRICS: in the order
 * of their first sites. function: a glob over names, or NULL. only_live: what
 * has no live block is not there, nor in the total. False: no memory. */
bool profpass__heap_group(profpass__heap_rows *rows, profpass__heap_by by,
                          profpass__heap_metric metric, const char *function,
                          bool only_live);

/* Return the name of a function, also of PROFPASS_NONE. */
const char *profpass__heap_name(const profpass_model *m, uint32_t function);

/* Put "demo.c:12 work", or what stands for it where there is no line. */
void profpass__put_heap_line(profpass__text *t, const profpass_model *m,
                             uint32_t line);
/* Put "demo.c:10(work)". */
void profpass__put_heap_function(profpass__text *t, const profpass_model *m,
                                 uint32_t function);

#endif
