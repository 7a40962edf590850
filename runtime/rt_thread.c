/* rt_thread.c - birth and death of threads; rt_self
 *
 *     first event ──▶ attach ──▶ … ──▶ key destructor, last round ──▶ ended
 *                                             │ further events still count
 *                                             ▼
 *                                kernel: no such thread ──▶ stack used again
 *
 * A thread's state is made at its first event and stays until the kernel knows
 * the thread no longer, because destructors of other keys may still call
 * instrumented functions after ours has run. What it recorded stays in the
 * file.
 */
#define _GNU_SOURCE
#include "rt_api.h"
#include "rt_core.h"
#include "rt_pause.h"
#include "rt_reset.h"
#include "rt_sites.h"
#include "rt_stacks.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "rt_system.h"

#define STACK_MOST  ((size_t)256 << 20) /* 2 million activations */
#define BRANCH_MOST ((size_t)32 << 20)  /* a quarter million */
#define STACK_LEAST ((size_t)64 << 10)
#define STACK_PARTS 16 /* of `ulimit -v`: one for the first thread */

enum {
    TABLE_BYTES = 4096 * sizeof(void *), /* 256 ids each: 2^20 functions */
    KEYS_WITHOUT_MALLOC = 32, /* glibc keeps so many values in the thread */
    GRAVES_TO_TRY = 4
};

/* The round of destructors in which a thread ends. The thread sanitizer, when
 * we are built with it, takes its own state down in the last. */
#ifdef __SANITIZE_THREAD__
#define LAST_ROUND (PTHREAD_DESTRUCTOR_ITERATIONS - 1)
#else
#define LAST_ROUND PTHREAD_DESTRUCTOR_ITERATIONS
#endif

RT_TLS rt_thread *rt_self;

static rt_lock lock; /* of all below, and of rt.threads for writing */
static rt_series records = {.kind = PROFPASS_BLOCK_THREADS,
                            .record_bytes = sizeof(profpass_thread_record),
                            .capacity = 12,
                            .most = 1 << 10};
static uint32_t n_threads;
static rt_thread *ended[GRAVES_TO_TRY]; /* whose stacks may be free by now */
static pthread_key_t key;
static bool has_key;

static pid_t get_tid(void)
{
    return (pid_t)syscall(SYS_gettid);
}

/* ---- stacks ----------------------------------------------------------------
 */

