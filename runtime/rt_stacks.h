/* rt_stacks.h - more stacks than threads: generators, fibres, ucontext
 *
 *     thread ── home ──▶ rt_thread            its own stack
 *                  └── branch ──▶ rt_thread   a stack it has switched to
 *                          └── branch ──▶ …
 *
 * Each stack in use has an rt_thread of its own: shadow stack, tree, clock.
 * What a branch counts is filed under the record of the thread that made it.
 * rt_self is the stack that the calling thread is on, rt_home the thread's own.
 */
#ifndef PROFPASS_RT_STACKS_H
#define PROFPASS_RT_STACKS_H

#include "rt.h"

#pragma GCC visibility push(hidden)

extern RT_TLS rt_thread *rt_home;

/* A stretch of addresses; {0, 0}: none. */
typedef struct rt_range {
    uintptr_t low, high;
} rt_range;

static inline bool rt_range_holds(rt_range range, uintptr_t address)
{
    return address - range.low < range.high - range.low;
}

/* The stack that was set aside for signal handlers, if the caller is on it. */
rt_range rt_handler_stack(void);

static inline bool rt_stack_holds(const rt_thread *stack, uintptr_t address)
{
    return address - stack->stack_low < stack->stack_high - stack->stack_low;
}

/* Control is at an address outside rt_self's stack: make rt_self the stack that
 * it is on, unless that is a signal handler's. rt_self is not NULL. */
void rt_stacks_follow(uintptr_t address);

/* Make rt_self the stack where a frame is open; NULL if there is none. */
rt_thread *rt_stacks_find(const rt_frame *frame);

/* The calling thread ends: make rt_self its own stack. */
void rt_stacks_leave(void);

/* makecontext: [low, high) begins anew as a stack. */
void rt_stacks_announce(uintptr_t low, uintptr_t high, const void *link);

/* Control is about to go from a stack, where it is at the address here, to
 * another, or back; both are stack pointers. */
void rt_stacks_switch(uintptr_t here, uintptr_t target);

/* The first function of an announced stack has returned: say where it would
 * have gone without us, and what context follows or NULL. What it left open
 * ends. */
uintptr_t rt_stacks_end(uintptr_t here, const void **link);

/* Where we have such a function return (rt_switch.c); 0 if that cannot be. */
uintptr_t rt_switch_end_address(void);

/* Have the calling thread go to its pause, if there is memory for one, and come
 * back to the stack that the address lies on; calls left meanwhile without a
 * word are over. */
void rt_stacks_pause(void);
void rt_stacks_resume(uintptr_t address);

void rt_stacks_fork_prepare(void);
void rt_stacks_fork_parent(void);
void rt_stacks_fork_child(void);

/* ---- rt_mapping.c ------------------------------------------------------- */

/* Find the mapping of an address, with room to grow if it is the stack that the
 * kernel made; {0, 0} if that cannot be known. One caller at a time. */
rt_range rt_mapping_of(uintptr_t address);

#pragma GCC visibility pop

#endif
