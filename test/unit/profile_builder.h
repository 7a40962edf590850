/* profile_builder.h - make profiles in memory, for tests
 *
 *     profile_builder b;
 *     builder_init(&b);
 *     profpass_ref f = builder_function(&b, &(builder_function_spec){…});
 *     profpass_ref thread = builder_thread(&b, 1);
 *     builder_node(&b, thread, builder_root(&b, thread), f, 0, &counts);
 *     …b.bytes, b.n_bytes…
 *     builder_done(&b);
 *
 * The file grows like that of the runtime: blocks with room for a few records,
 * a new one when that is full. Tests may then damage the bytes as they like.
 */
#ifndef PROFPASS_TEST_PROFILE_BUILDER_H
#define PROFPASS_TEST_PROFILE_BUILDER_H

#include <stddef.h>
#include <stdint.h>

#include "profpass/abi.h"
#include "profpass/format.h"

typedef struct profile_builder {
    uint8_t *bytes; /* owned */
    size_t n_bytes, capacity;
    uint32_t records_a_block; /* room of new blocks; default 4      */
    uint64_t block[14];       /* the newest of each kind, by offset */
    profpass_ref owner[14];
    uint64_t string_end; /* where the next string goes         */
    uint32_t n_functions, n_sites, n_threads;
} profile_builder;

/* Begin a profile of process 42 that ended with status 0, clock step, heap
 * interposed, all counts 0. */
void builder_init(profile_builder *b);
void builder_done(profile_builder *b);

/* The header, and the record at ref; valid until something is added. */
profpass_header *builder_header(profile_builder *b);
void *builder_at(profile_builder *b, profpass_ref ref);

profpass_ref builder_string(profile_builder *b, const char *string);
profpass_ref builder_bytes(profile_builder *b, const void *bytes, size_t n);

/* Add a block with room for n_bytes, or a record to the newest block of the
 * kind and owner. */
uint64_t builder_block(profile_builder *b, uint32_t kind, uint32_t record_bytes,
                       size_t n_bytes, profpass_ref owner);
profpass_ref builder_record(profile_builder *b, uint32_t kind,
                            profpass_ref owner, const void *record,
                            size_t n_bytes);

/* A line slot; the file is the function's unless it has one of its own. */
typedef struct builder_line {
    uint32_t line, flags, counter, level_from;
    const char *file;
} builder_line;

typedef struct builder_function_spec {
    const char *name, *linkage_name, *file; /* linkage_name: name if NULL */
    const char *directory;
    uint32_t first_line, last_line, flags;
    const builder_line *lines;
    uint32_t n_lines;
} builder_function_spec;

profpass_ref builder_function(profile_builder *b,
                              const builder_function_spec *spec);

/* A thread with its root. */
profpass_ref builder_thread(profile_builder *b, uint32_t tid);
profpass_ref builder_root(profile_builder *b, profpass_ref thread);

/* A node with the counts of *counts; its references are set here. context 0:
 * itself. */
profpass_ref builder_node(profile_builder *b, profpass_ref thread,
                          profpass_ref parent, profpass_ref function,
                          profpass_ref context,
                          const profpass_node_record *counts);

/* The line area of (thread, function): occurrences by counter, heap by slot. */
void builder_line_counts(profile_builder *b, profpass_ref thread,
                         profpass_ref function, uint64_t entry_usage_bytes,
                         uint32_t n_lines, const uint64_t *occurrences,
                         const profpass_line_heap *heap);

/* kind: PROFPASS_BLOCK_SITES, or that of an account's sites. */
profpass_ref builder_site_of(profile_builder *b, enum profpass_block_kind kind,
                             profpass_ref thread, profpass_ref node,
                             profpass_ref function, uint32_t slot,
                             const profpass_site_record *counts);
profpass_ref builder_site(profile_builder *b, profpass_ref thread,
                          profpass_ref node, profpass_ref function,
                          uint32_t slot, const profpass_site_record *counts);

#endif
