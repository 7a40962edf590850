/* rt_hooks.c - the four probes: the hot path and nothing else
 *
 *     enter   claim a frame   read the clock   fill it, count the call   open
 *             |──────────────────── in limbo ──────────────────────────|
 *     exit    read the clock   charge node and caller   release the frame
 *                             |──────── in limbo ──────────────────────|
 *
 * A reading of the clock takes as long as all the rest, and the rest hides
 * behind it as long as neither waits for the other. The entry's reading comes
 * as soon as the call has found its place: after a mispredicted branch the
 * processor would otherwise have to work its way through all the counting
 * before it can begin to read (fib: 1.17 times two bare readings, and 1.01
 * so). What that adds to the interval is part of the calibrated inner cost.
 *
 * So the body is written once, inlined into a set of probes for each way to
 * tell the time, and what is rare is called out of line.
 *
 * A signal may come between any two instructions, and its handler may be full
 * of probes. They nest above a claimed frame; the time that they take goes to
 * the nearest frame that is not in limbo. The order of the stores is what makes
 * that work, hence the fences; they cost nothing but the compiler's freedom.
 */
#define _GNU_SOURCE
#include "rt_core.h"
#include "rt_pause.h"
#include "rt_stacks.h"

#define RT_INLINE   static inline __attribute__((always_inline))
#define RT_NOINLINE __attribute__((noinline, cold))
#define RT_FENCE()  __atomic_signal_fence(__ATOMIC_SEQ_CST)

enum timing { TIME_NONE, TIME_TSC, TIME_CLOCK };

RT_INLINE uint64_t read_clock(enum timing timing)
{
    return timing == TIME_TSC     ? rt_tsc()
           : timing == TIME_CLOCK ? rt.clock()
                                  : 0;
}

/* ---- lines --------------------------------------------------------------- */

/* While a call runs, how far is the process above what it had at the entry? */
RT_INLINE void note_rise(rt_frame *frame, uint64_t peak)
{
    profpass_node_record *record = frame->node->record;
    int64_t rise = (int64_t)(peak - frame->entry_bytes);
    if (RT_UNLIKELY(rise > (int64_t)record->rise_bytes))
        record->rise_bytes = (uint64_t)rise;
}

/* Charge a slot with what the thread's heap did since the frame last looked. */
static void settle_frame(rt_thread *thread, rt_frame *frame, uint32_t slot)
{
    profpass_line_heap *heap = rt_line_heap(frame->node, slot);
    uint64_t live = rt_live_bytes(), peak = frame->peak_bytes;
    if (peak < live)
        peak = live;
    heap->increment_bytes += thread->net_bytes - frame->net_bytes;
    if (heap->usage_bytes < live)
        heap->usage_bytes = live;
    if (heap->peak_bytes < peak)
        heap->peak_bytes = peak;
    heap->seen = thread->events;
    note_rise(frame, peak);
    frame->net_bytes = thread->net_bytes;
    frame->peak_bytes = live;
    rt_frame *below = frame->caller->line_frame;
    if (below->peak_bytes < peak)
        below->peak_bytes = peak;
}

/* Charge the line that is running, as the marker says, if it owes anything. */
RT_INLINE void settle_running(rt_thread *thread, rt_frame *frame)
{
    if (RT_UNLIKELY(frame->net_bytes != thread->net_bytes) &&
        frame->probe.line < frame->node->n_lines)
        settle_frame(thread, frame, frame->probe.line);
}

RT_INLINE void open_lines(rt_thread *thread, rt_frame *frame, rt_node *node)
{
    uint64_t live = rt_live_bytes();
    frame->net_bytes = thread->net_bytes;
    frame->peak_bytes = frame->entry_bytes = live;
    if (RT_UNLIKELY(*node->entry_usage < live))
        *node->entry_usage = live;
}

RT_INLINE void close_lines(rt_thread *thread, rt_frame *frame)
{
    settle_running(thread, frame);
    note_rise(frame, frame->peak_bytes);
    rt_frame *below = frame->caller->line_frame;
    if (RT_UNLIKELY(below->peak_bytes < frame->peak_bytes))
        below->peak_bytes = frame->peak_bytes;
}

/* ---- opening and closing ------------------------------------------------- */

