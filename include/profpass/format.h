/* format.h - joint 2: the profile file, which is also the runtime's memory
 *
 *     0        4096                                              file size
 *     +--------+-----------+-----------+-----------+--- - - ---+-----------+
 *     | header | block     | block     | block     |           | (zeros)   |
 *     +--------+-----------+-----------+-----------+--- - - ---+-----------+
 *              | head | record record record … | unused |
 *
 * Blocks follow each other without gaps from PROFPASS_HEADER_BYTES to
 * header.used_bytes; each says its kind, its size and how many records it
 * holds. A record refers to another by its ref: the byte offset in the file
 * divided by PROFPASS_REF_UNIT, 0 for none. Everything is little-endian,
 * fixed-width and aligned to its size; there are no pointers.
 *
 * The file is valid at every instant: a record is complete before the count of
 * its block includes it, a block before used_bytes includes it. Counters grow
 * in place; a reader of a running program sees each counter whole, and
 * different counters a few events apart. docs/file-format.md is the
 * specification; the lists in format.def and metrics.def are its tables.
 */
#ifndef PROFPASS_FORMAT_H
#define PROFPASS_FORMAT_H

#include <stdint.h>

#include "profpass/sizes.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PROFPASS_MAGIC        "profpass" /* 8 bytes, no terminator */
#define PROFPASS_FORMAT_MAJOR 1          /* a reader refuses a newer one     */
#define PROFPASS_FORMAT_MINOR 2          /* additions that old readers skip  */
#define PROFPASS_HEADER_BYTES 4096
#define PROFPASS_REF_UNIT     16
#define PROFPASS_BLOCK_ALIGN  64

typedef uint32_t profpass_ref; /* file offset / PROFPASS_REF_UNIT; 0 = none */

/* What blocks hold: profpass_block.kind. */
enum profpass_block_kind {
#define PROFPASS_BLOCK(NAME, name, number, record) \
    PROFPASS_BLOCK_##NAME = number,
#include "profpass/format.def"
};

/* How the program ended: profpass_header.end_kind. */
enum profpass_end_kind {
    PROFPASS_END_NONE = 0,  /* still running, or killed            */
    PROFPASS_END_EXIT = 1,  /* end_value is the exit status        */
    PROFPASS_END_SIGNAL = 2 /* end_value is the signal's number    */
};

/* profpass_header.clock and .timing */
enum profpass_clock_kind {
    PROFPASS_CLOCK_TSC = 0,
    PROFPASS_CLOCK_MONOTONIC = 1,
    PROFPASS_CLOCK_CPU = 2,
    PROFPASS_CLOCK_STEP = 3,
    PROFPASS_CLOCK_PROGRAM = 4 /* the program's own, of ticks_per_second */
};
enum profpass_timing_kind {
    PROFPASS_TIMING_EXACT = 0,
    PROFPASS_TIMING_ADAPTIVE = 1,
    PROFPASS_TIMING_OFF = 2
};

/* How allocations were seen: profpass_header.heap_mode */
enum profpass_heap_kind {
    PROFPASS_HEAP_NONE = 0,       /* not recorded                            */
    PROFPASS_HEAP_INTERPOSED = 1, /* from the program's first allocation   */
    PROFPASS_HEAP_PATCHED = 2     /* from the moment the runtime was loaded  */
};

/* Memory that is reported apart from the heap. Each kind has sites of its own,
 * in blocks of a kind of its own. */
typedef struct profpass_account {
    uint64_t live_bytes, live_blocks;
    uint64_t peak_bytes, peak_blocks; /* blocks at the maximum of live_bytes */
    uint64_t peak_epoch; /* see profpass_site_record.epoch        */
    uint64_t inherited_bytes, inherited_blocks; /* live at the fork */
} profpass_account;

/* The process as a whole. One writer at a time for each field; heap fields are
 * updated by any thread. Bytes are the requested ones. */
