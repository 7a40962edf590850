/* rt_core.h - what the core of the runtime offers its own files
 *
 * The heap side (rt_heap.c and its like) needs rt.h alone. Here are the start
 * and the end of a run, the options, the clock and the tree.
 */
#ifndef PROFPASS_RT_CORE_H
#define PROFPASS_RT_CORE_H

#include <pthread.h>

#include "rt.h"

#define RT_PATH_BYTES 4096

/* ---- rt_options.c ----------------------------------------------------- */

enum rt_report_kind {
    RT_REPORT_STDERR,
    RT_REPORT_STDOUT,
    RT_REPORT_NONE,
    RT_REPORT_PATH
};

/* A glob of only= or exclude=, and those given before it. */
typedef struct rt_glob {
    const char *text;
    struct rt_glob *next;
} rt_glob;

/* The settings of rt_options.def, read once. */
typedef struct rt_settings {
#define RT_OPTION(key, type, initial, shape, help) type key;
#define RT_TEXT                                    const char *
#define RT_CHOICE                                  uint32_t
#define RT_NUMBER                                  uint32_t
#define RT_SIZE                                    uint64_t
#define RT_GLOBS                                   rt_glob *
#include "rt_options.def"
    const char *given; /* PROFPASS_OPTIONS itself, or NULL */
} rt_settings;
extern rt_settings rt_options;

/* Read PROFPASS_OPTIONS into rt_options. Says what is wrong with it and goes on
 * with the rest. */
void rt_options_read(void);

/* Expand %p %e %h %t %% of a pattern into path[n_bytes]; false if it does not
 * fit or has another %. */
bool rt_path_expand(const char *pattern, char *path, size_t n_bytes);

/* ---- rt_place.c ------------------------------------------------------- */

/* open(2), closed at an exec, and never as 0, 1 or 2: what the program writes
 * there while it has them closed is not for us. */
int rt_open(const char *path, int flags);

/* ---- rt_file.c -------------------------------------------------------- */

/* Create the profile named by output= and map its header; continues in memory,
 * with a message, where that fails. False only if there is no memory. */
bool rt_file_open(void);

/* The header is complete, in a new process or in the child of a fork: give the
 * file its name. */
void rt_file_appear(void);

/* The profile's absolute path; "" if it is kept in memory only. */
const char *rt_file_path(void);

/* The mapped bytes, for the report. */
const void *rt_file_bytes(void);

/* Return a copy of what is used, in pages of n_bytes; NULL if there is no
 * memory. */
void *rt_file_copy(uint64_t *n_bytes);

/* Give back what `ulimit -v` makes too dear of the addresses reserved. */
void rt_file_give_back(void);

/* Cut the file to what is used. It may grow again. */
void rt_file_trim(void);

/* fork: prepare holds the file lock until one of the others. child gives this
 * process a copy of its own at the same addresses. */
void rt_file_fork_prepare(void);
void rt_file_fork_parent(void);
void rt_file_fork_child(void);

/* Call visit for each block. */
void rt_file_each_block(void (*visit)(profpass_block *block));

/* Fetch the first record of a block. */
static inline void *rt_block_records(profpass_block *block)
{
    return block + 1;
}

/* ---- rt_series.c ------------------------------------------------------ */

/* Records of one kind that may spread over blocks: {kind, record_bytes, owner}
 * and the first block's capacity; later blocks are twice as large each. */
typedef struct rt_series {
    enum profpass_block_kind kind;
    uint32_t record_bytes;
    uint32_t capacity; /* of the next block, or of the current */
    uint32_t most;     /* capacity never grows beyond */
    profpass_ref owner;
    profpass_block *block; /* NULL before the first */
} rt_series;

/* Return n zeroed records in a row, invisible to readers until published; NULL
 * if out of room. One caller at a time. */
void *rt_series_next(rt_series *series, uint32_t n);
void rt_series_publish(rt_series *series, uint32_t n);

/* ---- rt_clock.c ------------------------------------------------------- */

/* Choose the clock, and start it. */
void rt_clock_start(void);

/* Estimate ticks per second and the probes' own cost; as late in the start as
 * possible, at most a millisecond. */
void rt_clock_calibrate(void);

/* Note how ticks and wall-clock time stand to each other by now. */
void rt_clock_sync(void);

/* Begin a process's time anew: the child of a fork. */
void rt_clock_restart(void);

/* Read the clock for a thread: the calling one, or one that is asleep. */
uint64_t rt_clock_of(rt_thread *thread);

/* Read the clock for the calling thread where that changes nothing: of the step
 * clock and the program's own it is the thread's last reading. */
uint64_t rt_clock_peek(void);

/* CLOCK_MONOTONIC in nanoseconds. */
uint64_t rt_wall_ns(void);

static inline uint64_t rt_tsc(void)
{
#if defined(__x86_64__) || defined(__i386__)
    return __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
    uint64_t ticks;
    __asm__ volatile("mrs %0, cntvct_el0" : "=r"(ticks));
    return ticks;
#else
    return rt_wall_ns();
#endif
}