RT_INLINE profpass_frame *open_frame(rt_thread *thread, rt_frame *frame,
                                     rt_frame *caller, rt_node *node,
                                     uintptr_t address, enum timing timing)
{
    thread->top = frame;
    RT_FENCE();
    uint64_t now = read_clock(timing);
    RT_FENCE();
    profpass_node_record *record = node->record;
    frame->caller = caller;
    frame->node = node;
    frame->address = address;
    frame->callees = 0;
    frame->deeper_callees = 0;
    frame->probe.lines = node->lines;
    frame->probe.line = PROFPASS_NO_SLOT;
    if (node->lines != NULL) {
        frame->line_frame = frame;
        open_lines(thread, frame, node);
    } else {
        frame->line_frame = caller->line_frame;
    }
    uint32_t outermost = (*node->function_level)++ == 0;
    uint32_t edge_outermost = (*node->edge_level)++ == 0;
    frame->primitive = outermost | edge_outermost << 1;
    record->primitive_calls += outermost;
    record->edge_primitive_calls += edge_outermost;
    record->calls++;
    record->entered_ticks = now;
    if (timing != TIME_NONE)
        caller->callees++; /* readers need them to correct times */
    frame->start = now;
    frame->child_ticks = 0;
    RT_FENCE();
    frame->context = node->context;
    return &frame->probe;
}

/* Charge an activation's node and caller with the time and the calls since its
 * start, or since it was last charged. */
RT_INLINE void charge(rt_frame *frame, uint64_t now, bool timed)
{
    if (!timed)
        return;
    profpass_node_record *record = frame->node->record;
    rt_frame *caller = frame->caller;
    uint64_t if_outermost = -(uint64_t)(frame->primitive & 1);
    uint64_t if_edge_outermost = -(uint64_t)(frame->primitive >> 1);
    if (frame->callees != 0) {
        uint64_t callees = frame->callees + frame->deeper_callees;
        record->callees += frame->callees;
        record->total_callees += callees & if_outermost;
        record->edge_callees += callees & if_edge_outermost;
        caller->deeper_callees += callees;
    }
    uint64_t ticks = now - frame->start;
    record->self_ticks += ticks - frame->child_ticks;
    record->total_ticks += ticks & if_outermost;
    record->edge_ticks += ticks & if_edge_outermost;
    caller->child_ticks += ticks;
}

RT_INLINE void close_frame(rt_thread *thread, rt_frame *frame, uint64_t now,
                           bool timed, bool returned)
{
    frame->context = &rt_limbo;
    RT_FENCE();
    rt_node *node = frame->node;
    charge(frame, now, timed);
    --*node->function_level;
    --*node->edge_level;
    if (returned)
        node->record->returns++;
    else
        node->record->unwound++;
    if (node->lines != NULL)
        close_lines(thread, frame);
    RT_FENCE();
    thread->top = frame - 1;
}

static void unwind_at(rt_thread *thread, rt_frame *keep, uint64_t now,
                      bool timed)
{
    for (rt_frame *top = thread->top; top > keep; top = thread->top) {
        if (top->context == &rt_limbo)
            thread->top = top - 1; /* a probe that never came back */
        else
            close_frame(thread, top, now, timed, false);
    }
}

void rt_unwind_to(rt_thread *thread, rt_frame *keep)
{
    bool timed = rt_run_is_timed();
    if (thread->top > keep)
        unwind_at(thread, keep,
                  !timed         ? 0
                  : thread->away ? thread->left_ticks
                                 : rt.clock(),
                  timed);
}

void rt_unwind_below(rt_thread *thread, uintptr_t address)
{
    rt_frame *dead = NULL, *frame = rt_running_frame(thread);
    for (; frame > thread->bottom &&
           (frame->context == &rt_limbo || frame->address < address);
         frame--) {
        if (frame->context != &rt_limbo)
            dead = frame;
    }
    if (dead != NULL)
        rt_unwind_to(thread, dead - 1);
}

/* The time of a stack that control has left stands still. */
static void flush_stack(rt_thread *thread, bool timed)
{
    uint64_t now = 0;
    if (timed && thread->top > thread->bottom)
        now = thread->away ? thread->left_ticks : rt_clock_of(thread);
    for (rt_frame *frame = thread->top; frame > thread->bottom; frame--) {
        if (frame->context == &rt_limbo)
            continue;
        charge(frame, now, timed);
        frame->start = now;
        frame->child_ticks = frame->callees = frame->deeper_callees = 0;
        if (frame->node->lines != NULL) {
            settle_running(thread, frame);
            note_rise(frame, frame->peak_bytes);
        }
    }
}

