/* figures.h - what a profile holds: the model, for stats.h
 *
 *     profpass_model ─┬─ program, heap, accounts
 *                     ├─ functions ── lines, edges     over all threads
 *                     ├─ threads ── nodes ── sites     the calling contexts
 *                     └─ sizes, series, losses
 *
 * Entities refer to each other by index. All of it is borrowed from the profile
 * that it was read from.
 */
#ifndef PROFPASS_FIGURES_H
#define PROFPASS_FIGURES_H

#include <stdbool.h>
#include <stdint.h>

#include "profpass/sizes.h"

#ifdef __cplusplus
extern "C" {
#endif

/* No entity: a caller outside all instrumented code, no source line, … */
#define PROFPASS_NONE UINT32_MAX

/* Times are nanoseconds with the probes' own calibrated cost subtracted, and
 * never negative. Bytes are requested bytes. */

typedef struct profpass_program {
    const char *executable;     /* absolute path; "" if not known             */
    const char *const *command; /* [n_command] arguments                      */
    uint32_t n_command;
    const char *directory; /* at start                                   */
    const char *host, *build_id, *options; /* "" if none                      */
    const char *forked_from; /* the parent's profile; "" if none           */
    uint32_t pid, parent_pid;
    uint64_t start_unix_ns, wall_ns;
    char end[24];          /* "exit N", "signal N", "running"            */
    const char *clock;     /* "tsc", "monotonic", "cpu", "step"          */
    const char *timing;    /* "exact", "adaptive", "off"                 */
    const char *heap_mode; /* "none", "interposed", "patched"            */
    const char *producer;  /* "clang 14.0.6", all of them, by ", "       */
    double inner_overhead_ns, outer_overhead_ns; /* subtracted for each call  */
    uint32_t max_depth; /* of the contexts that were recorded; 0: any         */
    uint64_t n_runs;    /* of which this is the sum; 0: a run itself          */
} profpass_program;

typedef struct profpass_heap_totals {
    uint64_t allocations, frees, allocated_bytes, freed_bytes;
    uint64_t live_blocks, live_bytes, peak_blocks, peak_bytes;
    uint64_t inherited_blocks, inherited_bytes;
    uint32_t peak_site; /* index into sites: whose allocation set the peak;
                           PROFPASS_NONE if not known                      */
} profpass_heap_totals;

/* A function, over all its contexts and threads. Sorted by file, line, name. */
typedef struct profpass_function_stats {
    const char *name, *linkage_name;
    const char *file;      /* as the compiler was told                       */
    const char *directory; /* the compiler's, to find a relative file        */
    const char *options;   /* of its mark, joined by commas; "" if none       */
    uint32_t line, last_line; /* 0 if not known                               */
    uint32_t flags; /* bit 0 marked, bit 1 has line probes, bit 2 left out
                       of the run by only= or exclude=, bit 3 a region  */
    uint64_t calls, primitive_calls, returns, unwound, open;
    uint64_t self_ns, total_ns;
    uint64_t rise_bytes; /* the greatest of its contexts                     */
    uint32_t first_line_row, n_line_rows; /* its rows in model.lines          */
} profpass_function_stats;

/* Calls of callee by caller. Sorted by caller (PROFPASS_NONE last), callee. */
typedef struct profpass_edge_stats {
    uint32_t caller, callee; /* functions; caller may be PROFPASS_NONE        */
    uint64_t calls, primitive_calls;
    uint64_t self_ns, total_ns; /* of the callee while called from the caller */
} profpass_edge_stats;

/* A line of a function, over all threads. Sorted by function, file, line. Rows
 * with function PROFPASS_NONE or line 0 hold bytes of no instrumented line;
 * with them each heap column sums to the process total. */
typedef struct profpass_line_stats {
    uint32_t function; /* PROFPASS_NONE: <no instrumented caller>        */
    const char *file;  /* "" if line is 0                                */
    uint32_t line;
    bool has_call;  /* it can move the heap                           */
    bool synthetic; /* the function's opening line: no slot of its own*/
    uint64_t occurrences;
    int64_t increment_bytes;
    uint64_t usage_bytes; /* max process live bytes after the line          */
    uint64_t peak_bytes;  /* max while it ran, callees included             */
    uint64_t allocations, allocated_bytes, frees, freed_bytes;
    uint64_t live_blocks, live_bytes, temporaries;
    uint64_t live_at_peak_blocks, live_at_peak_bytes;
    /* Of its sites, see there. */
    uint64_t remote_frees, remote_freed_bytes, lifetime_events;
    uint64_t moved_in, moved_in_bytes, moved_out, moved_out_bytes;
} profpass_line_stats;

typedef struct profpass_thread_stats {
    uint32_t number, tid;
    const char *name;
    bool ended;
    uint64_t start_ns, end_ns; /* since the program's start; end 0 if running */
    uint64_t calls, total_ns;  /* instrumented calls; time in root calls      */
    uint64_t events;
    int64_t net_bytes;
    uint64_t depth_peak;
} profpass_thread_stats;

/* A calling context. Parents come before children; roots are one a thread. */
typedef struct profpass_node_stats {
    uint32_t function; /* PROFPASS_NONE for a thread's root                  */
    uint32_t parent;   /* PROFPASS_NONE for a thread's root                  */
    uint32_t context;  /* itself, or the ancestor that recursion folds to    */
    uint32_t thread;   /* index into threads                                 */
    uint64_t calls, primitive_calls, edge_primitive_calls, returns, unwound;
    uint64_t self_ns, total_ns, edge_ns;
    uint64_t entered_ns; /* the last entry, since the program's start; 0 if
                            not known                                       */
    uint64_t rise_bytes; /* how far the process's live bytes rose, at most,
                            above what they were when a call began; of
                            functions with lines                            */
} profpass_node_stats;

/* Where bytes come from. What an older profile does not hold is 0. Lifetimes
 * are counted in heap operations of the thread that allocated: those of the
 * freed blocks, and of the live ones until now. */
typedef struct profpass_site_stats {
    uint32_t node;
    uint32_t line; /* index into model.lines                             */
    uint64_t allocations, allocated_bytes, frees, freed_bytes, temporaries;
    uint64_t live_blocks, live_bytes, at_peak_blocks, at_peak_bytes;
    uint64_t inherited_blocks, inherited_bytes;
    uint64_t remote_frees, remote_freed_bytes; /* of frees: by other threads  */
    uint64_t max_blocks, max_bytes; /* live when the most bytes of it were    */
    uint64_t lifetime_events;
    uint64_t first_ns; /* its first allocation, since the program's start   */
    uint64_t moved_in, moved_in_bytes;   /* of allocations: by realloc        */
    uint64_t moved_out, moved_out_bytes; /* of frees: by realloc              */
} profpass_site_stats;

/* What is reported apart from the heap. */
enum {
    PROFPASS_ACCOUNT_MAPPED, /* anonymous mappings, and sbrk, of the program  */
    PROFPASS_ACCOUNT_POOLS,  /* blocks of the program's own allocators        */
    PROFPASS_ACCOUNT_STACKS, /* of threads                                    */
    PROFPASS_N_ACCOUNTS
};

/* One of these, all 0 if there was nothing. Its sites have lines of the model,
 * whose columns, being the heap's, leave them out. */
typedef struct profpass_account_stats {
    const char *name; /* "mapped", "pools", "stacks" */
    uint64_t allocations, allocated_bytes, frees, freed_bytes;
    uint64_t live_blocks, live_bytes, peak_blocks, peak_bytes;
    uint64_t inherited_blocks, inherited_bytes;
    const profpass_site_stats *sites; /* [n_sites] */
    uint32_t n_sites;
} profpass_account_stats;

/* The heap's allocations of a line by one thread, by size. */
typedef struct profpass_size_stats {
    uint32_t line, thread; /* indices into the model's                       */
    uint64_t largest_bytes;
    uint64_t counts[PROFPASS_SIZE_CLASSES]; /* sizes.h */
} profpass_size_stats;

/* The live bytes of the process at one moment. */
typedef struct profpass_heap_point {
    uint64_t ns; /* since the program's start */
    uint64_t live_bytes;
} profpass_heap_point;

typedef struct profpass_loss_stats {
    const char *name, *text; /* losses.def */
    uint64_t count;
} profpass_loss_stats;

typedef struct profpass_model {
    profpass_program program;
    profpass_heap_totals heap;
    const profpass_function_stats *functions;
    const profpass_edge_stats *edges;
    const profpass_line_stats *lines;
    const profpass_thread_stats *threads;
    const profpass_node_stats *nodes;
    const profpass_site_stats *sites;
    const profpass_loss_stats *losses; /* every kind, also those at 0 */
    profpass_account_stats accounts[PROFPASS_N_ACCOUNTS];
    const profpass_size_stats *sizes;  /* one a line and thread, in no order  */
    const profpass_heap_point *series; /* by time, of all threads            */
    uint32_t n_functions, n_edges, n_lines, n_threads, n_nodes, n_sites,
        n_losses, n_sizes, n_series;
} profpass_model;

#ifdef __cplusplus
}
#endif

#endif
