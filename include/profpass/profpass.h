/* profpass.h - what a program may say to the profiler
 *
 *     #include <profpass/profpass.h>
 *
 *     PROFPASS_PROFILE int parse(const char *text);      marks
 *     PROFPASS_PROFILE_OPTIONS("lines=calls") void fill(table *t);
 *
 *     profpass_disable();                                calls
 *     load_tables();
 *     profpass_enable();
 *
 * A mark stands before the declaration or the definition of a function, of a
 * method or of a template, and vanishes when the compiler runs without the
 * plugin, which defines __PROFPASS__. C99 or C++11 and later: options are
 * variadic.
 *
 * A call does nothing where there is no runtime, costs a load and a branch
 * there, and needs no library to link with. It may stand in any file, compiled
 * with the plugin or without. None changes errno; unless it says otherwise, a
 * call may be made at any time, by any thread. profpass-api(3) has more.
 */
#ifndef PROFPASS_PROFPASS_H
#define PROFPASS_PROFPASS_H

/* ---- marks --------------------------------------------------------------- */

#ifdef __PROFPASS__

/* Profile the function: its calls, and all its lines. */
#define PROFPASS_PROFILE __attribute__((__profile__))

/* The same with options, one string each:
 *     "lines=off"    calls alone
 *     "lines=calls"  only the lines that call, which can move the heap
 *     "lines=all"    all lines (default)
 *     "stream=PATH"  the line table is added to a file of its own
 *     "precision=N"  with so many decimals */
#define PROFPASS_PROFILE_OPTIONS(...) __attribute__((__profile__(__VA_ARGS__)))

#else

#define PROFPASS_PROFILE
#define PROFPASS_PROFILE_OPTIONS(...)

#endif

/* ---- how calls find the runtime -------------------------------------------
 *
 *     object                                  runtime
 *     note ".note.profpass" ── offset ──┐
 *     profpass__calls ◀─────────────────┴──── &table, once it runs
 *
 * The runtime looks for the program, not the program for the runtime: it visits
 * the loaded objects and fills in the pointer that their notes lead to. So it
 * does not matter how it came into the process.
 */
#if defined(__STDC_HOSTED__) && __STDC_HOSTED__

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "profpass/report.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A region that has begun; all zero if it is not recorded. */
typedef struct profpass_region {
    void *frame, *node;
} profpass_region;

/* A function that takes all n_bytes, and returns 0 or an errno value. */
typedef int profpass_writer(void *context, const char *bytes, size_t n_bytes);

/* What profpass_memory_usage measures, in bytes. */
typedef enum profpass_usage_what {
    PROFPASS_USAGE_RSS, /* pages in memory, shared ones too                   */
    PROFPASS_USAGE_PSS, /* a shared page divided by the number of its users   */
    PROFPASS_USAGE_USS, /* pages that no other process has                    */
    PROFPASS_USAGE_HEAP /* live bytes of the heap, of the program itself      */
} profpass_usage_what;

typedef enum profpass_usage_children {
    PROFPASS_CHILDREN_NONE,
    PROFPASS_CHILDREN_SUM, /* theirs, and their children's, are added         */
    PROFPASS_CHILDREN_EACH /* they have samples of their own                  */
} profpass_usage_children;

typedef struct profpass_memory_sample {
    uint64_t unix_ns; /* when */
    uint64_t bytes;
    int32_t pid; /* of a child; 0: the process that was asked for */
    uint32_t reserved;
} profpass_memory_sample;

/* Zero-initialise, and ask for what is not the default. */
typedef struct profpass_memory_request {
    int32_t pid;                     /* 0: the calling process               */
    unsigned what;                   /* profpass_usage_what                  */
    unsigned children;               /* profpass_usage_children              */
    void *(*fn)(void *);             /* called meanwhile, once; NULL: none   */
    void *arg;                       /* of fn                                */
    double interval_s;               /* from sample to sample; 0: 0.1        */
    double timeout_s;                /* round(timeout_s / interval_s) times;
                                        0: once, or until fn returns         */
    size_t max_iterations;           /* no more times than that; 0: any      */
    profpass_memory_sample *samples; /* [n_most], filled in                  */
    size_t n_most;
    FILE *stream; /* for lines MEM and CHLD as mprof has them; NULL: none     */
    /* Answers. */
    size_t n_samples;   /* taken; there may be more than n_most               */
    uint64_t max_bytes; /* the greatest, not of children on their own         */
    void *result;       /* what fn returned                                   */
    int error;
    size_t n_bytes; /* of the request; set by the call                        */
} profpass_memory_request;

