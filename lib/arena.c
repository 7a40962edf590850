/* arena.c - memory from the system in pages, freed all at once
 *
 * Small requests share chunks; a large one gets a chunk of its own, so that
 * nothing is wasted on it and untouched pages never become resident.
 */
#define _DEFAULT_SOURCE
#include "arena.h"

#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

struct profpass__chunk {
    profpass__chunk *next;
    size_t n_bytes; /* this head included */
};

/* 64 KiB: a small profile fits in one; a sixteenth of it is "large". */
#define CHUNK_BYTES ((size_t)64 << 10)
#define LARGE_BYTES (CHUNK_BYTES / 16)
#define ALIGNMENT   ((size_t)16)

_Static_assert(sizeof(profpass__chunk) % ALIGNMENT == 0,
               "blocks after the head are aligned");

/* The kernel itself is asked: in a program that is profiled, mmap may mean the
 * runtime, which counts what the program maps. */
void *profpass__pages_new(size_t n_bytes)
{
    void *pages =
        (void *)syscall(SYS_mmap, NULL, n_bytes, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, (off_t)0);
    return pages == MAP_FAILED ? NULL : pages;
}

void profpass__pages_free(void *pages, size_t n_bytes)
{
    if (pages != NULL)
        syscall(SYS_munmap, pages, n_bytes);
}

static profpass__chunk *add_chunk(profpass__arena *arena, size_t n_bytes)
{
    profpass__chunk *chunk = profpass__pages_new(n_bytes);
    if (chunk == NULL)
        return NULL;
    chunk->next = arena->chunks;
    chunk->n_bytes = n_bytes;
    arena->chunks = chunk;
    arena->mapped_bytes += n_bytes;
    return chunk;
}

void *profpass__arena_array(profpass__arena *arena, size_t n, size_t item_bytes)
{
    if (item_bytes != 0 && n > (SIZE_MAX / 2) / item_bytes)
        return NULL;
    size_t n_bytes = (n * item_bytes + ALIGNMENT) & ~(ALIGNMENT - 1);
    if (n_bytes > LARGE_BYTES) {
        profpass__chunk *chunk = add_chunk(arena, sizeof *chunk + n_bytes);
        return chunk == NULL ? NULL : chunk + 1;
    }
    if ((size_t)(arena->limit - arena->next) < n_bytes) {
        profpass__chunk *chunk = add_chunk(arena, CHUNK_BYTES);
        if (chunk == NULL)
            return NULL;
        arena->next = (char *)(chunk + 1);
        arena->limit = (char *)chunk + CHUNK_BYTES;
    }
    void *block = arena->next;
    arena->next += n_bytes;
    return block;
}

void profpass__arena_done(profpass__arena *arena)
{
    for (profpass__chunk *chunk = arena->chunks; chunk != NULL;) {
        profpass__chunk *next = chunk->next;
        profpass__pages_free(chunk, chunk->n_bytes);
        chunk = next;
    }
    *arena = (profpass__arena){0};
}
