/* rt_reset.h - counts that begin anew in the middle of a run */
#ifndef PROFPASS_RT_RESET_H
#define PROFPASS_RT_RESET_H

#include "rt_image.h"
#include "rt_stacks.h"

#pragma GCC visibility push(hidden)

extern uint32_t rt_resets; /* so far */

/* Whether a thread has not begun anew yet since the last reset. */
static inline bool rt_reset_is_due(const rt_thread *home)
{
    return home->resets_seen != __atomic_load_n(&rt_resets, __ATOMIC_SEQ_CST);
}

/* Begin the counts of a thread anew, if that is due: of the calling one, or of
 * one that is asleep. */
void rt_reset_obey(rt_thread *home);

void rt_reset_fork_child(void);

/* The same in an image, for all threads for which it is due. */
void rt_reset_image(rt_image *image);

#pragma GCC visibility pop

#endif
