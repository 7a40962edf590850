/* rt.h - the private header of the runtime: its words, and who offers what
 *
 *     rt_hooks.c     the four probes: the hot path and nothing else
 *     rt_thread.c    birth and death of threads; rt_self
 *     rt_cct.c       calling context tree: find or add a child
 *     rt_lines.c     line areas
 *     rt_sites.c     allocation sites and the share at the peak
 *     rt_heap.c      accounting of a heap operation
 *     rt_sizes.c     how large the blocks of each line are
 *     rt_samples.c   the heap over time
 *     rt_break.c     break_mem=: stop where the heap becomes too large
 *     rt_map.c       side map: block address -> site, size
 *     rt_ranges.c    ordered map: address range -> site
 *     rt_aside.c     the same for blocks that it has no cell for
 *     rt_accounts.c  what is counted apart from the heap
 *     rt_mappings.c  mmap and its like
 *     rt_pools.c     blocks that the program notes
 *     rt_thread_stacks.c  stacks of threads
 *     rt_interpose.c the malloc family under its own names (linked, preloaded)
 *     rt_patch.c     the same through patched GOTs (dlopened runtime)
 *     rt_unwind.c    longjmp, __cxa_begin_catch, exits: control that jumps
 *     rt_setjmp.c    setjmp, so that longjmp finds its activation
 *     rt_stacks.c    threads that switch stacks: which one is running
 *     rt_switch.c    makecontext and its like
 *     rt_mapping.c   how far a stack reaches
 *     rt_pause.c     threads that are not recorded for a while
 *     rt_region.c    calls of no function, named by the program
 *     rt_reset.c     counts that begin anew in the middle of a run
 *     rt_stats.c     what the program asks to see
 *     rt_image.c     the profile at one moment, and between two
 *     rt_api.c       the table of calls that programs find
 *     rt_modules.c   registration of modules; functions merged by name
 *     rt_file.c      the profile file: blocks, growth, its copy at a fork
 *     rt_place.c     its name and its descriptor
 *     rt_series.c    records in a row; strings
 *     rt_arena.c     private memory from the system
 *     rt_limits.c    how much of it, under `ulimit -v`
 *     rt_tables.c    the hook tables that hold the probes
 *     rt_clock.c     tsc | monotonic | cpu | step; calibration
 *     rt_options.c   PROFPASS_OPTIONS
 *     rt_select.c    only=, exclude=: which functions are recorded
 *     rt_fork.c      the child gets a file of its own
 *     rt_copies.c    two copies of the runtime in a process: which one records
 *     rt_init.c      the only constructors and destructors; the end of the run
 *     rt_report.c    the report at exit
 *     rt_sink.c      the same for a function of the program's
 *     rt_streams.c   line tables with a file of their own: stream=PATH
 *     rt_message.c   what we say on stderr
 *     rt_lock.c      locks and signals of slow paths
 *
 * What only the core's own files share stands in rt_core.h.
 *
 * A guest in someone's house: no function here allocates with malloc, changes
 * errno, aborts, or writes to stdout. Every loss is counted (rt_loss).
 *
 *     rt_thread ──top──▶ rt_frame[depth]     shadow stack, one a thread
 *                          │ node, context
 *                          ▼
 *                        rt_node ──record──▶ profpass_node_record   in the file
 *                          │ children[id & mask]
 *                          ▼
 *                        rt_node …
 */
#ifndef PROFPASS_RT_H
#define PROFPASS_RT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "profpass/abi.h"
#include "profpass/format.h"

/* All of this is the runtime's own: reached without a detour by the GOT. */
#pragma GCC visibility push(hidden)

#define RT_LIKELY(x)   __builtin_expect(!!(x), 1)
#define RT_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define RT_EXPORT      __attribute__((visibility("default")))
#define RT_TLS         _Thread_local __attribute__((tls_model("initial-exec")))

typedef struct rt_node rt_node;
typedef struct rt_frame rt_frame;
typedef struct rt_thread rt_thread;
typedef struct rt_site rt_site;

/* The books in which memory is kept: each has sites of its own, in blocks of
 * its own kind, and totals in the header. */
typedef enum rt_book {
    RT_HEAP,
    RT_MAPPED,
    RT_POOLS,
    RT_STACKS,
    RT_N_BOOKS
} rt_book;

/* A node of the calling context tree, the part that readers need not see. The
 * first cache line is what the probes read. */
