/* rt_stacks.c - follow control from one stack to another
 *
 *     regions   [low, high)   sorted, disjoint ─▶ rt_thread   (calls are open)
 *
 *     makecontext                  announces a region
 *     swapcontext, setcontext      say where control goes (rt_switch.c)
 *     a switch made by hand        shows at the next probe: its address lies
 *                                  outside the stack, or its frame on another
 *
 * The time of a stack stands still while control is elsewhere: when it comes
 * back, the starts of the open calls move on by what has passed. The first
 * function on a stack is called by no one, as in a thread.
 *
 * A stack nobody announced is the heap block or, outside the heap, the mapping
 * that the address lies in. Of a thread's own stack we assume at first that it
 * reaches WINDOW to both sides of what was seen; who goes beyond has the
 * mapping looked up.
 */
#define _GNU_SOURCE
#include "rt_stacks.h"

#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "rt_core.h"
#include "rt_map.h"

#define WINDOW ((uintptr_t)64 << 10)

/* Larger heap blocks have a mapping of their own. */
#define BLOCK_MOST ((uintptr_t)1 << 20)

enum { N_REGIONS = 1 << 15 };

typedef struct region {
    uintptr_t low, high;
    rt_thread *stack; /* while calls are open there, or it runs; else NULL */
    const void *link; /* of an announced one: the context that follows     */
    bool announced;
    bool fresh; /* its first function has not begun                       */
} region;

RT_TLS rt_thread *rt_home;

static rt_lock lock;    /* of all below */
static region *regions; /* N_REGIONS of them */
static size_t n_regions;

/* Where the first function of any stack returns, and what we put there. */
static uintptr_t return_to;
extern const char rt_switch_end[] __attribute__((visibility("hidden")));

/* ---- regions --------------------------------------------------------------
 */

