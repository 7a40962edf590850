/* sort_keys.h - by what the tables of calls are sorted
 *
 * The keys, their numbers, their words and the abbreviations are those of
 * Python's pstats, and more.
 */
#ifndef PROFPASS_SORT_KEYS_H
#define PROFPASS_SORT_KEYS_H

#include "profpass/stats.h"
#include "text.h"

/* "KEY,KEY,…", read. More keys than these would break no tie. */
#define PROFPASS__MAX_SORT_KEYS 32

typedef struct profpass__sort_order {
    uint8_t keys[PROFPASS__MAX_SORT_KEYS];
    size_t n_keys; /* 0: as the rows are */
} profpass__sort_order;

/* EINVAL: a word that is no key, or too many. */
profpass_status profpass__read_sort(const char *words,
                                    profpass__sort_order *out,
                                    profpass_error *err);

/* Put "cumulative time, function name". */
void profpass__put_sort(profpass__text *t, const profpass__sort_order *order);

/* Rows to be sorted, the context of compare_rows. */
typedef struct profpass__sorting {
    const profpass_stats_row *rows;
    const profpass__sort_order *order;
} profpass__sorting;

/* For profpass__sort. */
int profpass__compare_rows(const void *sorting, uint32_t a, uint32_t b);

#endif