/* ---- rt_hooks.c ------------------------------------------------------- */

/* The set of probes for the clock and timing of this run. */
const profpass_hooks *rt_hooks_choose(void);

/* Whether calls of this run have times. */
static inline bool rt_run_is_timed(void)
{
    return rt.header->timing != PROFPASS_TIMING_OFF;
}

/* ---- rt_tables.c ------------------------------------------------------ */

/* Fill a hook table of the program's, and note it: whoever holds the probes
 * from gets others by exchange. */
void rt_table_set(profpass_hooks *table, const profpass_hooks *probes);
void rt_table_note(profpass_hooks *table);
void rt_tables_exchange(const profpass_hooks *from, const profpass_hooks *to);
void rt_tables_fork_child(void);

/* ---- rt_cct.c --------------------------------------------------------- */

/* Give a thread its root node, or a branch one that shows as its home's; false
 * if out of room. */
bool rt_root_add(rt_thread *thread, const rt_thread *home);

/* Find or add the node of a function called in a context. NULL if even a node
 * without context cannot be had; &rt_no_node if the call is deeper than
 * max_depth=. Blocks signals. */
rt_node *rt_child(rt_thread *thread, rt_node *context,
                  const profpass_function *function);

/* ---- rt_lines.c ------------------------------------------------------- */

/* Find or add the line area of a function in a thread; NULL if out of room. */
profpass_line_counts *rt_line_area(rt_thread *thread, uint32_t function_id,
                                   profpass_ref function, uint32_t n_lines);

/* Set what an area counts to zero, as it is when it is new. */
void rt_lines_clear(profpass_line_counts *area);

/* Slot id of a table with two levels of 256 pointers, made where it is
 * missing; NULL if out of memory. */
void **rt_slot(void ***table, uint32_t id);

/* ---- rt_select.c ------------------------------------------------------ */

/* The id in the record of a function that only= or exclude= leaves out; no
 * node has it. */
#define RT_UNSELECTED (UINT32_MAX - 2)

/* Whether only= and exclude= let a function be recorded. Not two at a time. */
bool rt_is_selected(const char *name, const char *linkage_name,
                    const char *file);

/* ---- rt_modules.c ----------------------------------------------------- */

/* Register a module, once. Blocks signals. */
void rt_module_register(profpass_module *module);

/* Register one function more of a module. Blocks signals. */
void rt_function_register(profpass_function *function);

/* A function is registered whose mark says stream=PATH. */
extern bool rt_streams_wanted;

/* The record of a registered function. */
profpass_ref rt_function_ref(uint32_t id);

void rt_modules_fork_prepare(void);
void rt_modules_fork_parent(void);
void rt_modules_fork_child(void);

/* ---- rt_region.c ------------------------------------------------------ */

void rt_regions_fork_child(void);

/* ---- rt_thread.c ------------------------------------------------------ */

/* Prepare for threads: the key whose destructor tells of their end. */
void rt_threads_start(void);

/* Make a key whose values need no malloc; false if there is none. */
bool rt_key_create(pthread_key_t *made, void (*destructor)(void *));

/* Make a branch of a thread: state of its own under the same record; NULL if
 * out of room. A pause has room for no calls. With signals blocked. */
rt_thread *rt_thread_branch(rt_thread *home, bool is_pause);

/* Make the frames up to want, or as far as can be, ready for use; false if
 * thread->limit did not grow. */
bool rt_stack_extend(rt_thread *thread);

/* Give back what `ulimit -v` makes too dear of the calling thread's stack. */
void rt_stack_give_back(rt_thread *thread);

/* Have all threads take the slow way at their next call, once. */
void rt_threads_alert(void);

/* The number of threads that are recorded and have not ended. */
uint32_t rt_threads_alive(void);

/* Bring each thread's record up to date, and add the time of the open frames of
 * all that are asleep. */
void rt_threads_sync(void);

void rt_threads_fork_prepare(void);
void rt_threads_fork_parent(void);
void rt_threads_fork_child(void);

/* ---- rt_fork.c -------------------------------------------------------- */

/* Watch for forks. First of all who do: its child handler must run first. */
void rt_fork_start(void);

/* Set the counts of a block's nodes, lines or sizes to zero. */
void rt_block_zero(profpass_block *block);

/* Enter each open call of a stack anew, after its counts were set to zero. */
void rt_reenter(rt_thread *thread);

/* The process that the profile belongs to is running this, and not the child of
 * a vfork. */
bool rt_is_own_process(void);

/* ---- rt_message.c ----------------------------------------------------- */

/* Note which of stdin, stdout and stderr are closed. */
void rt_message_start(void);

/* rt_say, to another descriptor. */
void rt_say_to(int fd, const char *format, ...);

/* ---- rt_report.c ------------------------------------------------------ */

/* Print the report of the run where report= says. */
void rt_report(void);

#endif