struct rt_node {
    rt_node **children;   /* by function id; never NULL entries: an empty one
                             points to rt_no_node, whose id is UINT32_MAX   */
    uint32_t child_mask;  /* children has child_mask + 1 entries              */
    uint32_t function_id; /* 0 for a thread's root                            */
    profpass_node_record *record;
    rt_node *context; /* this, or the ancestor that recursion folds to */
    uint32_t *function_level; /* activations of the function open in thread   */
    uint32_t *edge_level;  /* … called by the same caller                  */
    uint64_t *lines;       /* line area of (thread, function), or NULL     */
    uint64_t *entry_usage; /* in that area; NULL with lines                */

    rt_node *parent;
    uint64_t site_key; /* the last site looked up here: rt_site_key           */
    rt_site *site;
    profpass_ref function; /* its record; 0 for a root                        */
    uint32_t n_lines;
    uint32_t n_children;
    uint32_t depth; /* of its context: 0 for a root                         */
    bool is_region; /* rt_region.c */
    uint32_t reserved[5];
};

/* An activation on the shadow stack. A frame is in limbo while the probe that
 * opens or closes it is at work, and while it is free: its context is then
 * &rt_limbo, and the probes of a signal handler nest above it and charge the
 * nearest frame below that is not. */
struct rt_frame {
    profpass_frame probe; /* what the probes touch; must be first             */
    rt_node *context;     /* = node->context: children are filed here         */
    rt_node *node;        /* counts and times                                 */
    uint64_t start;       /* ticks                                            */
    uint64_t child_ticks; /* in direct instrumented callees                   */
    uintptr_t address;    /* of its return address: ancestors lie above       */

    rt_frame *caller;        /* the nearest frame below not in limbo          */
    uint64_t callees;        /* direct                                        */
    uint64_t deeper_callees; /* below those                                   */
    rt_frame *line_frame;    /* nearest frame, this or below, with line probes;
                                the bottom one if none                        */
    int64_t net_bytes;   /* the thread's net when this frame last settled     */
    uint64_t peak_bytes; /* max process live since this frame last settled    */
    uint64_t entry_bytes; /* process live at the entry, of one with lines     */
    uint32_t primitive; /* bit 0: outermost of the function, 1: of the edge  */
    uint32_t reserved;
};

/* probe.reserved of the frames of a shadow stack; an idle frame has 0. */
#define RT_FRAME_MARK 0x66726d65u

/* Where the context of a frame in limbo points; it has no children. */
extern rt_node rt_limbo, rt_no_node;

/* A thread. Reached through rt_self by its own thread alone, but for the list.
 */
struct rt_thread {
    rt_frame *top; /* the running activation                              */
    uintptr_t stack_low; /* the program's stack is [low, high); 0: not known  */
    rt_frame *limit;     /* = ready, or bottom: someone wants a word          */
    uint64_t events;     /* heap operations; probes read it. Of all stacks of
                            its thread, where it has been on                  */
    int64_t net_bytes;
    void *last_block;   /* allocated by the last heap operation, else NULL   */
    uint64_t sample_at; /* rt_samples.c                                       */
    bool busy;          /* inside a slow path: heap operations of our own    */

    uint64_t step_ticks; /* clock=step: the last reading                      */
    rt_frame *bottom; /* the thread's root: the highest address, node = root */
    profpass_thread_record *record;
    rt_node *root;
    rt_node *lost;       /* rt_cct.c: the parent of nodes without a context */
    rt_frame *ready;     /* one past the last frame ready for use      */
    rt_frame *stack_end; /* one past the last frame reserved           */
    uint32_t **function_levels; /* [id >> 8][id & 255], lazily                */
    void ***line_areas;         /* the same shape                             */
    struct rt_edge **edges;     /* rt_cct.c: open hash, by (caller, callee)   */
    uint32_t edge_mask, n_edges;
    struct rt_series *nodes; /* their records                              */
    uint32_t in_use;         /* 0 once the kernel says the thread is gone  */
    uint32_t rounds;         /* of pthread-key destructors, so far         */
    struct rt_site_table *sites[RT_N_BOOKS]; /* rt_sites.c            */
    struct rt_size_table *sizes; /* rt_sizes.c                                */
    struct rt_series *samples;   /* of a home: rt_samples.c                   */
    uint64_t n_samples; /* … how many, the lost ones included        */
    struct rt_landing *landings; /* rt_setjmp.c                               */
    rt_thread *next; /* all threads, newest first                  */
    bool is_named;   /* by the program: the kernel is not asked    */

