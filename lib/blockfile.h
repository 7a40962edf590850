/* blockfile.h - the profile file as bytes: its blocks, and what refs point to
 *
 *     bytes  [ header | block | block | … ]            a snapshot, checked
 *     blocks [ {kind, offset, n_records, first}, … ]    in the file's order
 *
 * Records of a kind are numbered through all its blocks, in the file's order;
 * that number is how the model's builder knows them.
 */
#ifndef PROFPASS_BLOCKFILE_H
#define PROFPASS_BLOCKFILE_H

#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "profpass/format.h"
#include "profpass/stats.h"

#define PROFPASS__N_KINDS 14 /* enum profpass_block_kind starts at 1 */

typedef struct profpass__block {
    uint64_t offset;    /* of the first record                          */
    uint64_t end;       /* of the block                                 */
    uint32_t kind;      /* 0: unknown, skipped                          */
    uint32_t stride;    /* bytes from record to record; 0 if they vary  */
    uint32_t n_records; /* in the snapshot                              */
    uint32_t first;     /* number of the first record                   */
    profpass_ref owner;
    const char *copy; /* strings: the bytes from offset, in the model */
} profpass__block;

typedef struct profpass__file {
    const uint8_t *bytes;
    uint64_t n_bytes;
    void *pages; /* what bytes stands on, if ours */
    profpass__block *blocks;
    uint32_t n_blocks;
    uint32_t n_records[PROFPASS__N_KINDS];
    uint32_t hint; /* the block found last */
} profpass__file;

/* Where a file comes from: a descriptor, or bytes if fd is -1. */
typedef struct profpass__source {
    int fd;
    const uint8_t *bytes;
    uint64_t n_bytes;
} profpass__source;

/* Take a snapshot of a profile that may be growing: records are in it only with
 * all that they refer to. Block tables are taken from scratch. On failure *out
 * is empty. */
profpass_status profpass__file_read(profpass__file *out,
                                    const profpass__source *source,
                                    profpass__arena *scratch,
                                    profpass_error *err);
void profpass__file_done(profpass__file *file);

/* Return the record i < block->n_records. */
static inline const uint8_t *
profpass__block_record(const profpass__file *file, const profpass__block *block,
                       uint32_t i)
{
    return file->bytes + block->offset + (uint64_t)i * block->stride;
}

/* Return the record of a kind that ref points to, and its number; NULL if there
 * is none in the snapshot. O(log blocks). */
const uint8_t *profpass__file_find(profpass__file *file, profpass_ref ref,
                                   enum profpass_block_kind kind,
                                   uint32_t *number);

/* Return the block that holds the byte at offset, or NULL. */
const profpass__block *profpass__file_block_at(profpass__file *file,
                                               uint64_t offset);

/* ---- step by step, for a file that is followed while it grows ------------ */

/* A window on the source, so that a walk over small blocks is not a system call
 * each. n_bytes 0: nothing is in it yet. */
typedef struct profpass__window {
    uint64_t start, n_bytes;
    uint8_t bytes[PROFPASS_HEADER_BYTES];
} profpass__window;

/* Read and check the header: then it is what the window holds, and the blocks
 * end at *used_bytes. err is not NULL, here and below. */
profpass_status profpass__file_header(const profpass__source *source,
                                      profpass__window *w, uint64_t *used_bytes,
                                      profpass_error *err);

/* Read the head of the block at *offset < used_bytes, and step over it. Its
 * records are counted in none of a file's tables. */
profpass_status profpass__file_step(const profpass__source *source,
                                    profpass__window *w, uint64_t used_bytes,
                                    uint64_t *offset, profpass__block *block,
                                    profpass_error *err);

/* The words for a kind of block. */
const char *profpass__kind_name(uint32_t kind);

#endif
