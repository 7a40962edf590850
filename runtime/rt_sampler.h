/* rt_sampler.h - a thread of ours that does something again and again */
#ifndef PROFPASS_RT_SAMPLER_H
#define PROFPASS_RT_SAMPLER_H

#include "rt.h"

#pragma GCC visibility push(hidden)

/* Do something once; return whether to go on. In the thread: nothing that has
 * an errno, or anything else of its thread's own, may be called. */
typedef bool rt_tick(void *context);

typedef struct rt_sampler {
    uint32_t stops;    /* a futex */
    uint32_t is_alive; /* a futex, which the kernel clears */
    int32_t process;   /* that has the thread */
    rt_tick *tick;
    void *context;
    uint64_t interval_ns;
    void *stack;
} rt_sampler;

/* Tick for the first time after interval_ns, and so on until rt_sampler_stop,
 * which waits for the thread. *sampler stays where it is until then. Return 0,
 * or an errno value: no thread. */
int rt_sampler_start(rt_sampler *sampler, rt_tick *tick, void *context,
                     uint64_t interval_ns);

/* Return false in the child of a fork, where the thread is not, and was doing
 * who knows what when the process was copied. */
bool rt_sampler_stop(rt_sampler *sampler);

/* Wait: for the sampler's end, or if that is NULL for the time alone. Return
 * whether it is to end. */
bool rt_sampler_wait(rt_sampler *sampler, uint64_t ns);

#pragma GCC visibility pop

#endif
