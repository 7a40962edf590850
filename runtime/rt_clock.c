/* rt_clock.c - the clock that times calls, and what reading it costs
 *
 *     tsc        the processor's counter, where it runs at one speed always;
 *                ticks per second are measured at the start, and more exactly
 *                by how far it and CLOCK_MONOTONIC have come by the end
 *     monotonic  CLOCK_MONOTONIC          1 tick = 1 ns
 *     cpu        the thread's CPU time    1 tick = 1 ns
 *     step       each reading is the thread's last plus one: exact times for
 *                tests
 *     program    a function of the program's (profpass_set_clock)
 *
 * A probe pair costs time that is not the program's: a part between its two
 * readings (inner), which the function seems to take, and a part outside
 * (outer), which its caller seems to take. Both are measured once, on a call
 * tree made up for it, and left in the header for readers to subtract.
 */
#define _GNU_SOURCE
#include "rt_api.h"
#include "rt_core.h"
#include "rt_stacks.h"

#include <errno.h>
#include <time.h>
#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

static uint64_t origin_wall_ns; /* when the ticks were start_ticks */

static uint64_t read_clock(clockid_t clock)
{
    struct timespec now = {0, 0};
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t rt_wall_ns(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

static uint64_t read_tsc(void)
{
    return rt_tsc();
}

static uint64_t read_cpu(void)
{
    return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

static uint64_t read_step(void)
{
    rt_thread *thread = rt_self;
    return thread != NULL ? ++thread->step_ticks : 0;
}

static uint64_t (*program_clock)(void);
static RT_TLS uint64_t program_ticks; /* the last reading */
static RT_TLS bool in_program_clock;

/* It may have probes, which read the clock, and may change errno. It must not
 * go back. */
static uint64_t read_program(void)
{
    if (in_program_clock)
        return program_ticks;
    int saved = errno;
    in_program_clock = true;
    uint64_t now = program_clock();
    in_program_clock = false;
    errno = saved;
    if (program_ticks < now)
        program_ticks = now;
    return program_ticks;
}

uint64_t rt_clock_of(rt_thread *thread)
{
    if (rt.header->clock == PROFPASS_CLOCK_STEP)
        return ++thread->step_ticks;
    if (rt.header->clock == PROFPASS_CLOCK_CPU)
        /* How the kernel numbers the clocks of threads: pid_t inverted, then
         * "one thread" and "scheduled time"; see clock_getcpuclockid(3). */
        return read_clock((clockid_t)(~thread->record->tid << 3 | 6));
    return rt.clock();
}

uint64_t rt_clock_peek(void)
{
    const rt_thread *thread = rt_self;
    switch (rt.header->clock) {
    case PROFPASS_CLOCK_STEP:
        return thread != NULL ? thread->step_ticks : 0;
    case PROFPASS_CLOCK_PROGRAM:
        return program_ticks;
    default:
        return rt.clock();
    }
}

static bool tsc_is_invariant(void)
{
#if defined(__x86_64__) || defined(__i386__)
    unsigned a, b, c, d;
    return __get_cpuid(0x80000007u, &a, &b, &c, &d) != 0 && (d >> 8 & 1) != 0;
#else
    return true;
#endif
}

static uint64_t (*const clocks[])(void) = {
    [PROFPASS_CLOCK_TSC] = read_tsc,
    [PROFPASS_CLOCK_MONOTONIC] = rt_wall_ns,
    [PROFPASS_CLOCK_CPU] = read_cpu,
    [PROFPASS_CLOCK_STEP] = read_step,
    [PROFPASS_CLOCK_PROGRAM] = read_program,
};

void rt_clock_restart(void)
{
    profpass_header *header = rt.header;
    header->start_unix_ns = read_clock(CLOCK_REALTIME);
    origin_wall_ns = rt_wall_ns();
    header->start_ticks = header->clock == PROFPASS_CLOCK_STEP ? 0 : rt.clock();
    header->last_wall_ns = 0;
    header->last_ticks = header->start_ticks;
}

void rt_clock_start(void)
{
    uint32_t kind = rt_options.clock;
    if (kind == PROFPASS_CLOCK_TSC && !tsc_is_invariant()) {
        if (rt_options.verbose != 0)
            rt_say("this processor's counter changes its speed; "
                   "using clock=monotonic");
        kind = PROFPASS_CLOCK_MONOTONIC;
    }
    rt.header->clock = kind;
    rt.header->timing =
        rt_options.timing == 0 ? PROFPASS_TIMING_EXACT : PROFPASS_TIMING_OFF;
    rt.header->ticks_per_second = 1000000000u;
    rt.clock = clocks[kind];
    rt_clock_restart();
}

void rt_clock_sync(void)
{
    profpass_header *header = rt.header;
    uint64_t wall_ns = rt_wall_ns() - origin_wall_ns;
    /* A tick of the other clocks is a nanosecond, and some stand still. */
    header->last_ticks = header->clock == PROFPASS_CLOCK_TSC ||
                                 header->clock == PROFPASS_CLOCK_PROGRAM
                             ? rt.clock()
                             : header->start_ticks + wall_ns;
    header->last_wall_ns = wall_ns;
}

/* ---- the program's own ----------------------------------------------------
 */

static int refuse(int error, const char *why)
{
    rt_say("profpass_set_clock: %s; the clock stays as it was", why);
    return error;
}

/* What reading it costs is the program's affair. */
static void use_program_clock(uint64_t ticks_per_second)
{
    profpass_header *header = rt.header;
    const profpass_hooks *probes = rt_hooks_choose();
    header->clock = PROFPASS_CLOCK_PROGRAM;
    header->ticks_per_second = ticks_per_second;
    header->inner_overhead_ticks_x1024 = 0;
    header->outer_overhead_ticks_x1024 = 0;
    program_ticks = 0;
    rt.clock = read_program;
    rt_clock_restart();
    rt_tables_exchange(probes, rt_hooks_choose());
    rt_home->record->start_ticks = header->start_ticks;
    rt_call_reset();
}

int rt_call_set_clock(uint64_t (*read)(void), uint64_t ticks_per_second)
{
    if (read == NULL || ticks_per_second == 0)
        return refuse(EINVAL, "no function, or no ticks in a second");
    if (!rt.recording || rt_thread_current() == NULL || !rt_run_is_timed())
        return 0; /* no clock is read */
    if (rt_threads_alive() > 1)
        return refuse(EBUSY, "other threads are timed already");
    uint64_t before = rt_signals_block();
    program_clock = read;
    use_program_clock(ticks_per_second);
    rt_signals_restore(before);
    return 0;
}

/* ---- calibration --------------------------------------------------------- */

enum { N_ROUNDS = 16, N_PAIRS = 64, SPEED_WINDOW_NS = 200000 };

/* A thread with one node below its root, outside the profile. */
struct model {
    rt_thread thread;
    rt_frame frames[4];
    rt_node root, node;
    rt_node *root_children[1], *node_children[1];
    profpass_node_record root_record, node_record;
    uint32_t function_level, edge_level;
};

static void make_model(struct model *m)
{
    m->root_children[0] = &m->node;
    m->node_children[0] = &rt_no_node;
    m->root = (rt_node){.children = m->root_children,
                        .record = &m->root_record,
                        .context = &m->root};
    m->node = (rt_node){.children = m->node_children,
                        .function_id = 1,
                        .record = &m->node_record,
                        .context = &m->node,
                        .function_level = &m->function_level,
                        .edge_level = &m->edge_level};
    for (size_t i = 0; i < 4; i++) {
        m->frames[i].context = &rt_limbo;
        m->frames[i].probe.events = &m->thread.events;
    }
    m->frames[0].context = m->frames[0].node = &m->root;
    m->frames[0].address = UINTPTR_MAX;
    m->frames[0].line_frame = &m->frames[0];
    m->thread.top = m->thread.bottom = &m->frames[0];
    m->thread.limit = m->thread.stack_end = &m->frames[4];
}

static void measure_pairs(const profpass_hooks *hooks)
{
    struct model m = {0};
    profpass_function function = {.id = 1};
    make_model(&m);
    rt_thread *self = rt_self;
    uint64_t least = UINT64_MAX, inner = 0;
    rt_self = &m.thread;
    for (int round = 0; round < N_ROUNDS; round++) {
        m.node_record.self_ticks = 0;
        uint64_t begin = rt.clock();
        for (int i = 0; i < N_PAIRS; i++)
            hooks->exit(hooks->enter(&function, &m));
        uint64_t ticks = rt.clock() - begin;
        if (ticks < least) {
            least = ticks;
            inner = m.node_record.self_ticks;
        }
    }
    rt_self = self;
    if (inner > least)
        inner = least;
    rt.header->inner_overhead_ticks_x1024 = inner * 1024 / N_PAIRS;
    rt.header->outer_overhead_ticks_x1024 = (least - inner) * 1024 / N_PAIRS;
}

void rt_clock_calibrate(void)
{
    profpass_header *header = rt.header;
    if (header->clock != PROFPASS_CLOCK_STEP && rt_run_is_timed()) {
        uint64_t before = rt_signals_block();
        measure_pairs(rt_hooks_choose());
        rt_signals_restore(before);
    }
    if (header->clock == PROFPASS_CLOCK_TSC) {
        while (rt_wall_ns() - origin_wall_ns < SPEED_WINDOW_NS)
            ;
        rt_clock_sync();
        uint64_t ticks = header->last_ticks - header->start_ticks;
        header->ticks_per_second =
            (uint64_t)((double)ticks * 1e9 / (double)header->last_wall_ns);
    }
}