typedef struct profpass_header {
    char magic[8];
    uint16_t major, minor;
    uint32_t header_bytes; /* PROFPASS_HEADER_BYTES                        */
    uint64_t used_bytes;   /* end of the last complete block               */

    uint32_t pid, parent_pid;
    uint32_t end_kind, end_value;
    uint32_t clock, timing;
    uint32_t heap_mode;
    uint32_t flags;           /* 0                                            */
    profpass_ref executable;  /* string: absolute path                        */
    profpass_ref command;     /* string: the arguments, each ended by '\0'    */
    profpass_ref directory;   /* string: working directory at start           */
    profpass_ref host;        /* string                                       */
    profpass_ref build_id;    /* string: lower-case hex; 0 if there is none   */
    profpass_ref options;     /* string: PROFPASS_OPTIONS as given; 0 if unset*/
    profpass_ref forked_from; /* string: the parent's profile; 0 if none      */
    uint32_t max_depth;       /* of contexts that were recorded; 0: any       */

    uint64_t start_unix_ns; /* wall-clock time of the start                 */
    uint64_t start_ticks;   /* of the clock that times calls                */
    uint64_t last_ticks;    /* a later reading of it, and                   */
    uint64_t last_wall_ns;  /* the monotonic time that had passed by then   */
    uint64_t ticks_per_second; /* estimate at the start; readers prefer the */
    /* quotient of the two fields above             */
    uint64_t inner_overhead_ticks_x1024; /* a probe pair's cost inside the    */
    uint64_t outer_overhead_ticks_x1024; /* interval it measures, and outside */

    uint64_t live_bytes; /* now                                          */
    uint64_t live_blocks;
    uint64_t peak_bytes;      /* the maximum of live_bytes                    */
    uint64_t peak_blocks;     /* live_blocks at that moment                   */
    uint64_t peak_epoch;      /* see profpass_site.epoch                      */
    uint64_t peak_wall_ns;    /* 0 if not recorded                            */
    uint64_t inherited_bytes; /* live at the fork that made this process      */
    uint64_t inherited_blocks;
    uint64_t reserved_mapped[2]; /* 0; once for what `mapped` says          */

    uint64_t runtime_bytes; /* private memory of the runtime                */
    uint64_t losses[32];    /* indexed by enum profpass_loss                */
    /* since 1.1 */
    uint64_t n_runs; /* of which this is the sum; 0: a run itself           */
    /* since 1.2 */
    uint64_t peak_site;      /* id of the site whose allocation set peak_bytes;
                                0: not known */
    profpass_account mapped; /* anonymous mmap, and sbrk, by the program    */
    profpass_account pools;  /* blocks that the program has noted           */
    profpass_account stacks; /* of threads, but for the first               */
} profpass_header;

/* What could not be recorded: an index of profpass_header.losses. */
enum profpass_loss {
#define PROFPASS_LOSS(NAME, name, number, text) PROFPASS_LOSS_##NAME = number,
#include "profpass/losses.def"
    PROFPASS_N_LOSSES
};

/* Begins each block. Records start at offset sizeof(profpass_block). */
typedef struct profpass_block {
    uint32_t kind; /* enum profpass_block_kind; unknown: skip          */
    uint32_t record_bytes; /* 0: records of varying size, see each kind */
    uint64_t block_bytes; /* this head included; a multiple of the alignment  */
    uint32_t n_records;   /* complete ones                                    */
    profpass_ref owner;   /* thread record; 0 for blocks of the process       */
    uint64_t reserved;
    uint8_t pad[32];
} profpass_block;

/* STRINGS: record_bytes is 0. Each string starts at a multiple of
 * PROFPASS_REF_UNIT with its length; a ref points there. n_records counts
 * strings. */
typedef struct profpass_string {
    uint32_t n_bytes; /* without the terminator */
    uint32_t reserved;
    /* char bytes[n_bytes], then '\0', padded with zeros */
} profpass_string;

/* MODULES: a translation unit. */
typedef struct profpass_module_record {
    profpass_ref directory; /* string */
    profpass_ref producer;  /* string */
    uint32_t n_functions;   /* as emitted, before merging */
    uint32_t reserved;
} profpass_module_record;

/* FUNCTIONS: unique by (linkage_name, file, first_line). */
typedef struct profpass_function_record {
    profpass_ref name, linkage_name, options; /* strings; options may be 0    */
    profpass_ref module; /* the first module that registered it           */
    profpass_ref file;   /* string, as the compiler was told              */
    uint32_t first_line, last_line;
    profpass_ref lines; /* the first of its line records; 0 if none      */
    uint32_t n_lines;
    uint32_t flags; /* PROFPASS_FUNCTION_... of abi.h                */
    uint32_t id;    /* 1, 2, …: the order of registration            */
    uint32_t reserved;
} profpass_function_record;

/* SOURCE_LINES: line slots; those of a function are consecutive, in one block.
 */
typedef struct profpass_line_record {
    profpass_ref file; /* string */
    uint32_t line;
    uint32_t flags;      /* PROFPASS_LINE_... of abi.h                        */
    uint32_t counter;    /* < n_lines                                         */
    uint32_t level_from; /* a slot, or PROFPASS_NO_SLOT                       */
    uint32_t reserved[3];
} profpass_line_record;

/* THREADS. Time in ticks of the clock that times calls. */
typedef struct profpass_thread_record {
    uint32_t tid;
    uint32_t ended;    /* 1 once its last destructor ran                 */
    profpass_ref root; /* node without function: the thread's own calls  */
    uint32_t number;   /* 1 = the first; the order of appearance         */
    uint64_t start_ticks, end_ticks; /* end 0 while running                   */
    uint64_t events;     /* heap operations                                */
    int64_t net_bytes;   /* allocated - freed by this thread               */
    uint64_t depth_peak; /* deepest shadow stack                           */
    char name[16];       /* NUL-padded; may be empty                       */
    uint64_t reserved;
} profpass_thread_record;