    /* rt_stacks.c: a stack that the thread has switched to is a branch of it */
    uintptr_t stack_high;
    bool stack_is_known; /* … and not a guess                           */
    bool away;           /* control is on another stack, since left     */
    uint64_t left_ticks;
    uint64_t events_elsewhere; /* of events: those of other stacks     */
    rt_thread *home;           /* the thread itself, or whose branch this is  */
    rt_thread *branch;         /* its branches, each leading to the next      */
    rt_thread *idle;    /* … those not in use                          */
    rt_thread *running; /* of a home: the stack that its thread is on  */

    /* rt_pause.c: a branch where nothing is recorded */
    bool is_pause;
    bool in_call;         /* of a home: at work for the program, rt_stats.c */
    int32_t balance;      /* of a home: enables less disables            */
    rt_thread *pause;     /* of a home: its pause, or NULL               */
    uint32_t resets_seen; /* of a home: rt_reset.c                       */
    rt_thread *resumes;   /* of a pause: the stack that was left for it  */
};

/* The calling thread, NULL before its first event and after its last. */
extern RT_TLS rt_thread *rt_self;

/* A site as the side map names it. The file record is written by the owner;
 * remote fields and the peak's by anyone. 64 bytes, to be found by number. */
struct rt_site {
    profpass_site_record *record;
    rt_thread *owner;
    profpass_size_record *sizes; /* of the heap's: rt_sizes.c              */
    uint64_t cell; /* of a block of 0 bytes: rt_map.h                */
    int64_t most;  /* allocated - freed, of the owner, above which more may be
                      live than ever before                              */
    rt_node *node; /* with key: what the owner finds it by             */
    uint64_t key;
    uint64_t reserved;
};

/* Everything process-wide that the hot paths need, on its own cache lines. */
typedef struct rt_process {
    profpass_header *header; /* mapped; never NULL: a spare one before start  */
    uint64_t (*clock)(void); /* of `clock=`, for slow paths                   */
    bool recording;          /* false before start and after a fatal failure  */
    rt_thread *threads;      /* all, newest first; only ever added to         */
} rt_process;
extern rt_process rt;

/* ---- rt_thread.c ------------------------------------------------------ */

/* Return the calling thread's state, made at its first event; NULL if that is
 * not possible (counted). Async-signal-safe; keeps errno. */
rt_thread *rt_thread_attach(void);

static inline rt_thread *rt_thread_current(void)
{
    rt_thread *thread = rt_self;
    return RT_LIKELY(thread != NULL) ? thread : rt_thread_attach();
}

/* Bring the thread's record up to date with its private counters. */
void rt_thread_sync(rt_thread *thread);

/* The innermost activation that is not in limbo; never NULL. */
static inline rt_frame *rt_running_frame(const rt_thread *thread)
{
    rt_frame *frame = thread->top;
    while (RT_UNLIKELY(frame->context == &rt_limbo))
        frame--;
    return frame;
}

/* Whether a frame's call is open on a stack of a thread. */
static inline bool rt_is_open(const rt_thread *thread, const rt_frame *frame)
{
    return frame > thread->bottom && frame <= thread->top;
}

/* The heap side of a slot in the line area of a node that has one. */
static inline profpass_line_heap *rt_line_heap(const rt_node *node,
                                               uint32_t slot)
{
    return (profpass_line_heap *)(void *)(node->lines + node->n_lines) + slot;
}

/* Block all signals of the calling thread, even glibc's own, and give back
 * what was blocked before. Slow paths run like this; keeps errno. */
uint64_t rt_signals_block(void);
void rt_signals_restore(uint64_t before);

/* A lock for slow paths. Hold it with signals blocked, and briefly. */
typedef struct rt_lock {
    uint32_t state;
} rt_lock;
void rt_lock_take(rt_lock *lock);
void rt_lock_drop(rt_lock *lock);

/* In the child of a fork: whoever held the lock does not exist here. */
void rt_lock_forget(rt_lock *lock);

/* ---- rt_init.c -------------------------------------------------------- */

/* Start the run if it has not started: file, options, first thread, heap. Any
 * time after libc is ready: from the first heap operation, our constructor, or
 * attach, whichever comes first. A call while another is at it returns at once.
 * Keeps errno. */
void rt_start(void);

/* The process ends, or is about to: add the time of the calling thread's open
 * frames, note how it ended (the last call counts), and cut the file to its
 * length. Recording may go on. Does nothing in the child of a vfork.
 * Async-signal-safe. */
void rt_end(enum profpass_end_kind kind, uint32_t value);

