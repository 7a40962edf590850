/* numbering.h - numbers for keys: 0, 1, 2, … in the order in which they come
 *
 *     key ──hash──▶ slots [ number + 1 | 0 | … ] ──▶ entries [ key, uses ]
 *
 * What belongs to a key stands in an array of the caller, at the key's number.
 * Keys may come more than once from one input and then mean different things:
 * profpass__number_next tells the first from the second, so that the k-th of
 * one input meets the k-th of another.
 */
#ifndef PROFPASS_NUMBERING_H
#define PROFPASS_NUMBERING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An array that grows, of items of one size. Zero-initialise. */
typedef struct profpass__row {
    void *items;
    uint32_t n, capacity;
} profpass__row;

/* Append a zeroed item and return it; NULL if there is no memory, or 2^32 - 2
 * items. Items move when the array grows. Amortised O(1). */
void *profpass__row_append(profpass__row *row, size_t item_bytes);
void profpass__row_done(profpass__row *row, size_t item_bytes);

/* Four numbers that tell a thing from all others. */
typedef struct profpass__key {
    uint32_t part[4];
} profpass__key;

/* Zero-initialise. */
typedef struct profpass__numbering {
    profpass__row entries;
    uint32_t *slots; /* [n_slots], a power of two */
    size_t n_slots;
} profpass__numbering;

/* Return the key's number, a new one if it has none; entries.n tells which.
 * UINT32_MAX: no memory. O(1). */
uint32_t profpass__number_of(profpass__numbering *numbering,
                             const profpass__key *key);

/* The same for a key whose part[3] is free: the k-th time that an input (1, 2,
 * …) brings the other three parts, part[3] is k - 1. */
uint32_t profpass__number_next(profpass__numbering *numbering,
                               profpass__key key, uint32_t input);

void profpass__numbering_done(profpass__numbering *numbering);

#endif
