/* merge.h - a sum of profiles in the making: what is united, and by what
 *
 *     profile ──add──▶  strings
 *                       functions by (linkage name, file, first line)
 *                       lines     by (function, file, line)
 *                       threads   by number
 *                       nodes     by (parent, function, context)
 *                       sites     by (account, node, line)
 *                       sizes     by (thread, line)       ──write──▶ bytes
 *
 * A thread that switches stacks may have several nodes of one function under
 * one parent: the k-th of one profile meets the k-th of another. So do sites.
 */
#ifndef PROFPASS_MERGE_H
#define PROFPASS_MERGE_H

#include "arena.h"
#include "numbering.h"
#include "profpass/format.h"
#include "profpass/stats.h"

/* Strings, functions, … are known by their numbers in these. */
typedef struct profpass__merge_string {
    const char *bytes;
    uint32_t n_bytes;
} profpass__merge_string;

typedef struct profpass__merge_function {
    uint32_t name, linkage_name, file, directory, options; /* strings */
    uint32_t line, last_line, flags;
    uint64_t entry_usage_bytes;
} profpass__merge_function;

typedef struct profpass__merge_line {
    uint32_t function, file, line; /* file: string */
    bool has_call;
    uint64_t occurrences, usage_bytes, peak_bytes;
    int64_t increment_bytes;
} profpass__merge_line;

typedef struct profpass__merge_thread {
    uint32_t number, tid;
    uint32_t name; /* string; 0: they differ */
    bool known, ended;
    uint64_t start_ns, end_ns, events, net_bytes, depth_peak;
} profpass__merge_thread;

typedef struct profpass__merge_node {
    uint32_t thread;
    uint32_t function, parent; /* PROFPASS_NONE for a root */
    uint32_t context;          /* itself, or a node less deep */
    uint32_t depth;
    uint64_t calls, primitive_calls, edge_primitive_calls, returns, unwound;
    uint64_t self_ns, total_ns, edge_ns, entered_ns, rise_bytes;
} profpass__merge_node;

typedef struct profpass__merge_site {
    uint32_t kind; /* 0: of the heap; else 1 + its account */
    uint32_t node;
    uint32_t function, line; /* PROFPASS_NONE: none */
    profpass_site_stats sums;
} profpass__merge_site;

typedef struct profpass__merge_size {
    uint32_t thread;
    uint32_t function, line; /* as in a site */
    uint64_t largest_bytes, counts[PROFPASS_SIZE_CLASSES];
} profpass__merge_size;

struct profpass_merge {
    profpass_header header; /* its strings are numbers of strings */
    uint64_t n_profiles;    /* that were added                    */
    uint32_t producers[16]; /* strings, sorted */
    uint32_t n_producers;
    const char *clock; /* the header's, as a word */

    profpass__arena text; /* what strings point to */
    profpass__numbering string_keys, function_keys, line_keys, thread_keys,
        node_keys, site_keys, size_keys;
    profpass__row strings, functions, lines, threads, nodes, sites, sizes;
    uint32_t peak_site; /* whose allocation set the peak, if all agree */
};

/* Number a string, a copy of which is kept; "" is 0. UINT32_MAX: no memory. */
uint32_t profpass__merge_string_number(profpass_merge *merge, const char *bytes,
                                       size_t n_bytes);

/* Add what the header says of a profile. EINVAL: its clock does not mix; then
 * nothing has changed. */
profpass_status profpass__merge_header(profpass_merge *merge,
                                       const profpass_profile *profile,
                                       profpass_error *err);

#endif
