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
    int32_t all = __atomic_load_n(&rt_pause_balance, __ATOMIC_RELAXED);
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

/* Let the probes of a thread take the fast way again, up to thread->ready,
 * unless they have cause for the slow one. The calling thread's. */
static inline void rt_pause_arm(rt_thread *thread)
{
    __atomic_store_n(&thread->limit, thread->ready, __ATOMIC_RELAXED);
    __atomic_thread_fence(__ATOMIC_SEQ_CST); /* as before rt_threads_alert */
    if (rt_pause_is_wanted() || rt_reset_is_due(rt_home))
        __atomic_store_n(&thread->limit, thread->bottom, __ATOMIC_RELAXED);
}

/* Read start=. */
void rt_pause_start(void);

/* Have the calling thread, whose stack pointer is somewhere near the address,
 * go to its pause or come back, as its balance wants it; false if it is paused
 * now. A thread that was never seen stays so if it is to be paused. */
bool rt_pause_obey(uintptr_t address);

#pragma GCC visibility pop

#endif
