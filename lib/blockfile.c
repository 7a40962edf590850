/* blockfile.c - the profile file as bytes: read, checked and indexed
 *
 * The program that writes the file may be running. A record is complete before
 * its block counts it, and what it refers to is older still. So the counts are
 * read layer by layer, from the kinds that refer to the kinds that are referred
 * to, each layer with a fresh walk over the blocks; the bytes come last.
 * Whatever a counted record points to is then counted too.
 */
#define _DEFAULT_SOURCE
#include "blockfile.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bytes.h"
#include "failure.h"
#include "pstats_begin.h"

/* The layers of a snapshot, by kind. */
static const uint8_t layers[PROFPASS__N_KINDS] = {
    [PROFPASS_BLOCK_SITES] = 1,       [PROFPASS_BLOCK_MAPPED_SITES] = 1,
    [PROFPASS_BLOCK_POOL_SITES] = 1,  [PROFPASS_BLOCK_STACK_SITES] = 1,
    [PROFPASS_BLOCK_SIZES] = 1,       [PROFPASS_BLOCK_HEAP_SERIES] = 1,
    [PROFPASS_BLOCK_LINE_COUNTS] = 1, [PROFPASS_BLOCK_NODES] = 2,
    [PROFPASS_BLOCK_THREADS] = 3,     [PROFPASS_BLOCK_FUNCTIONS] = 4,
    [PROFPASS_BLOCK_MODULES] = 5,     [PROFPASS_BLOCK_SOURCE_LINES] = 5,
    [PROFPASS_BLOCK_STRINGS] = 6,
};
#define N_LAYERS 6

/* What the format promises; a change of format.h must come by here. */
_Static_assert(sizeof(profpass_header) <= PROFPASS_HEADER_BYTES, "header");
_Static_assert(sizeof(profpass_block) == 64, "block head");
_Static_assert(sizeof(profpass_string) == 8, "string head");
_Static_assert(sizeof(profpass_module_record) == 16, "module");
_Static_assert(sizeof(profpass_function_record) == 48, "function");
_Static_assert(sizeof(profpass_line_record) == 32, "line");
_Static_assert(sizeof(profpass_thread_record) == 80, "thread");
_Static_assert(sizeof(profpass_node_record) == 128, "node");
_Static_assert(sizeof(profpass_line_counts) == 16, "line counts");
_Static_assert(sizeof(profpass_site_record) == 192, "site");
_Static_assert(sizeof(profpass_size_record) == 400, "sizes");
_Static_assert(sizeof(profpass_heap_sample) == 16, "heap sample");

/* A site of format 1.1 ends here. */
#define SITE_BYTES_1_1 offsetof(profpass_site_record, max_bytes)
_Static_assert(SITE_BYTES_1_1 == 112, "old site");

/* The least size of a record by kind; 0 if it varies. */
static const uint32_t record_sizes[PROFPASS__N_KINDS] = {
    [PROFPASS_BLOCK_MODULES] = sizeof(profpass_module_record),
    [PROFPASS_BLOCK_FUNCTIONS] = sizeof(profpass_function_record),
    [PROFPASS_BLOCK_SOURCE_LINES] = sizeof(profpass_line_record),
    [PROFPASS_BLOCK_THREADS] = sizeof(profpass_thread_record),
    [PROFPASS_BLOCK_NODES] = sizeof(profpass_node_record),
    [PROFPASS_BLOCK_SITES] = SITE_BYTES_1_1,
    [PROFPASS_BLOCK_MAPPED_SITES] = sizeof(profpass_site_record),
    [PROFPASS_BLOCK_POOL_SITES] = sizeof(profpass_site_record),
    [PROFPASS_BLOCK_STACK_SITES] = sizeof(profpass_site_record),
    [PROFPASS_BLOCK_SIZES] = sizeof(profpass_size_record),
    [PROFPASS_BLOCK_HEAP_SERIES] = sizeof(profpass_heap_sample),
};

const char *profpass__kind_name(uint32_t kind)
{
    switch (kind) {
#define PROFPASS_BLOCK(NAME, name, number, record) \
    case number:                                   \
        return #name;
#include "profpass/format.def"
    }
    return "unknown";
}