static void *reserve_stack(size_t most, size_t *n_bytes)
{
    size_t n = rt_affordable_bytes(
        most, __atomic_load_n(&n_threads, __ATOMIC_RELAXED) == 0
                  ? STACK_PARTS
                  : 4 * STACK_PARTS);
    for (; n >= STACK_LEAST; n = n / 2 & ~(size_t)4095) {
        void *stack =
            rt_mmap(NULL, n, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (stack == MAP_FAILED)
            continue;
        madvise(stack, n, MADV_NOHUGEPAGE);
        madvise(stack, n, MADV_DONTDUMP); /* 256 MiB a thread, if not sparse */
        *n_bytes = n;
        return stack;
    }
    return NULL;
}

/* Take the stack and the tables of a thread that is no more. */
static bool inherit(rt_thread *thread)
{
    for (size_t i = 0; i < GRAVES_TO_TRY; i++) {
        rt_thread *dead = ended[i];
        if (dead == NULL ||
            syscall(SYS_tgkill, getpid(), dead->record->tid, 0) == 0 ||
            errno != ESRCH)
            continue;
        ended[i] = NULL;
        thread->bottom = dead->bottom;
        thread->stack_end = dead->stack_end;
        thread->function_levels = dead->function_levels;
        thread->line_areas = dead->line_areas;
        madvise(thread->function_levels, 2 * TABLE_BYTES, MADV_DONTNEED);
        dead->bottom = dead->top = dead->limit = NULL;
        return true;
    }
    return false;
}

/* Frames start this far into a page. The header's counters of live bytes and
 * blocks, which every heap operation stores to, are at 0x90 and 0x98 of theirs;
 * a load from the same offset of another page waits for the store, as the
 * processor compares only the low bits at first. Frames are 0x80 apart, so with
 * this none of what an operation loads from one falls there, at any depth. */
#define STACK_OFFSET 0x60

static bool make_stack(rt_thread *thread, size_t most)
{
    size_t n_bytes;
    uint8_t *tables = rt_pages_alloc(2 * TABLE_BYTES);
    if (tables == NULL)
        return false;
    uint8_t *stack = reserve_stack(most, &n_bytes);
    if (stack == NULL) {
        rt_pages_free(tables, 2 * TABLE_BYTES);
        return false;
    }
    thread->function_levels = (uint32_t **)(void *)tables;
    thread->line_areas = (void ***)(void *)(tables + TABLE_BYTES);
    thread->bottom = (rt_frame *)(void *)(stack + STACK_OFFSET);
    thread->stack_end =
        thread->bottom + (n_bytes - STACK_OFFSET) / sizeof *thread->bottom;
    return true;
}

static void start_stack(rt_thread *thread)
{
    rt_frame *bottom = thread->bottom;
    *bottom = (rt_frame){
        .context = thread->root, .node = thread->root, .address = UINTPTR_MAX};
    bottom->probe.events = &thread->events; /* no frame lies above it */
    bottom->probe.line = PROFPASS_NO_SLOT;
    bottom->line_frame = bottom;
    thread->top = bottom;
    thread->limit = thread->ready = bottom + 1;
}

/* One frame at a time: so the limit tells the greatest depth, and the pages of
 * the stack are touched as the program needs them. */
bool rt_stack_extend(rt_thread *thread)
{
    rt_frame *frame = thread->ready;
    if (frame >= thread->stack_end)
        return false;
    frame->context = &rt_limbo;
    frame->probe.events = &thread->events;
    frame->probe.reserved = RT_FRAME_MARK;
    uint64_t depth = (uint64_t)(frame - thread->bottom);
    if (thread->record->depth_peak < depth)
        thread->record->depth_peak = depth;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    thread->ready = frame + 1;
    rt_pause_arm(thread);
    return true;
}

void rt_stack_give_back(rt_thread *thread)
{
    uint8_t *stack = (uint8_t *)thread->bottom - STACK_OFFSET;
    size_t n_bytes = (size_t)((uint8_t *)thread->stack_end - stack);
    size_t least = (size_t)((uint8_t *)thread->ready - stack) + STACK_LEAST;
    size_t keep = rt_affordable_bytes(n_bytes, STACK_PARTS);
    keep = ((keep < least ? least : keep) + 4095) & ~(size_t)4095;
    if (keep >= n_bytes || rt_munmap(stack + keep, n_bytes - keep) != 0)
        return;
    thread->stack_end =
        thread->bottom + (keep - STACK_OFFSET) / sizeof *thread->bottom;
}

/* ---- birth ------------------------------------------------------------------
 */

static bool add_record(rt_thread *thread)
{
    profpass_thread_record *record = rt_series_next(&records, 1);
    if (record == NULL)
        return false;
    thread->record = record;
    record->tid = (uint32_t)get_tid();
    record->number = __atomic_add_fetch(&n_threads, 1, __ATOMIC_RELAXED);
    record->start_ticks = rt.clock();
    prctl(PR_GET_NAME, record->name, 0, 0, 0);
    if (!rt_root_add(thread, NULL))
        return false;
    rt_series_publish(&records, 1);
    return true;
}

static rt_thread *make_thread(void)
{
    rt_thread *thread = rt_arena_alloc(sizeof *thread);
    if (thread == NULL ||
        (!inherit(thread) && !make_stack(thread, STACK_MOST)) ||
        !add_record(thread))
        return NULL;
    start_stack(thread);
    thread->home = thread->running = thread;
    thread->in_use = 1;
    thread->resets_seen = __atomic_load_n(&rt_resets, __ATOMIC_RELAXED);
    thread->next = rt.threads;
    __atomic_store_n(&rt.threads, thread, __ATOMIC_RELEASE);
    return thread;
}

rt_thread *rt_thread_branch(rt_thread *home, bool is_pause)
{
    rt_thread *branch = rt_arena_alloc(sizeof *branch);
    if (branch == NULL ||
        !make_stack(branch, is_pause ? STACK_LEAST : BRANCH_MOST))
        return NULL;
    branch->is_pause = is_pause;
    branch->record = home->record;
    branch->home = home;
    branch->in_use = 1;
    if (!rt_root_add(branch, home))
        return NULL;
    start_stack(branch);
    branch->branch = home->branch;
    __atomic_store_n(&home->branch, branch, __ATOMIC_RELEASE);
    return branch;
}

rt_thread *rt_thread_attach(void)
{
    if (!rt.recording)
        return NULL;
    int saved = errno;
    uint64_t before = rt_signals_block();
    if (rt_self == NULL) {
        rt_lock_take(&lock);
        rt_thread *thread = make_thread();
        rt_lock_drop(&lock);
        rt_self = rt_home = thread;
        if (thread == NULL)
            rt_loss(PROFPASS_LOSS_THREADS, 1);
        else if (has_key)
            pthread_setspecific(key, thread);
    }
    rt_signals_restore(before);
    errno = saved;
    return rt_self;
}

void rt_threads_alert(void)
{
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    for (rt_thread *thread = rt.threads; thread != NULL; thread = thread->next)
        for (rt_thread *t = thread; t != NULL;
             t = __atomic_load_n(&t->branch, __ATOMIC_ACQUIRE))
            __atomic_store_n(&t->limit, t->bottom, __ATOMIC_SEQ_CST);
    rt_lock_drop(&lock);
    rt_signals_restore(before);
}

uint32_t rt_threads_alive(void)
{
    uint32_t n = 0;
    const rt_thread *thread = __atomic_load_n(&rt.threads, __ATOMIC_ACQUIRE);
    for (; thread != NULL; thread = thread->next)
        n += __atomic_load_n(&thread->record->ended, __ATOMIC_ACQUIRE) == 0;
    return n;
}

/* ---- death ------------------------------------------------------------------
 */

static void bury(rt_thread *thread)
{
    rt_lock_take(&lock);
    for (size_t i = 0; i < GRAVES_TO_TRY; i++) {
        if (ended[i] == NULL) {
            ended[i] = thread;
            break;
        }
    }
    rt_lock_drop(&lock);
}

static void end_thread(rt_thread *thread)
{
    uint64_t before = rt_signals_block();
    rt_unwind_to(thread, thread->bottom);
    if (!thread->is_named)
        prctl(PR_GET_NAME, thread->record->name, 0, 0, 0);
    rt_thread_sync(thread);
    thread->record->end_ticks = rt.clock();
    __atomic_store_n(&thread->record->ended, 1, __ATOMIC_RELEASE);
    bury(thread);
    rt_signals_restore(before);
}

/* The destructor of our key. The C library runs destructors in rounds as long
 * as one sets a value again; ours does until the last. What pthread_exit has
 * left without a word is over: destructors are called by none of it. */
static void leave(void *argument)
{
    rt_thread *thread = argument;
    if (rt_self == NULL || thread != rt_home)
        return;
    int saved = errno;
    rt_reset_obey(thread);
    rt_stacks_leave();
    uint64_t before = rt_signals_block();
    rt_unwind_to(thread, thread->bottom);
    rt_signals_restore(before);
    if (++thread->rounds < LAST_ROUND)
        pthread_setspecific(key, thread);
    else
        end_thread(thread);
    errno = saved;
}

bool rt_key_create(pthread_key_t *made, void (*destructor)(void *))
{
    bool is_made = pthread_key_create(made, destructor) == 0;
    if (is_made && *made >= KEYS_WITHOUT_MALLOC) {
        pthread_key_delete(*made);
        is_made = false;
    }
    return is_made;
}

void rt_threads_start(void)
{
    has_key = rt_key_create(&key, leave);
}

void rt_thread_sync(rt_thread *thread)
{
    const rt_thread *home = thread->home;
    uint64_t events = 0;
    int64_t net_bytes = 0;
    for (const rt_thread *t = home; t != NULL; t = t->branch) {
        events += t->events - t->events_elsewhere;
        net_bytes += t->net_bytes;
    }
    thread->record->events = events;
    thread->record->net_bytes = net_bytes;
}

/* Read a file of the kernel's about a thread: /proc/self/task/TID/NAME. */
static size_t read_about(uint32_t tid, const char *name, char *bytes, size_t n)
{
    char path[64] = "/proc/self/task/", digits[12];
    size_t used = strlen(path), at = sizeof digits;
    for (; tid > 0; tid /= 10)
        digits[--at] = (char)('0' + tid % 10);
    memcpy(path + used, digits + at, sizeof digits - at);
    strcpy(path + used + sizeof digits - at, name);
    ssize_t n_read = rt_read_file(path, bytes, n);
    return n_read > 0 ? (size_t)n_read : 0;
}

static void read_name(profpass_thread_record *record)
{
    char name[sizeof record->name];
    size_t n = read_about(record->tid, "/comm", name, sizeof name);
    if (n == 0)
        return;
    memset(record->name, 0, sizeof record->name);
    memcpy(record->name, name, n - 1); /* without the newline */
}

/* A name that is cut off is so between two characters. */
void rt_call_set_thread_name(const char *name)
{
    if (rt_thread_current() == NULL)
        return;
    profpass_thread_record *record = rt_home->record;
    size_t n = strnlen(name, sizeof record->name);
    if (n == sizeof record->name)
        for (n--; n > 0 && (name[n] & 0xc0) == 0x80;)
            n--;
    __atomic_store_n(&rt_home->is_named, true, __ATOMIC_RELEASE);
    memset(record->name, 0, sizeof record->name);
    memcpy(record->name, name, n);
}

/* "TID (NAME) STATE …", and the name may hold parentheses. */
static bool is_asleep(uint32_t tid)
{
    char text[64];
    size_t n = read_about(tid, "/stat", text, sizeof text - 1);
    text[n] = '\0';
    const char *end = strrchr(text, ')');
    return end != NULL && end[1] == ' ' && end[2] == 'S';
}

/* A thread that is asleep runs no probe; it could only wake in the very moment
 * of our looking. Of one that runs, the open frames stay without their time. */
void rt_threads_sync(void)
{
    rt_thread *thread = __atomic_load_n(&rt.threads, __ATOMIC_ACQUIRE);
    for (; thread != NULL; thread = thread->next) {
        if (thread->record->ended != 0)
            continue;
        if (thread != rt_home && is_asleep(thread->record->tid)) {
            rt_reset_obey(thread);
            rt_flush_open_frames(thread);
        }
        rt_thread_sync(thread);
        if (!__atomic_load_n(&thread->is_named, __ATOMIC_ACQUIRE))
            read_name(thread->record);
    }
}

/* ---- fork -------------------------------------------------------------------
 */

void rt_threads_fork_prepare(void)
{
    rt_stacks_fork_prepare();
    rt_lock_take(&lock);
}

void rt_threads_fork_parent(void)
{
    rt_lock_drop(&lock);
    rt_stacks_fork_parent();
}

/* Of all threads the calling one has come over. */
void rt_threads_fork_child(void)
{
    rt_lock_forget(&lock);
    rt_stacks_fork_child();
    for (rt_thread *thread = rt.threads; thread != NULL;
         thread = thread->next) {
        profpass_thread_record *record = thread->record;
        record->events = 0;
        record->net_bytes = 0;
        record->start_ticks = record->end_ticks = rt.header->start_ticks;
        record->ended = thread != rt_home;
        thread->resets_seen = rt_resets;
        for (rt_thread *stack = thread; stack != NULL; stack = stack->branch) {
            stack->events = stack->events_elsewhere = 0;
            rt_sites_restart(stack);
        }
    }
    if (rt_self == NULL)
        return;
    rt_self->record->tid = (uint32_t)get_tid();
    rt_self->record->end_ticks = 0;
    rt_self->record->depth_peak = (uint64_t)(rt_self->top - rt_self->bottom);
    for (rt_thread *stack = rt_home; stack != NULL; stack = stack->branch)
        stack->net_bytes = 0;
    rt_self->step_ticks = 0;
}