/* The runtime's table. Members are only ever added. */
typedef struct profpass_calls {
    size_t n_bytes; /* of the table, as the runtime knows it */
#define PROFPASS_CALL(result, name, parameters) result(*name) parameters;
#include "profpass/calls.def"
} profpass_calls;

#ifdef __ELF__
extern const profpass_calls *profpass__calls
    __attribute__((__weak__, __visibility__("hidden")));
__attribute__((__used__)) const profpass_calls *profpass__calls;
__asm__(".pushsection .note.profpass,\"a\",@note\n"
        ".balign 4\n"
        ".long 9, 4, 1\n"
        ".asciz \"profpass\"\n"
        ".balign 4\n"
        ".long profpass__calls - .\n"
        ".popsection\n");
#define PROFPASS__TABLE __atomic_load_n(&profpass__calls, __ATOMIC_ACQUIRE)
#else
#define PROFPASS__TABLE ((const profpass_calls *)NULL)
#endif

/* Inlined at every level, so that no call of these is one of the program's. */
#define PROFPASS__INLINE                            \
    static inline __attribute__((__always_inline__, \
                                 __no_instrument_function__, __unused__))

#define PROFPASS__METHOD \
    inline __attribute__((__always_inline__, __no_instrument_function__))

/* The table, if there is one that has the member; else NULL. */
#define PROFPASS__HAS(member) profpass__find(offsetof(profpass_calls, member))

PROFPASS__INLINE const profpass_calls *profpass__find(size_t offset)
{
    const profpass_calls *calls = PROFPASS__TABLE;
    return calls != NULL && calls->n_bytes > offset ? calls : NULL;
}

/* ---- when to record ------------------------------------------------------ */

/* Record from here on, or no longer: in all threads, or in the calling one. A
 * call of one undoes a call of the other, so pairs nest. A thread is recorded
 * while its own calls and those for all add up to at least as many enables as
 * disables; PROFPASS_OPTIONS=start=off counts as a disable.
 *
 * While a thread is not recorded its calls do not count, and what it allocates
 * is nobody's. The time of its open calls stands still. They end as ever, and
 * what is called after the next enable is called by the innermost of them that
 * is still open. Async-signal-safe but for the first disable of a thread. For
 * all threads, it takes effect at once in the calling one, and in each other
 * when it next calls an instrumented function. */
PROFPASS__INLINE void profpass_enable(void)
{
    const profpass_calls *calls = PROFPASS__HAS(shift_balance);
    if (calls != NULL)
        calls->shift_balance(0, 1);
}

PROFPASS__INLINE void profpass_disable(void)
{
    const profpass_calls *calls = PROFPASS__HAS(shift_balance);
    if (calls != NULL)
        calls->shift_balance(0, -1);
}

PROFPASS__INLINE void profpass_enable_thread(void)
{
    const profpass_calls *calls = PROFPASS__HAS(shift_balance);
    if (calls != NULL)
        calls->shift_balance(1, 1);
}

PROFPASS__INLINE void profpass_disable_thread(void)
{
    const profpass_calls *calls = PROFPASS__HAS(shift_balance);
    if (calls != NULL)
        calls->shift_balance(1, -1);
}

/* Return whether calls of this thread are recorded. */
PROFPASS__INLINE int profpass_is_recording(void)
{
    const profpass_calls *calls = PROFPASS__HAS(is_recording);
    return calls != NULL ? calls->is_recording() : 0;
}

/* ---- regions --------------------------------------------------------------
 */

/* Begin a region: from here to its end is a call of something with that name,
 * in the file "~", by the function that this is in. What is called meanwhile is
 * called by the region. Any text will do for a name; it is copied.
 *
 * End it in the same function. A region whose function is left by a jump or an
 * exception, or that encloses one that ends, is over (unwound); to end it then
 * is counted as a loss. */
PROFPASS__INLINE profpass_region profpass_region_begin(const char *name)
{
    const profpass_calls *calls = PROFPASS__HAS(region_begin);
    profpass_region none = {NULL, NULL};
    return calls != NULL ? calls->region_begin(name, __builtin_dwarf_cfa())
                         : none;
}

PROFPASS__INLINE void profpass_region_end(profpass_region region)
{
    const profpass_calls *calls = PROFPASS__HAS(region_end);
    if (calls != NULL)
        calls->region_end(region);
}

/* ---- threads -------------------------------------------------------------
 */

/* Name the calling thread in the profile; at most 15 bytes are kept. Without
 * this it has the name that the kernel knows. */
PROFPASS__INLINE void profpass_set_thread_name(const char *name)
{
    const profpass_calls *calls = PROFPASS__HAS(set_thread_name);
    if (calls != NULL)
        calls->set_thread_name(name);
}

