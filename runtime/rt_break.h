/* rt_break.h - break_mem=: stop where the heap becomes too large */
#ifndef PROFPASS_RT_BREAK_H
#define PROFPASS_RT_BREAK_H

#include "rt.h"

#pragma GCC visibility push(hidden)

/* How many bytes may be live; UINT64_MAX if any number, or once it is over. */
extern uint64_t rt_break_bytes;

void rt_break_start(void);

/* More than rt_break_bytes are live after an allocation of n_bytes by the
 * calling thread: stop the debugger or, without one, say where the thread is;
 * the first time only. Nothing is locked. Keeps errno. */
void rt_break(const rt_thread *thread, uint64_t live, uint64_t n_bytes);

#pragma GCC visibility pop

#endif