/* The number of regions that end at or below an address. */
static size_t count_below(uintptr_t address)
{
    size_t low = 0, high = n_regions;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (regions[middle].high <= address)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static region *find_region(uintptr_t address)
{
    size_t i = count_below(address);
    return i < n_regions && regions[i].low <= address ? &regions[i] : NULL;
}

/* A stack without open calls is free for the next: it has no state but its
 * tree. */
static void free_stack(rt_thread *stack)
{
    size_t i = count_below(stack->stack_low);
    for (; i < n_regions && regions[i].low < stack->stack_high; i++)
        if (regions[i].stack == stack)
            regions[i].stack = NULL;
    stack->idle = stack->home->idle;
    stack->home->idle = stack;
}

/* The stack's memory is used for something else: its calls are over. */
static void drop_stack(region *r)
{
    if (r->stack == NULL)
        return;
    rt_unwind_to(r->stack, r->stack->bottom);
    if (r->stack != rt_self)
        free_stack(r->stack);
}

static void drop_overlapping(uintptr_t low, uintptr_t high)
{
    size_t first = count_below(low), last = first;
    for (; last < n_regions && regions[last].low < high; last++)
        drop_stack(&regions[last]);
    memmove(&regions[first], &regions[last],
            (n_regions - last) * sizeof *regions);
    n_regions -= last - first;
}

/* Add a region where none is; NULL if there is no room. */
static region *add_region(uintptr_t low, uintptr_t high)
{
    if (regions == NULL)
        regions = rt_pages_alloc(N_REGIONS * sizeof *regions);
    if (regions == NULL || n_regions == N_REGIONS)
        return NULL;
    size_t at = count_below(low);
    memmove(&regions[at + 1], &regions[at], (n_regions - at) * sizeof *regions);
    n_regions++;
    regions[at] = (region){.low = low, .high = high};
    return &regions[at];
}

/* Leave [low, high) out of a region. */
static void split_region(region *r, uintptr_t low, uintptr_t high)
{
    region rest = *r;
    r->high = low;
    region *above = rest.high > high ? add_region(high, rest.high) : NULL;
    if (above != NULL) {
        above->stack = rest.stack;
        above->link = rest.link;
        above->announced = rest.announced;
    }
}

/* ---- stacks -----------------------------------------------------------------
 */

static void set_range(rt_thread *stack, uintptr_t low, uintptr_t high)
{
    stack->stack_low = low;
    stack->stack_high = high;
    stack->bottom->address = high;
}

static rt_thread *stack_for(region *r)
{
    if (r->stack != NULL)
        return r->stack;
    rt_thread *stack = rt_home->idle;
    if (stack != NULL)
        rt_home->idle = stack->idle;
    else
        stack = rt_thread_branch(rt_home, false);
    if (stack == NULL)
        return NULL;
    stack->away = false;
    set_range(stack, r->low, r->high);
    r->stack = stack;
    return stack;
}

/* The stacks of a thread count its heap operations together: lifetimes and
 * samples go by them. One that another thread has begun keeps to itself. */
static void take_events_along(const rt_thread *from, rt_thread *to)
{
    if (to->home != from->home || to->events >= from->events)
        return;
    to->events_elsewhere += from->events - to->events;
    to->events = from->events;
    to->sample_at = from->sample_at;
}

/* Make another stack the running one: that is all that a switch is to us. */
static void change_to(rt_thread *to)
{
    rt_thread *from = rt_self;
    bool timed = rt_run_is_timed();
    from->left_ticks = timed ? rt.clock() : 0;
    from->away = true;
    from->last_block = NULL;
    take_events_along(from, to);
    rt_self = to;
    __atomic_store_n(&rt_home->running, to, __ATOMIC_RELAXED);
    if (to->away && timed) {
        uint64_t gap = rt.clock() - to->left_ticks;
        for (rt_frame *f = to->bottom + 1; f <= to->top; f++)
            f->start += gap;
    }
    to->away = false;
    if (from != rt_home && !from->is_pause && from->top == from->bottom)
        free_stack(from);
}

/* The same, unless the thread is on its pause: that ends by rt_stacks_resume,
 * wherever control is by then. */
static void go(rt_thread *to)
{
    if (to != rt_self && !rt_self->is_pause)
        change_to(to);
}

/* ---- where is an address? ---------------------------------------------------
 */

/* The heap block that an address lies in; {0, 0} if it is in none. */
static rt_range block_of(uintptr_t address)
{
    uintptr_t granule = (uintptr_t)1 << rt_map_shift;
    uintptr_t at = address & ~(granule - 1);
    for (uintptr_t end = at - BLOCK_MOST; at > end; at -= granule) {
        const rt_cell *cell = rt_map_find(at);
        if (cell == NULL)
            break;
        if (*cell == 0)
            continue;
        uint64_t n_bytes = *cell & RT_CELL_SIZE_MAX;
        if (address - at < n_bytes)
            return (rt_range){at, at + n_bytes};
        break;
    }
    return (rt_range){0, 0};
}

static bool is_main_thread(void)
{
    return syscall(SYS_gettid) == getpid();
}

/* Set, or look up, how far the thread's own stack reaches. */
static void find_own_range(uintptr_t address)
{
    rt_thread *home = rt_home;
    bool first = home->stack_high == 0;
    rt_range range = {address - WINDOW, address + WINDOW};
    home->stack_is_known = !first || is_main_thread();
    if (home->stack_is_known) {
        range = rt_mapping_of(first ? address : home->stack_high - WINDOW);
        if (range.high == 0) /* who knows: then it is all one stack */
            range.high = UINTPTR_MAX;
    }
    set_range(home, range.low, range.high);
}

static rt_thread *find_unannounced(uintptr_t address)
{
    rt_range range = block_of(address);
    if (range.high == 0)
        range = rt_mapping_of(address);
    if (range.high == 0)
        return NULL;
    size_t next = count_below(address);
    if (next > 0 && regions[next - 1].high > range.low)
        range.low = regions[next - 1].high;
    if (next < n_regions && regions[next].low < range.high)
        range.high = regions[next].low;
    region *r = add_region(range.low, range.high);
    return r != NULL ? stack_for(r) : NULL;
}

/* Whether a region is a stack by now: a local array, which lies in the thread's
 * own stack, is one while calls are open there. */
static bool is_in_use(const region *r, uintptr_t address)
{
    return r->fresh || r->stack != NULL || !rt_stack_holds(rt_home, address);
}

/* The stack of an address; NULL if it cannot be had. */
static rt_thread *stack_of(uintptr_t address)
{
    region *r = find_region(address);
    if (rt_home->stack_high == 0 && (r == NULL || !r->announced)) {
        find_own_range(address);
        return rt_home;
    }
    if (r != NULL && is_in_use(r, address))
        return stack_for(r);
    if (rt_stack_holds(rt_home, address))
        return rt_home;
    if (!rt_home->stack_is_known) {
        find_own_range(address);
        if (rt_stack_holds(rt_home, address))
            return rt_home;
    }
    return find_unannounced(address);
}

/* Whether a signal handler runs there, on a stack that was set aside for it: it
 * is called by what it interrupts. */
static bool is_of_handler(uintptr_t address)
{
    return rt_range_holds(rt_handler_stack(), address);
}

static void follow(uintptr_t address)
{
    if (rt_self->is_pause)
        return;
    rt_thread *stack = stack_of(address);
    if (stack != NULL)
        go(stack);
    else /* no room for another: it is one with this */
        set_range(rt_self, 0, UINTPTR_MAX);
}

/* ---- what the rest of the runtime calls ---------------------------------- */

rt_range rt_handler_stack(void)
{
    stack_t stack = {0};
    if (syscall(SYS_sigaltstack, NULL, &stack) != 0 ||
        (stack.ss_flags & SS_ONSTACK) == 0)
        return (rt_range){0, 0};
    uintptr_t low = (uintptr_t)stack.ss_sp;
    return (rt_range){low, low + stack.ss_size};
}

void rt_stacks_follow(uintptr_t address)
{
    if (is_of_handler(address))
        return;
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    follow(address);
    rt_lock_drop(&lock);
    rt_signals_restore(before);
}

rt_thread *rt_stacks_find(const rt_frame *frame)
{
    rt_thread *found = NULL;
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    if (rt_is_open(rt_home, frame))
        found = rt_home;
    for (size_t i = 0; found == NULL && i < n_regions; i++)
        if (regions[i].stack != NULL && rt_is_open(regions[i].stack, frame))
            found = regions[i].stack;
    if (found != NULL)
        go(found);
    rt_lock_drop(&lock);
    rt_signals_restore(before);
    return found;
}

void rt_stacks_leave(void)
{
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    go(rt_home);
    rt_lock_drop(&lock);
    rt_signals_restore(before);
}

void rt_stacks_pause(void)
{
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    rt_thread *pause = rt_home->pause;
    if (pause == NULL) {
        pause = rt_home->pause = rt_thread_branch(rt_home, true);
        if (pause != NULL)
            set_range(pause, 0, UINTPTR_MAX);
    }
    if (pause != NULL && rt_self != pause) {
        pause->resumes = rt_self;
        change_to(pause);
    }
    rt_lock_drop(&lock);
    rt_signals_restore(before);
}

void rt_stacks_resume(uintptr_t address)
{
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    rt_thread *to = is_of_handler(address) ? NULL : stack_of(address);
    if (to == NULL)
        to = rt_self->resumes;
    if (rt_self->is_pause) {
        rt_self->resumes = NULL;
        rt_unwind_below(to, address);
        change_to(to);
    }
    rt_lock_drop(&lock);
    rt_signals_restore(before);
}

void rt_stacks_announce(uintptr_t low, uintptr_t high, const void *link)
{
    if (rt_thread_current() == NULL || low >= high)
        return;
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    const rt_thread *here = rt_self->is_pause ? rt_self->resumes : rt_self;
    region *around = find_region(low);
    if (around != NULL && around->stack == here && around->high >= high)
        split_region(around, low, high);
    else
        drop_overlapping(low, high);
    region *r = add_region(low, high);
    if (r != NULL) {
        r->link = link;
        r->announced = r->fresh = true;
    }
    rt_lock_drop(&lock);
    rt_signals_restore(before);
}

/* A stack's first function finds our return address in place of its own. */
static void hook_return(uintptr_t target)
{
    region *r = find_region(target);
    if (r == NULL || !r->fresh)
        return;
    r->fresh = false;
    uintptr_t *slot = (uintptr_t *)target, ours = rt_switch_end_address();
    if (return_to == 0)
        return_to = *slot;
    if (*slot == return_to && ours != 0)
        *slot = ours;
}

void rt_stacks_switch(uintptr_t here, uintptr_t target)
{
    if (rt_thread_current() == NULL)
        return;
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    if (!rt_stack_holds(rt_self, here) && !is_of_handler(here))
        follow(here);
    follow(target);
    hook_return(target);
    rt_unwind_below(rt_self, target);
    rt_lock_drop(&lock);
    rt_signals_restore(before);
}

uintptr_t rt_stacks_end(uintptr_t here, const void **link)
{
    uint64_t before = rt_signals_block();
    rt_lock_take(&lock);
    const region *r = find_region(here);
    *link = r != NULL ? r->link : NULL;
    if (r != NULL && r->stack != NULL)
        rt_unwind_to(r->stack, r->stack->bottom);
    rt_lock_drop(&lock);
    rt_signals_restore(before);
    return return_to;
}

/* ---- fork -------------------------------------------------------------------
 */

void rt_stacks_fork_prepare(void)
{
    rt_lock_take(&lock);
}

void rt_stacks_fork_parent(void)
{
    rt_lock_drop(&lock);
}

/* What other threads had open is not entered anew: it is over. */
void rt_stacks_fork_child(void)
{
    rt_lock_forget(&lock);
    for (size_t i = 0; i < n_regions; i++) {
        rt_thread *stack = regions[i].stack;
        if (stack != NULL && stack->home != rt_home && stack != rt_self)
            stack->top = stack->bottom;
    }
}
