/* profile_builder.c - make profiles in memory, for tests */
#include "profile_builder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Append n zeros; return their offset. */
static uint64_t append(profile_builder *b, size_t n)
{
    uint64_t offset = b->n_bytes;
    if (b->n_bytes + n > b->capacity) {
        b->capacity = 2 * (b->n_bytes + n);
        b->bytes = realloc(b->bytes, b->capacity);
        if (b->bytes == NULL) {
            fprintf(stderr, "profile_builder: out of memory\n");
            exit(1);
        }
    }
    memset(b->bytes + offset, 0, n);
    b->n_bytes += n;
    return offset;
}

/* What makes something visible comes after it: a test reads while we write. */
static void publish_u32(uint32_t *at, uint32_t value)
{
    __atomic_store_n(at, value, __ATOMIC_RELEASE);
}

static void publish_u64(uint64_t *at, uint64_t value)
{
    __atomic_store_n(at, value, __ATOMIC_RELEASE);
}

static profpass_ref ref_to(uint64_t offset)
{
    return (profpass_ref)(offset / PROFPASS_REF_UNIT);
}

profpass_header *builder_header(profile_builder *b)
{
    return (profpass_header *)(void *)b->bytes;
}

void *builder_at(profile_builder *b, profpass_ref ref)
{
    return b->bytes + (uint64_t)ref * PROFPASS_REF_UNIT;
}

void builder_init(profile_builder *b)
{
    *b = (profile_builder){.records_a_block = 4};
    append(b, PROFPASS_HEADER_BYTES);
    profpass_header *header = builder_header(b);
    memcpy(header->magic, PROFPASS_MAGIC, 8);
    header->major = PROFPASS_FORMAT_MAJOR;
    header->minor = PROFPASS_FORMAT_MINOR;
    header->header_bytes = PROFPASS_HEADER_BYTES;
    header->used_bytes = PROFPASS_HEADER_BYTES;
    header->pid = 42;
    header->parent_pid = 41;
    header->end_kind = PROFPASS_END_EXIT;
    header->clock = PROFPASS_CLOCK_STEP;
    header->heap_mode = PROFPASS_HEAP_INTERPOSED;
    header->ticks_per_second = 1000000000;
}

void builder_done(profile_builder *b)
{
    free(b->bytes);
    *b = (profile_builder){0};
}

uint64_t builder_block(profile_builder *b, uint32_t kind, uint32_t record_bytes,
                       size_t n_bytes, profpass_ref owner)
{
    size_t whole = sizeof(profpass_block) + n_bytes;
    whole = (whole + PROFPASS_BLOCK_ALIGN - 1) / PROFPASS_BLOCK_ALIGN *
            PROFPASS_BLOCK_ALIGN;
    uint64_t offset = append(b, whole);
    profpass_block *block = (profpass_block *)(void *)(b->bytes + offset);
    block->kind = kind;
    block->record_bytes = record_bytes;
    block->block_bytes = whole;
    block->owner = owner;
    publish_u64(&builder_header(b)->used_bytes, b->n_bytes);
    if (kind < sizeof b->block / sizeof *b->block) {
        b->block[kind] = offset;
        b->owner[kind] = owner;
    }
    return offset;
}

profpass_ref builder_record(profile_builder *b, uint32_t kind,
                            profpass_ref owner, const void *record,
                            size_t n_bytes)
{
    uint64_t offset = b->block[kind];
    profpass_block *block = (profpass_block *)(void *)(b->bytes + offset);
    if (offset == 0 || b->owner[kind] != owner ||
        sizeof *block + (block->n_records + 1) * n_bytes > block->block_bytes) {
        offset = builder_block(b, kind, (uint32_t)n_bytes,
                               b->records_a_block * n_bytes, owner);
        block = (profpass_block *)(void *)(b->bytes + offset);
    }
    uint64_t at = offset + sizeof *block + block->n_records * n_bytes;
    memcpy(b->bytes + at, record, n_bytes);
    publish_u32(&block->n_records, block->n_records + 1);
    return ref_to(at);
}

profpass_ref builder_bytes(profile_builder *b, const void *bytes, size_t n)
{
    size_t whole = sizeof(profpass_string) + n + 1;
    whole =
        (whole + PROFPASS_REF_UNIT - 1) / PROFPASS_REF_UNIT * PROFPASS_REF_UNIT;
    uint64_t offset = b->block[PROFPASS_BLOCK_STRINGS];
    profpass_block *block = (profpass_block *)(void *)(b->bytes + offset);
    if (offset == 0 || b->string_end + whole > offset + block->block_bytes) {
        size_t room = b->records_a_block * (size_t)32;
        offset = builder_block(b, PROFPASS_BLOCK_STRINGS, 0,
                               whole > room ? whole : room, 0);
        block = (profpass_block *)(void *)(b->bytes + offset);
        b->string_end = offset + sizeof *block;
    }
    uint64_t at = b->string_end;
    profpass_string head = {.n_bytes = (uint32_t)n};
    memcpy(b->bytes + at, &head, sizeof head);
    if (n != 0)
        memcpy(b->bytes + at + sizeof head, bytes, n);
    b->string_end += whole;
    block->n_records++;
    return ref_to(at);
}

profpass_ref builder_string(profile_builder *b, const char *string)
{
    return builder_bytes(b, string, strlen(string));
}