/* ---- memory of one's own --------------------------------------------------
 *
 * An allocator that takes large blocks and hands out small ones may say so: the
 * blocks that it notes are counted in an account of their own, `pools`, by the
 * line that notes them, or the nearest above it that is profiled. The heap
 * counts the large ones as ever, so that nothing counts twice.
 * Async-signal-safe.
 */

/* The program has a block of n_bytes now. NULL is ignored, as it is below. A
 * block that is noted again while it is live begins anew, which counts as a
 * loss. */
PROFPASS__INLINE void profpass_note_alloc(const void *block, size_t n_bytes)
{
    const profpass_calls *calls = PROFPASS__HAS(note_alloc);
    if (calls != NULL)
        calls->note_alloc(block, n_bytes);
}

/* … and no longer. A block that was not noted is counted as a loss. */
PROFPASS__INLINE void profpass_note_free(const void *block)
{
    const profpass_calls *calls = PROFPASS__HAS(note_free);
    if (calls != NULL)
        calls->note_free(block);
}

/* The same for all blocks that begin in the n_bytes from base, if any: the pool
 * is cleared, or gone. */
PROFPASS__INLINE void profpass_note_free_range(const void *base, size_t n_bytes)
{
    const profpass_calls *calls = PROFPASS__HAS(note_free_range);
    if (calls != NULL)
        calls->note_free_range(base, n_bytes);
}

/* ---- time ----------------------------------------------------------------
 */

/* Time calls by a function of the program's from now on: it returns ticks,
 * which never go back in a thread, any thread may call it at any moment, and it
 * had better have no probes. All counts begin anew, as by profpass_reset.
 * Returns 0; EINVAL: no function, or no ticks in a second; EBUSY: other threads
 * are recorded already, whose open calls began by another clock. */
PROFPASS__INLINE int profpass_set_clock(uint64_t (*read)(void),
                                        uint64_t ticks_per_second)
{
    const profpass_calls *calls = PROFPASS__HAS(set_clock);
    return calls != NULL ? calls->set_clock(read, ticks_per_second) : 0;
}

/* ---- statistics -----------------------------------------------------------
 *
 * Of all threads, from the start of the run or the last reset until now; calls
 * that are open count, with the calling thread's time up to now. The thread is
 * paused meanwhile. Return 0, or an errno value; what went wrong is said on
 * stderr, too. EBUSY: called by what a call of these calls. Not async-signal-
 * safe, but for profpass_snapshot.
 */

/* Used by the two that print. */
static inline __attribute__((__no_instrument_function__, __unused__)) int
profpass__write(void *stream, const char *bytes, size_t n_bytes)
{
    return fwrite(bytes, 1, n_bytes, (FILE *)stream) == n_bytes ? 0 : 5;
}

/* Print the table of functions as Python's Profile.print_stats does, without
 * directories, ordered by one of pstats' keys or several, "tottime,name". NULL:
 * by standard name. */
PROFPASS__INLINE int profpass_print_stats(FILE *stream, const char *sort)
{
    const profpass_calls *calls = PROFPASS__HAS(print_stats);
    return calls != NULL ? calls->print_stats(profpass__write, stream, sort)
                         : 0;
}

/* Save them in the format of Python's pstats module. */
PROFPASS__INLINE int profpass_dump_stats(const char *path)
{
    const profpass_calls *calls = PROFPASS__HAS(dump_stats);
    return calls != NULL ? calls->dump_stats(path) : 0;
}

/* Save the profile as it is now, and go on. */
PROFPASS__INLINE int profpass_snapshot(const char *path)
{
    const profpass_calls *calls = PROFPASS__HAS(snapshot);
    return calls != NULL ? calls->snapshot(path) : 0;
}

/* Begin all counts anew, as in the child of a fork: calls that are open count
 * as begun now, what is live is inherited, and the peak is what is live. In
 * other threads from their next call of an instrumented function. */
PROFPASS__INLINE void profpass_reset(void)
{
    const profpass_calls *calls = PROFPASS__HAS(reset);
    if (calls != NULL)
        calls->reset();
}

/* ---- memory over time -----------------------------------------------------
 */

typedef struct profpass__usage {
    void *state;
    profpass_memory_request *request;
} profpass__usage;

static inline __attribute__((__no_instrument_function__, __unused__)) void
profpass__end_usage(profpass__usage *usage)
{
    const profpass_calls *calls = PROFPASS__HAS(usage_end);
    if (calls != NULL)
        calls->usage_end(usage->state, usage->request, profpass__write);
}

