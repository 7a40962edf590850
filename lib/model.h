/* model.h - from blocks to the model: what the builder's parts share
 *
 *     model.c          open, order of the work
 *     model_program.c  strings, program, threads, losses
 *     model_calls.c    functions, nodes, edges
 *     model_lines.c    line rows
 *     model_sites.c    sites, and their sums by line, account and process
 *     model_sizes.c    sizes of blocks, by line and thread
 *     model_series.c   the live heap over time
 *
 * Records are known by their number in the file; functions also by their place
 * in the model, which is sorted.
 */
#ifndef PROFPASS_MODEL_H
#define PROFPASS_MODEL_H

#include "arena.h"
#include "blockfile.h"
#include "profpass/stats.h"

/* The conservation laws of a thread hold in ticks, before correction and
 * rounding; so these are kept for profpass_check. */
typedef struct profpass__thread_ticks {
    uint64_t self, root_calls;
    uint64_t open; /* activations that had not ended */
} profpass__thread_ticks;

/* What the header says by numbers, for sums (merge.h). */
typedef struct profpass__header_kinds {
    uint32_t end_kind, end_value, clock, timing, heap_mode;
} profpass__header_kinds;

struct profpass_profile {
    profpass_model model;
    profpass__header_kinds header;
    const profpass__thread_ticks *thread_ticks; /* [n_threads] */
    uint64_t broken_calls; /* nodes with more ends than beginnings */
    profpass__arena arena;
};

/* Where the file has an account: profpass_model.accounts. */
typedef struct profpass__account_kind {
    const char *name;
    enum profpass_block_kind sites;
    size_t in_header; /* offset of its profpass_account */
} profpass__account_kind;

extern const profpass__account_kind
    profpass__account_kinds[PROFPASS_N_ACCOUNTS];

/* A function while the model is built, by its number in the file. */
typedef struct profpass__function_work {
    uint32_t function;   /* its place in the model           */
    uint32_t first_slot; /* its first place in slot tables   */
    uint32_t n_slots;
    uint32_t no_line_row; /* its row without line, or PROFPASS_NONE */
    bool needs_no_line_row;
    const uint8_t *lines;   /* its line records, stride line_stride */
    uint64_t entry_usage;   /* max process live bytes at entry      */
    uint32_t synthetic_row; /* or PROFPASS_NONE                     */
    uint32_t line_stride;
} profpass__function_work;

typedef struct profpass__builder {
    profpass_profile *profile;
    profpass_model *model;
    profpass__file file;
    profpass__arena scratch;
    profpass_error *err;

    double ns_per_tick;
    double inner_ticks, outer_ticks; /* overhead a call */

    profpass__function_work *work; /* [n_functions] by number in the file */
    uint32_t *number_of;           /* [n_functions] place in model -> number */
    uint32_t n_slots;              /* of all functions */
    uint32_t *row_of_slot;         /* [n_slots] index into model.lines */
    uint64_t *occurrences;         /* [n_slots] by counter */
    uint32_t no_caller_row;        /* or PROFPASS_NONE */

    profpass_function_stats *functions;
    profpass_line_stats *lines;
    profpass_thread_stats *threads;
    profpass_node_stats *nodes;
    profpass_site_stats *sites; /* of the heap, then of each account */
    uint32_t account;           /* whose sites they are */
    profpass__thread_ticks *thread_ticks;
} profpass__builder;

/* The parts, in the order of the work. Each returns OK or fills b->err. */
profpass_status profpass__build_strings(profpass__builder *b);
profpass_status profpass__build_program(profpass__builder *b);
profpass_status profpass__build_losses(profpass__builder *b);
profpass_status profpass__build_threads(profpass__builder *b);
profpass_status profpass__build_functions(profpass__builder *b);
profpass_status profpass__build_nodes(profpass__builder *b);
profpass_status profpass__build_edges(profpass__builder *b);
profpass_status profpass__build_rows(profpass__builder *b);
profpass_status profpass__build_line_counts(profpass__builder *b);
profpass_status profpass__mark_sites(profpass__builder *b);
profpass_status profpass__mark_sizes(profpass__builder *b);
profpass_status profpass__build_sites(profpass__builder *b);
profpass_status profpass__build_accounts(profpass__builder *b);
profpass_status profpass__build_sizes(profpass__builder *b);
profpass_status profpass__build_series(profpass__builder *b);

/* Whose line a record of bytes names: a function and slot of the file. */
typedef struct profpass__place {
    uint32_t function; /* number in the file; PROFPASS_NONE: no caller */
    uint32_t slot;     /* PROFPASS_NO_SLOT: no line                    */
} profpass__place;

/* Find what the record refers to by function and slot. */
profpass_status profpass__find_place(profpass__builder *b,
                                     const uint8_t *record, profpass_ref ref,
                                     uint32_t slot, profpass__place *out);

/* See to it that there will be a row for a place; return it once it is. */
void profpass__mark_place(profpass__builder *b, const profpass__place *place);
uint32_t profpass__row_of(const profpass__builder *b,
                          const profpass__place *place);

/* Set *out to the index of the thread that owns a block. */
profpass_status profpass__block_owner(profpass__builder *b,
                                      const profpass__block *block,
                                      uint32_t *out);

/* Set *out to the string at ref, which lives as long as the profile, and
 * *n_bytes (unless NULL) to its length; "" for ref 0. EFORMAT if there is no
 * string. `what` names it in the message. */
profpass_status profpass__build_string(profpass__builder *b, profpass_ref ref,
                                       const char *what, const char **out,
                                       size_t *n_bytes);

/* Say that a record of the file refers to what is not there. */
profpass_status profpass__dangling(profpass__builder *b, const uint8_t *record,
                                   const char *what, profpass_ref ref);

/* What a running program is changing may be seen a few events apart: a
 * difference of such counters, or 0. */
static inline uint64_t profpass__not_negative(uint64_t value)
{
    return (int64_t)value < 0 ? 0 : value;
}

/* Return ticks as nanoseconds, to the nearest. */
uint64_t profpass__to_ns(const profpass__builder *b, uint64_t ticks);

/* The same for a reading of the clock, since the program's start. */
uint64_t profpass__since_start(const profpass__builder *b, uint64_t ticks);

/* Return n zeroed items from an arena, or NULL with b->err filled. */
void *profpass__build_array(profpass__builder *b, profpass__arena *arena,
                            size_t n, size_t item_bytes);

#endif