/* NODES: a function in a calling context; owner = its thread.
 *
 *        main            a recursive call folds: its node hangs below the
 *        └── f ◀───┐     caller like any other, and names as context the
 *            └── g │     nearest ancestor of the same function, under which
 *                └─f     what it calls is filed.
 *
 * Invariants: calls = returns + unwound + still open. A node's parent and
 * context precede it in the file. */
typedef struct profpass_node_record {
    profpass_ref function; /* 0 for a thread's root                           */
    profpass_ref parent;   /* node; 0 for a thread's root                     */
    profpass_ref context;  /* this node, or an ancestor where recursion folds */
    uint32_t flags;        /* 0                                               */
    uint64_t calls;        /* entries                                         */
    uint64_t primitive_calls;      /* entries with no activation of the
                                      function open in the thread             */
    uint64_t edge_primitive_calls; /* … with no activation of the function
                                      called by the same caller open          */
    uint64_t returns;     /* left by return or through a cleanup             */
    uint64_t unwound;     /* left without a word: longjmp, thread end        */
    uint64_t self_ticks;  /* not in instrumented callees                     */
    uint64_t total_ticks; /* of activations counted in primitive_calls       */
    uint64_t edge_ticks;  /* of activations counted in edge_primitive_calls  */
    uint64_t callees;     /* instrumented calls made by this node            */
    uint64_t total_callees; /* all below the activations of total_ticks */
    uint64_t edge_callees; /* all below the activations of edge_ticks         */
    /* since 1.2 */
    uint64_t entered_ticks; /* the clock at the last entry                    */
    uint64_t rise_bytes;    /* of functions with lines: max over calls of (max
                               process live while it ran − live at entry) */
    uint64_t reserved;
} profpass_node_record;

/* LINE_COUNTS: the line area of one function in the owner thread. record_bytes
 * is 0 and n_records 1: this head, uint64_t occurrences[n_lines], then
 * profpass_line_heap heap[n_lines] (abi.h). */
typedef struct profpass_line_counts {
    profpass_ref function;
    uint32_t n_lines;
    uint64_t entry_usage_bytes; /* max process live bytes at entry            */
} profpass_line_counts;

/* SITES: where bytes come from: a node and the innermost instrumented line
 * running. Owner = the node's thread, which alone writes the first group;
 * frees by other threads go to the second. All are sums over the run.
 * MAPPED_SITES, POOL_SITES and STACK_SITES hold the same for the accounts of
 * the header; the epoch is the account's. */
typedef struct profpass_site_record {
    profpass_ref node;     /* the thread's root: no instrumented caller      */
    profpass_ref function; /* whose line it is; 0 if no line was running     */
    uint32_t slot;         /* in that function, or PROFPASS_NO_SLOT          */
    uint32_t id; /* 1, 2, …; what the side map stores              */
    uint64_t allocations, allocated_bytes;
    uint64_t frees, freed_bytes;
    uint64_t temporaries; /* freed by the thread's very next heap operation */
    uint64_t remote_frees, remote_freed_bytes;
    uint64_t inherited_blocks, inherited_bytes; /* live at the fork           */
    /* At the global peak: these if epoch = header.peak_epoch, else what is
     * live now (= inherited + allocated - freed - remote). */
    uint64_t epoch;
    int64_t at_peak_blocks, at_peak_bytes;
    /* since 1.2 */
    uint64_t max_bytes, max_blocks;    /* the most bytes of it live at once, and
                                          its blocks then, the first time */
    uint64_t born_events, died_events; /* the owner's `events` just after each
                                          allocation and each free, summed */
    uint64_t first_ticks; /* the clock when the site was made            */
    uint64_t moved_in, moved_in_bytes;   /* allocations: results of realloc   */
    uint64_t moved_out, moved_out_bytes; /* frees: replaced by realloc        */
    uint64_t remote_died_events; /* as died_events, of the remote frees       */
} profpass_site_record;

/* SIZES: allocations of the heap, by the bytes asked for, in the classes of
 * sizes.h. Owner = the thread that allocated. */
typedef struct profpass_size_record {
    profpass_ref function; /* whose line it is; 0: no instrumented caller     */
    uint32_t slot;         /* in that function; PROFPASS_NO_SLOT: no line     */
    uint64_t largest_bytes;
    uint64_t counts[PROFPASS_SIZE_CLASSES];
} profpass_size_record;

/* HEAP_SERIES: the process after each 2^k-th heap operation of the owner. k is
 * 0 for the first 1024 samples of a thread, and one more after each further
 * 1024. In the order of time. */
typedef struct profpass_heap_sample {
    uint64_t ticks, live_bytes;
} profpass_heap_sample;

#ifdef __cplusplus
}
#endif

#endif
