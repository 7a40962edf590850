/* arena.h - memory from the system in pages, freed all at once
 *
 *     arena ──▶ chunk ──▶ chunk ──▶ NULL       each a mapping of its own:
 *                 [head | block block … free]
 *
 * The library may run inside a program whose heap is being measured, so it
 * never calls malloc.
 */
#ifndef PROFPASS_ARENA_H
#define PROFPASS_ARENA_H

#include <stddef.h>

typedef struct profpass__chunk profpass__chunk;

/* Zero-initialise. One thread at a time. */
typedef struct profpass__arena {
    profpass__chunk *chunks;
    char *next, *limit;  /* what is free in the newest small chunk */
    size_t mapped_bytes; /* of all chunks                          */
} profpass__arena;

/* Return n zeroed items of item_bytes, 16-byte aligned, that live as long as
 * the arena; never NULL for n = 0. NULL if there is no memory, or if the
 * product overflows. */
void *profpass__arena_array(profpass__arena *arena, size_t n,
                            size_t item_bytes);

/* Return all memory to the system; the arena is empty again. */
void profpass__arena_done(profpass__arena *arena);

/* Map n_bytes of zeroed pages, or return NULL; unmap them. */
void *profpass__pages_new(size_t n_bytes);
void profpass__pages_free(void *pages, size_t n_bytes);

#endif