/* The program has called exit, or quick_exit, and the handlers will run. */
void rt_exit_begins(int status);
void rt_quick_exit_begins(int status);

/* ---- rt_hooks.c ------------------------------------------------------- */

/* Close, as unwound, all frames above keep. */
void rt_unwind_to(rt_thread *thread, rt_frame *keep);

/* Close, as unwound, all frames whose return address lies below the address:
 * their stack is gone. */
void rt_unwind_below(rt_thread *thread, uintptr_t address);

/* Add the time of a thread's open frames up to now, without closing them. The
 * thread is the calling one, or asleep. May be called again and again. */
void rt_flush_open_frames(rt_thread *thread);

/* ---- rt_sites.c, rt_heap.c, rt_map.c ---------------------------------- */

/* realloc: take the old block's record, and give it back (n_bytes 0 with block
 * old) if the real call failed, or file the new block, NULL if the old one was
 * freed. from is the old address, only compared. */
typedef struct rt_taken {
    uint32_t site;
    uint64_t n_bytes;
    bool known;
} rt_taken;
rt_taken rt_take(void *block);
void rt_restore(void *block, rt_taken taken);
void rt_on_realloc(rt_taken taken, const void *from, void *block,
                   size_t n_bytes);

/* Begin to watch the process: its heap, if heap (find the real allocator and,
 * where the process's malloc is not ours, patch the loaded objects; set
 * header.heap_mode; say so if the heap cannot be recorded), and in any case the
 * functions that jump or end it. Called once by rt_start when all else stands;
 * from then on heap operations are recorded. */
void rt_watch_start(bool heap);

/* In the child of a fork, in its own file: what was live is inherited, every
 * other count of the sites and the header's heap fields begins anew. */
void rt_heap_fork(void);

/* A shared object has attached a module: if patching, patch what is new. Called
 * without locks, signals not blocked; thread->busy is not set. */
void rt_patch_refresh(void);

/* Process live bytes now, for line probes. */
static inline uint64_t rt_live_bytes(void)
{
    return __atomic_load_n(&rt.header->live_bytes, __ATOMIC_RELAXED);
}

/* ---- rt_file.c -------------------------------------------------------- */

/* Append a block of kind with room for n records of record_bytes (0: payload of
 * n bytes), zeroed and visible to readers with n_records 0. NULL if there is no
 * room left (counted). Takes the file lock; blocks signals meanwhile. */
profpass_block *rt_file_add_block(enum profpass_block_kind kind,
                                  uint32_t record_bytes, uint32_t n,
                                  profpass_ref owner);

/* Let n more records of a block be seen: a reader that sees the count sees what
 * was written before. With signals blocked. */
void rt_file_publish(profpass_block *block, uint32_t n);

/* The ref of an object inside the mapped file, and back. */
profpass_ref rt_ref(const void *object);
void *rt_at(profpass_ref ref);

/* Intern a string of n_bytes; the same bytes give the same ref. 0 if out of
 * room. Not async-signal-safe. */
profpass_ref rt_file_string(const char *bytes, size_t n_bytes);

/* What a string's ref stands for. */
const char *rt_file_text(profpass_ref string);

/* Count a loss. Async-signal-safe. */
void rt_loss(enum profpass_loss loss, uint64_t n);

/* ---- rt_arena.c ------------------------------------------------------- */

/* Return n_bytes of zeroed private memory, 16-byte aligned, never to be freed;
 * NULL if the system has none. Any thread, async-signal-safe. */
void *rt_arena_alloc(size_t n_bytes);

/* Return whole zeroed pages straight from the system, or NULL. Freed by
 * rt_pages_free. */
void *rt_pages_alloc(size_t n_bytes);
void rt_pages_free(void *pages, size_t n_bytes);

/* ---- rt_limits.c ------------------------------------------------------ */

/* Return how much address space to take where n_bytes are wanted: all of it, or
 * at most one part in n_parts of what `ulimit -v` allows the program. */
size_t rt_affordable_bytes(size_t n_bytes, unsigned n_parts);

/* ---- rt_message.c ----------------------------------------------------- */

/* Write all n_bytes; false if that fails. No SIGPIPE reaches the program. */
bool rt_write(int fd, const char *bytes, size_t n_bytes);

/* Print "profpass: " and the formatted line (%s %d %u %x %lu and %% only) on
 * stderr with one write. Async-signal-safe; keeps errno. */
void rt_say(const char *format, ...);

#pragma GCC visibility pop

#endif