/* Sample the memory of a process: once, several times, or while a function
 * runs. That is called exactly once, by this thread, whatever goes wrong; the
 * first sample is taken before it begins, the last after it returned, and those
 * in between by a thread that takes nothing from malloc and is in no profile.
 * An exception passes once the sampling has ended; after longjmp it goes on.
 *
 * Returns request->error: 0, or an errno value. EINVAL: a member's value, or a
 * function along with another process, or the heap of one. ESRCH: no such
 * process. One that ends meanwhile has no more samples, which is no error.
 * EACCES: another user's. ENOTSUP: the heap is not recorded. ENOMEM, EAGAIN: no
 * thread, or no room. ECANCELED: fn returned in the child of a fork. ENOSYS: no
 * runtime. Not async-signal-safe. */
PROFPASS__INLINE int profpass_memory_usage(profpass_memory_request *request)
{
    const profpass_calls *calls = PROFPASS__HAS(usage_end);
    request->n_bytes = sizeof *request;
    request->n_samples = 0;
    request->max_bytes = 0;
    request->result = NULL;
    request->error = 38; /* ENOSYS */
    {
        __attribute__((__cleanup__(profpass__end_usage)))
        profpass__usage usage = {
            calls != NULL ? calls->usage_begin(request) : NULL, request};
        (void)usage;
        if (request->fn != NULL)
            request->result = request->fn(request->arg);
    }
    return request->error;
}

/* ---- the report -----------------------------------------------------------
 */

/* Of lines, give only those that grew. */
#define PROFPASS_SINK_GREW 1u

/* Have the report of the run given to a function, row by row, instead of
 * printed: at exit, in the place of a handler of atexit that is registered here
 * (again: the first time counts), and by profpass_report. take is called by one
 * thread at a time, which is paused meanwhile; it returns, and throws nothing.
 * NULL: print it, as ever. Returns 0, or an errno value. */
PROFPASS__INLINE int profpass_set_sink(profpass_report_taker *take,
                                       void *context, unsigned flags)
{
    const profpass_calls *calls = PROFPASS__HAS(set_sink);
    return calls != NULL ? calls->set_sink(take, context, flags) : 0;
}

/* Report now, of all so far: to the sink, or where report= says. Returns 0, or
 * an errno value; EBUSY: another report is on its way. */
PROFPASS__INLINE int profpass_report(void)
{
    const profpass_calls *calls = PROFPASS__HAS(report);
    return calls != NULL ? calls->report() : 0;
}

/* ---- runs -----------------------------------------------------------------
 */

typedef struct profpass__run {
    void *base;
    const char *filename, *sort;
} profpass__run;

static inline __attribute__((__no_instrument_function__, __unused__)) void
profpass__end_run(profpass__run *run)
{
    const profpass_calls *calls = PROFPASS__HAS(run_end);
    if (calls != NULL)
        calls->run_end(run->base, run->filename, profpass__write, stdout,
                       run->sort);
}

#define PROFPASS__RUN(filename, sort)                                     \
    const profpass_calls *calls = PROFPASS__HAS(run_end);                 \
    __attribute__((__cleanup__(profpass__end_run))) profpass__run run = { \
        calls != NULL ? calls->run_begin() : NULL, filename, sort};       \
    (void)run

/* Call fn, and show what was recorded meanwhile, in all threads, and nothing
 * else: print it to stdout, ordered by sort, or save it in a file; one whose
 * name ends in ".prof" is a profile of ours, any other of Python's pstats.
 * Callers outside are left out. Recording is enabled for as long. Returns what
 * fn returns; an exception passes once the statistics are out. Without a
 * runtime, fn is called all the same. */
PROFPASS__INLINE void *profpass_run(void *(*fn)(void *), void *arg,
                                    const char *filename, const char *sort)
{
    PROFPASS__RUN(filename, sort);
    return fn(arg);
}

/* The same, for a function that is told two contexts. */
PROFPASS__INLINE void *profpass_runctx(void *(*fn)(void *globals, void *locals),
                                       void *globals, void *locals,
                                       const char *filename, const char *sort)
{
    PROFPASS__RUN(filename, sort);
    return fn(globals, locals);
}

#ifdef __cplusplus
}

namespace profpass {

/* A region that ends with the scope:  profpass::region guard("parse"); */
class region {
  public:
    PROFPASS__METHOD explicit region(const char *name)
        : begun(profpass_region_begin(name))
    {
    }
    PROFPASS__METHOD ~region()
    {
        profpass_region_end(begun);
    }
    region(const region &) = delete;
    region &operator=(const region &) = delete;

  private:
    profpass_region begun;
};

} // namespace profpass
#endif

#endif
#endif