/* Add the lines of a function, in one block: strings first, because they may
 * need a block of their own. */
static profpass_ref add_lines(profile_builder *b,
                              const builder_function_spec *spec)
{
    profpass_line_record *lines = calloc(spec->n_lines, sizeof *lines);
    profpass_ref own = builder_string(b, spec->file), first = 0;
    for (uint32_t i = 0; i < spec->n_lines; i++)
        lines[i] = (profpass_line_record){
            .file = spec->lines[i].file == NULL
                        ? own
                        : builder_string(b, spec->lines[i].file),
            .line = spec->lines[i].line,
            .flags = spec->lines[i].flags,
            .counter = spec->lines[i].counter,
            .level_from = spec->lines[i].level_from,
        };
    builder_block(b, PROFPASS_BLOCK_SOURCE_LINES, sizeof *lines,
                  spec->n_lines * sizeof *lines, 0);
    for (uint32_t i = 0; i < spec->n_lines; i++) {
        profpass_ref ref = builder_record(b, PROFPASS_BLOCK_SOURCE_LINES, 0,
                                          &lines[i], sizeof *lines);
        first = first == 0 ? ref : first;
    }
    free(lines);
    return first;
}

profpass_ref builder_function(profile_builder *b,
                              const builder_function_spec *spec)
{
    profpass_module_record module = {
        .directory =
            spec->directory == NULL ? 0 : builder_string(b, spec->directory),
        .producer = builder_string(b, "clang 14.0.6"),
        .n_functions = 1,
    };
    profpass_function_record function = {
        .name = builder_string(b, spec->name),
        .linkage_name = builder_string(
            b, spec->linkage_name == NULL ? spec->name : spec->linkage_name),
        .module = builder_record(b, PROFPASS_BLOCK_MODULES, 0, &module,
                                 sizeof module),
        .file = builder_string(b, spec->file),
        .first_line = spec->first_line,
        .last_line = spec->last_line,
        .lines = spec->n_lines == 0 ? 0 : add_lines(b, spec),
        .n_lines = spec->n_lines,
        .flags = spec->flags,
        .id = ++b->n_functions,
    };
    return builder_record(b, PROFPASS_BLOCK_FUNCTIONS, 0, &function,
                          sizeof function);
}

profpass_ref builder_thread(profile_builder *b, uint32_t tid)
{
    profpass_thread_record record = {
        .tid = tid, .ended = 1, .number = b->n_threads + 1};
    profpass_ref thread =
        builder_record(b, PROFPASS_BLOCK_THREADS, 0, &record, sizeof record);
    profpass_node_record none = {0};
    profpass_ref root = builder_node(b, thread, 0, 0, 0, &none);
    profpass_thread_record *at = builder_at(b, thread);
    at->root = root;
    b->n_threads++;
    return thread;
}

profpass_ref builder_root(profile_builder *b, profpass_ref thread)
{
    const profpass_thread_record *at = builder_at(b, thread);
    return at->root;
}

profpass_ref builder_node(profile_builder *b, profpass_ref thread,
                          profpass_ref parent, profpass_ref function,
                          profpass_ref context,
                          const profpass_node_record *counts)
{
    profpass_node_record record = *counts;
    record.parent = parent;
    record.function = function;
    profpass_ref ref =
        builder_record(b, PROFPASS_BLOCK_NODES, thread, &record, sizeof record);
    profpass_node_record *at = builder_at(b, ref);
    at->context = context == 0 ? ref : context;
    return ref;
}

void builder_line_counts(profile_builder *b, profpass_ref thread,
                         profpass_ref function, uint64_t entry_usage_bytes,
                         uint32_t n_lines, const uint64_t *occurrences,
                         const profpass_line_heap *heap)
{
    profpass_line_counts head = {.function = function,
                                 .n_lines = n_lines,
                                 .entry_usage_bytes = entry_usage_bytes};
    size_t counts = n_lines * sizeof *occurrences;
    size_t heaps = n_lines * sizeof *heap;
    uint64_t offset = builder_block(b, PROFPASS_BLOCK_LINE_COUNTS, 0,
                                    sizeof head + counts + heaps, thread);
    profpass_block *block = (profpass_block *)(void *)(b->bytes + offset);
    block->n_records = 1;
    uint8_t *at = b->bytes + offset + sizeof *block;
    memcpy(at, &head, sizeof head);
    if (n_lines != 0) {
        memcpy(at + sizeof head, occurrences, counts);
        memcpy(at + sizeof head + counts, heap, heaps);
    }
}

profpass_ref builder_site_of(profile_builder *b, enum profpass_block_kind kind,
                             profpass_ref thread, profpass_ref node,
                             profpass_ref function, uint32_t slot,
                             const profpass_site_record *counts)
{
    profpass_site_record record = *counts;
    record.node = node;
    record.function = function;
    record.slot = slot;
    record.id = ++b->n_sites;
    return builder_record(b, (uint32_t)kind, thread, &record, sizeof record);
}

profpass_ref builder_site(profile_builder *b, profpass_ref thread,
                          profpass_ref node, profpass_ref function,
                          uint32_t slot, const profpass_site_record *counts)
{
    return builder_site_of(b, PROFPASS_BLOCK_SITES, thread, node, function,
                           slot, counts);
}
