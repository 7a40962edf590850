/* rt_pause.h - threads that are not recorded for a while
 *
 *     balance of all threads + balance of the thread    < 0: it is paused
 */
#ifndef PROFPASS_RT_PAUSE_H
#define PROFPASS_RT_PAUSE_H

#include "rt_reset.h"
#include "rt_stacks.h"

#pragma GCC visibility push(hidden)

extern int32_t rt_pause_balance; /* of all threads */

/* Whether the calling thread is to be paused. */
static inline bool rt_pause_is_wanted(void)
{
    int32_t all = __atomic_load_n(&rt_pause_balance, __ATOMIC_SEQ_CST);
    if (rt_home == NULL)
        return all < 0;
    return all + rt_home->balance < 0 || rt_home->in_call;
}

/* Whether the calling thread is on its pause, and to stay there. */
static inline bool rt_is_paused(void)
{
    return rt_self != NULL && rt_self->is_pause && rt_pause_is_wanted() &&
           !rt_reset_is_due(rt_home);
}

/* Let the probes of the calling thread take the fast way again, up to ready,
 * unless they have cause for the slow one: who gives them cause does so first,
 * and lowers the limit then, and all in one order. */
static inline void rt_pause_arm(rt_thread *thread)
{
    __atomic_store_n(&thread->limit, thread->ready, __ATOMIC_SEQ_CST);
    if (rt_pause_is_wanted() || rt_reset_is_due(rt_home))
        __atomic_store_n(&thread->limit, thread->bottom, __ATOMIC_RELAXED);
}

/* Read start=. */
void rt_pause_start(void);

/* Have the calling thread, whose stack pointer is somewhere near the address,
 * go to its pause or come back, as its balance wants it; false if it is paused
 * now. A thread that was never seen stays so if it is to be paused. */
bool rt_pause_obey(uintptr_t address);

/* Pause the calling thread while we work for it, or the program's functions
 * that we call; 0, or why that cannot be: ENODEV, nothing is recorded; EBUSY,
 * it is such a function that calls. */
int rt_pause_begin(uintptr_t address);
void rt_pause_end(uintptr_t address);

#pragma GCC visibility pop

#endif