static profpass_status read_at(const profpass__source *source, uint64_t offset,
                               uint8_t *into, uint64_t n_bytes,
                               uint64_t *n_read, profpass_error *err)
{
    *n_read = 0;
    if (source->fd < 0) {
        uint64_t left = offset < source->n_bytes ? source->n_bytes - offset : 0;
        *n_read = n_bytes < left ? n_bytes : left;
        if (*n_read != 0)
            memcpy(into, source->bytes + offset, *n_read);
        return PROFPASS_OK;
    }
    while (*n_read < n_bytes) {
        ssize_t got = pread(source->fd, into + *n_read, n_bytes - *n_read,
                            (off_t)(offset + *n_read));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return profpass__fail(err, PROFPASS_EIO, offset + *n_read,
                                  "cannot be read: error %d", errno);
        if (got == 0)
            break;
        *n_read += (uint64_t)got;
    }
    return PROFPASS_OK;
}

/* Return n_bytes at offset, or NULL with *err filled; err is not NULL. */
static const uint8_t *look(profpass__window *w, const profpass__source *source,
                           uint64_t offset, uint64_t n_bytes,
                           profpass_error *err)
{
    if (offset >= w->start && offset - w->start + n_bytes <= w->n_bytes)
        return w->bytes + (offset - w->start);
    w->start = offset;
    w->n_bytes = 0;
    if (read_at(source, offset, w->bytes, sizeof w->bytes, &w->n_bytes, err) !=
        PROFPASS_OK)
        return NULL;
    if (w->n_bytes >= n_bytes)
        return w->bytes;
    profpass__fail(err, PROFPASS_EFORMAT, offset + w->n_bytes,
                   "truncated: it ends at byte %llu",
                   (unsigned long long)(offset + w->n_bytes));
    return NULL;
}

static profpass_status foreign(const uint8_t *at, uint64_t n_bytes,
                               profpass_error *err)
{
    if (n_bytes == 0)
        return profpass__fail(err, PROFPASS_EFORMAT, 0, "empty: not a profile");
    if (n_bytes >= 4 && memcmp(at, "\177ELF", 4) == 0)
        return profpass__fail(err, PROFPASS_EFORMAT, 0,
                              "a program or library, not a profile: run it to "
                              "get one");
    if (profpass__is_pstats(at, n_bytes))
        return profpass__fail(err, PROFPASS_EFORMAT, 0,
                              "a pstats file of Python's, not a profile: read "
                              "it with profpass stats");
    char found[3 * 8 + 1] = "";
    for (uint64_t i = 0; i < n_bytes && i < 8; i++)
        snprintf(found + 3 * i, 4, " %02x", at[i]);
    return profpass__fail(err, PROFPASS_EFORMAT, 0,
                          "not a profile: begins with%s, not with \"%s\"",
                          found, PROFPASS_MAGIC);
}

/* Return how long the source is by now. */
static uint64_t source_bytes(const profpass__source *source)
{
    struct stat st;
    if (source->fd >= 0 && fstat(source->fd, &st) == 0)
        return (uint64_t)st.st_size;
    return source->n_bytes;
}

profpass_status profpass__file_header(const profpass__source *source,
                                      profpass__window *w, uint64_t *used_bytes,
                                      profpass_error *err)
{
    w->n_bytes = 0;
    profpass_status status =
        read_at(source, 0, w->bytes, PROFPASS_HEADER_BYTES, &w->n_bytes, err);
    if (status != PROFPASS_OK)
        return status;
    w->start = 0;
    const uint8_t *at = w->bytes;
    if (w->n_bytes < 8 || memcmp(at, PROFPASS_MAGIC, 8) != 0)
        return foreign(at, w->n_bytes, err);
    if (w->n_bytes < PROFPASS_HEADER_BYTES)
        return profpass__fail(err, PROFPASS_EFORMAT, w->n_bytes,
                              "truncated: %llu bytes, and the header alone has "
                              "%d",
                              (unsigned long long)w->n_bytes,
                              PROFPASS_HEADER_BYTES);
    unsigned major = profpass__get(at, profpass_header, major);
    unsigned minor = profpass__get(at, profpass_header, minor);
    if (major > PROFPASS_FORMAT_MAJOR)
        return profpass__fail(err, PROFPASS_EVERSION,
                              offsetof(profpass_header, major),
                              "format version %u.%u, and this profpass reads "
                              "up to %d.x: use the profpass that wrote it",
                              major, minor, PROFPASS_FORMAT_MAJOR);
    uint32_t header_bytes = profpass__get(at, profpass_header, header_bytes);
    *used_bytes = profpass__get(at, profpass_header, used_bytes);
    if (major == 0 || header_bytes != PROFPASS_HEADER_BYTES ||
        *used_bytes < PROFPASS_HEADER_BYTES)
        return profpass__fail(err, PROFPASS_EFORMAT, 0,
                              "damaged header: version %u.%u, %u bytes, %llu "
                              "in use",
                              major, minor, header_bytes,
                              (unsigned long long)*used_bytes);
    uint64_t n_bytes = source_bytes(source);
    if (n_bytes < *used_bytes)
        return profpass__fail(
            err, PROFPASS_EFORMAT, n_bytes, "truncated: %llu of %llu bytes",
            (unsigned long long)n_bytes, (unsigned long long)*used_bytes);
    return PROFPASS_OK;
}

