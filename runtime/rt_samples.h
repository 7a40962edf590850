/* rt_samples.h - the heap over time */
#ifndef PROFPASS_RT_SAMPLES_H
#define PROFPASS_RT_SAMPLES_H

#include "rt.h"

#pragma GCC visibility push(hidden)

/* Sample the process after a heap operation of the calling thread, whose events
 * have passed sample_at. Keeps errno. */
void rt_sample(rt_thread *thread);

/* A thread's operations are counted anew, from 0. */
void rt_samples_restart(rt_thread *thread);

/* In the child of a fork: what the parent's threads saw is not its own. */
void rt_samples_fork(void);

#pragma GCC visibility pop

#endif