void rt_flush_open_frames(rt_thread *thread)
{
    bool timed = rt_run_is_timed();
    uint64_t before = rt_signals_block();
    rt_thread *home = thread->home;
    rt_thread *running = home->running;
    flush_stack(running, timed); /* another thread may have begun it */
    for (rt_thread *stack = home; stack != NULL; stack = stack->branch)
        if (stack != running && stack->away)
            flush_stack(stack, timed);
    rt_thread_sync(home);
    rt_signals_restore(before);
}

/* ---- what is rare ---------------------------------------------------------
 */

/* Whether a signal handler is running on a stack of its own, to which the other
 * address does not belong: then the order of the two says nothing. */
static bool is_on_other_stack(uintptr_t other)
{
    rt_range stack = rt_handler_stack();
    return stack.high != 0 && !rt_range_holds(stack, other);
}

/* Find where a call goes if the fast way did not: a first call of the thread or
 * in a context, at a new depth, or after a jump. NULL if it cannot be recorded,
 * &rt_no_node if it is not to be. */
static RT_NOINLINE rt_node *find_place(profpass_function *function,
                                       uintptr_t address, rt_frame **caller)
{
    if (!rt.recording)
        return NULL;
    if (!rt_pause_obey(address))
        return &rt_no_node;
    rt_thread *thread = rt_thread_current();
    if (thread == NULL)
        return NULL;
    if (!rt_stack_holds(thread, address)) {
        rt_stacks_follow(address);
        thread = rt_self;
    }
    rt_frame *running = rt_running_frame(thread);
    if (running->address < address && !is_on_other_stack(running->address)) {
        rt_unwind_below(thread, address);
        running = rt_running_frame(thread);
    }
    *caller = running;
    if (thread->top + 1 >= thread->ready && !rt_stack_extend(thread))
        return NULL;
    if (function->id == 0)
        rt_module_register(function->module);
    if (function->id == 0)
        return NULL;
    if (function->id == RT_UNSELECTED)
        return &rt_no_node;
    return rt_child(thread, running->context, function);
}

/* The frame of a probe was not on top: it is buried, or on another stack, which
 * is the running one from now on. NULL if it is not open, or no thread's. */
static RT_NOINLINE rt_thread *find_stack(profpass_frame *probe)
{
    rt_thread *thread = rt_self;
    rt_frame *frame = (rt_frame *)(void *)probe;
    if (probe->reserved != RT_FRAME_MARK)
        return NULL; /* the idle one: its call is not recorded */
    if (thread != NULL && !rt_is_open(thread, frame))
        thread = rt_stacks_find(frame);
    if (thread == NULL)
        rt_loss(PROFPASS_LOSS_EXITS, 1);
    return thread != NULL && frame->context != &rt_limbo ? thread : NULL;
}

/* The same, and bring it to the top: a jump has left others above it. But the
 * regions that the function has begun are where control is. */
static RT_NOINLINE rt_thread *reach(profpass_frame *probe)
{
    rt_thread *thread = find_stack(probe);
    if (thread == NULL)
        return NULL;
    rt_frame *keep = (rt_frame *)(void *)probe;
    while (keep < thread->top && keep[1].context != &rt_limbo &&
           keep[1].node->is_region)
        keep++;
    rt_unwind_to(thread, keep);
    return thread;
}

/* ---- the probes ------------------------------------------------------------
 */

RT_INLINE profpass_frame *enter_slow(profpass_function *function, void *address,
                                     enum timing timing)
{
    if (function->id == RT_UNSELECTED || rt_is_paused())
        return function->module->idle;
    rt_frame *caller;
    rt_node *node = find_place(function, (uintptr_t)address, &caller);
    if (node == NULL && rt.recording)
        rt_loss(PROFPASS_LOSS_CALLS, 1);
    if (node == NULL || node == &rt_no_node)
        return function->module->idle;
    rt_thread *thread = rt_self;
    return open_frame(thread, thread->top + 1, caller, node, (uintptr_t)address,
                      timing);
}

/* Other threads may write it (rt_threads_alert). The compiler loads it once, as
 * it is; said to be atomic, it would be an instruction of its own. */