/* Read the head at *offset into *block and step over the block. */
static profpass_status read_block(const uint8_t *head, uint64_t used_bytes,
                                  uint64_t *offset, profpass__block *block,
                                  profpass_error *err)
{
    uint64_t n_bytes = profpass__get(head, profpass_block, block_bytes);
    uint32_t kind = profpass__get(head, profpass_block, kind);
    uint32_t n_records = profpass__get(head, profpass_block, n_records);
    uint32_t stride = profpass__get(head, profpass_block, record_bytes);
    if (n_bytes < sizeof(profpass_block) ||
        n_bytes % PROFPASS_BLOCK_ALIGN != 0 || n_bytes > used_bytes - *offset)
        return profpass__fail(err, PROFPASS_EFORMAT, *offset,
                              "damaged block of kind %u (%s): %llu bytes at "
                              "%llu, where %llu are left",
                              kind, profpass__kind_name(kind),
                              (unsigned long long)n_bytes,
                              (unsigned long long)*offset,
                              (unsigned long long)(used_bytes - *offset));
    uint64_t room = n_bytes - sizeof(profpass_block);
    uint32_t expected = kind < PROFPASS__N_KINDS ? record_sizes[kind] : 0;
    if (expected != 0 &&
        (stride < expected || stride % PROFPASS_REF_UNIT != 0 ||
         n_records > room / stride))
        return profpass__fail(err, PROFPASS_EFORMAT, *offset,
                              "damaged block of %s: %u records of %u bytes in "
                              "%llu; a record has %u",
                              profpass__kind_name(kind), n_records, stride,
                              (unsigned long long)room, expected);
    *block = (profpass__block){
        .offset = *offset + sizeof(profpass_block),
        .end = *offset + n_bytes,
        .kind = kind < PROFPASS__N_KINDS ? kind : 0,
        .stride = expected != 0 ? stride : 0,
        .n_records = n_records,
        .owner = profpass__get(head, profpass_block, owner),
    };
    *offset += n_bytes;
    return PROFPASS_OK;
}

profpass_status profpass__file_step(const profpass__source *source,
                                    profpass__window *w, uint64_t used_bytes,
                                    uint64_t *offset, profpass__block *block,
                                    profpass_error *err)
{
    const uint8_t *head = look(w, source, *offset, sizeof(profpass_block), err);
    return head == NULL ? err->status
                        : read_block(head, used_bytes, offset, block, err);
}

/* Walk over the blocks: count them, or if file->blocks has room, note new ones
 * and the counts of one layer. err is not NULL. */
static profpass_status walk(profpass__file *file, uint32_t capacity,
                            unsigned layer, const profpass__source *source,
                            profpass__window *w, uint32_t *n_blocks,
                            profpass_error *err)
{
    uint64_t used_bytes = 0;
    profpass_status status = profpass__file_header(source, w, &used_bytes, err);
    uint64_t offset = PROFPASS_HEADER_BYTES;
    uint32_t n = 0;
    for (; status == PROFPASS_OK && offset < used_bytes; n++) {
        uint64_t at = offset;
        profpass__block block;
        status =
            profpass__file_step(source, w, used_bytes, &offset, &block, err);
        if (status != PROFPASS_OK || n >= capacity)
            continue;
        if (n == UINT32_MAX)
            return profpass__fail(err, PROFPASS_EFORMAT, at, "too many blocks");
        if (n >= file->n_blocks) {
            file->blocks[n] = block;
            file->blocks[n].n_records = 0;
            file->n_blocks = n + 1;
        }
        if (layers[block.kind] == layer)
            file->blocks[n].n_records = block.n_records;
    }
    *n_blocks = n;
    file->n_bytes = used_bytes;
    return status;
}