RT_INLINE const rt_frame *limit_of(const rt_thread *thread)
{
#ifdef __SANITIZE_THREAD__
    return __atomic_load_n(&thread->limit, __ATOMIC_RELAXED);
#else
    return thread->limit;
#endif
}

/* The fast way of enter; NULL if it is not one. */
RT_INLINE profpass_frame *enter_fast(profpass_function *function, void *address,
                                     enum timing timing)
{
    rt_thread *thread = rt_self;
    if (RT_UNLIKELY(thread == NULL))
        return NULL;
    rt_frame *caller = thread->top, *frame = caller + 1;
    rt_node *context = caller->context;
    uint32_t id = function->id, mask = context->child_mask;
    RT_FENCE(); /* an older mask fits a newer table, not the other way */
    rt_node *node = context->children[id & mask];
    if (RT_UNLIKELY(node->function_id != id) ||
        RT_UNLIKELY(caller->address < (uintptr_t)address) ||
        RT_UNLIKELY(thread->stack_low > (uintptr_t)address) ||
        RT_UNLIKELY(frame >= limit_of(thread)))
        return NULL;
    return open_frame(thread, frame, caller, node, (uintptr_t)address, timing);
}

/* An exit whose frame is not on top: the idle one, whose call is not recorded
 * and whose exit reads no clock; or one that a jump has buried. */
RT_INLINE void exit_slow(profpass_frame *probe, enum timing timing)
{
    rt_thread *thread = find_stack(probe);
    if (thread == NULL)
        return;
    rt_frame *frame = (rt_frame *)(void *)probe;
    uint64_t now = thread->away ? thread->left_ticks : read_clock(timing);
    RT_FENCE();
    unwind_at(thread, frame, now, timing != TIME_NONE);
    close_frame(thread, frame, now, timing != TIME_NONE, true);
}

#define RT_PROBES(name, timing)                                        \
    static RT_NOINLINE profpass_frame *enter_##name##_slow(            \
        profpass_function *function, void *address)                    \
    {                                                                  \
        return enter_slow(function, address, timing);                  \
    }                                                                  \
    static profpass_frame *enter_##name(profpass_function *function,   \
                                        void *address)                 \
    {                                                                  \
        profpass_frame *frame = enter_fast(function, address, timing); \
        return RT_LIKELY(frame != NULL)                                \
                   ? frame                                             \
                   : enter_##name##_slow(function, address);           \
    }                                                                  \
    static RT_NOINLINE void exit_##name##_slow(profpass_frame *probe)  \
    {                                                                  \
        exit_slow(probe, timing);                                      \
    }                                                                  \
    static void exit_##name(profpass_frame *probe)                     \
    {                                                                  \
        rt_thread *thread = rt_self;                                   \
        rt_frame *frame = (rt_frame *)(void *)probe;                   \
        if (RT_UNLIKELY(thread == NULL || thread->top != frame)) {     \
            exit_##name##_slow(probe);                                 \
            return;                                                    \
        }                                                              \
        uint64_t now = read_clock(timing);                             \
        RT_FENCE();                                                    \
        close_frame(thread, frame, now, (timing) != TIME_NONE, true);  \
    }

RT_PROBES(tsc, TIME_TSC)
RT_PROBES(clock, TIME_CLOCK)
RT_PROBES(none, TIME_NONE)

static void settle(profpass_frame *probe, uint32_t slot)
{
    rt_thread *thread = rt_self;
    rt_frame *frame = (rt_frame *)(void *)probe;
    if (RT_UNLIKELY(thread == NULL || thread->top != frame)) {
        thread = reach(probe);
        if (thread == NULL)
            return;
    }
    settle_frame(thread, frame, slot);
}

static void resync(profpass_frame *probe)
{
    rt_thread *thread = rt_self;
    rt_frame *frame = (rt_frame *)(void *)probe;
    if (thread == NULL || thread->top != frame)
        thread = reach(probe);
    if (thread == NULL)
        return;
    if (frame->node->lines != NULL)
        settle_running(thread, frame);
}

const profpass_hooks *rt_hooks_choose(void)
{
    static const profpass_hooks tsc = {enter_tsc, exit_tsc, settle, resync},
                                clock = {enter_clock, exit_clock, settle,
                                         resync},
                                none = {enter_none, exit_none, settle, resync};
    if (!rt_run_is_timed())
        return &none;
    return rt.header->clock == PROFPASS_CLOCK_TSC ? &tsc : &clock;
}