/* Take the counts of all layers, with more room if blocks were added. */
static profpass_status
index_blocks(profpass__file *file, const profpass__source *source,
             profpass__window *w, profpass__arena *scratch, profpass_error *err)
{
    uint32_t n_blocks = 0, capacity = 0;
    profpass_status status = walk(file, 0, 0, source, w, &n_blocks, err);
    for (unsigned layer = 1; status == PROFPASS_OK && layer <= N_LAYERS;) {
        if (n_blocks > capacity) {
            capacity = n_blocks + n_blocks / 8 + 8;
            profpass__block *blocks = profpass__arena_array(
                scratch, capacity, sizeof(profpass__block));
            if (blocks == NULL)
                return profpass__fail_memory(err);
            if (file->n_blocks != 0)
                memcpy(blocks, file->blocks, file->n_blocks * sizeof *blocks);
            file->blocks = blocks;
        }
        status = walk(file, capacity, layer, source, w, &n_blocks, err);
        if (n_blocks <= capacity)
            layer++;
    }
    for (uint32_t i = 0; status == PROFPASS_OK && i < file->n_blocks; i++) {
        profpass__block *block = &file->blocks[i];
        uint32_t *n = &file->n_records[block->kind];
        if (block->n_records >= UINT32_MAX - *n)
            return profpass__fail(err, PROFPASS_EFORMAT, block->offset,
                                  "more than 2^32 records of %s",
                                  profpass__kind_name(block->kind));
        block->first = *n;
        *n += block->n_records;
    }
    return status;
}

profpass_status profpass__file_read(profpass__file *out,
                                    const profpass__source *source,
                                    profpass__arena *scratch,
                                    profpass_error *err)
{
    profpass_error local;
    err = err == NULL ? &local : err;
    profpass__window w;
    *out = (profpass__file){0};
    profpass_status status = index_blocks(out, source, &w, scratch, err);
    if (status != PROFPASS_OK) {
        profpass__file_done(out);
        return status;
    }
    uint64_t n_read = source->n_bytes;
    out->bytes = source->bytes;
    if (source->fd >= 0) {
        uint8_t *pages = profpass__pages_new(out->n_bytes);
        if (pages == NULL)
            return profpass__fail_memory(err);
        out->bytes = out->pages = pages;
        status = read_at(source, 0, pages, out->n_bytes, &n_read, err);
    }
    if (status == PROFPASS_OK && n_read < out->n_bytes)
        status = profpass__fail(
            err, PROFPASS_EFORMAT, n_read, "truncated: %llu of %llu bytes",
            (unsigned long long)n_read, (unsigned long long)out->n_bytes);
    if (status != PROFPASS_OK)
        profpass__file_done(out);
    return status;
}

void profpass__file_done(profpass__file *file)
{
    profpass__pages_free(file->pages, file->n_bytes);
    *file = (profpass__file){0};
}

const profpass__block *profpass__file_block_at(profpass__file *file,
                                               uint64_t offset)
{
    if (file->n_blocks == 0)
        return NULL;
    const profpass__block *block = &file->blocks[file->hint];
    if (offset >= block->offset && offset < block->end)
        return block;
    uint32_t low = 0, high = file->n_blocks;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (file->blocks[middle].end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == file->n_blocks || offset < file->blocks[low].offset)
        return NULL;
    file->hint = low;
    return &file->blocks[low];
}

const uint8_t *profpass__file_find(profpass__file *file, profpass_ref ref,
                                   enum profpass_block_kind kind,
                                   uint32_t *number)
{
    uint64_t offset = (uint64_t)ref * PROFPASS_REF_UNIT;
    const profpass__block *block = profpass__file_block_at(file, offset);
    if (block == NULL || block->kind != (uint32_t)kind || block->stride == 0)
        return NULL;
    uint64_t within = offset - block->offset;
    if (within % block->stride != 0 ||
        within / block->stride >= block->n_records)
        return NULL;
    uint32_t i = (uint32_t)(within / block->stride);
    *number = block->first + i;
    return profpass__block_record(file, block, i);
}
