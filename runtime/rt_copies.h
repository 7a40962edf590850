/* rt_copies.h - two copies of the runtime in one process */
#ifndef PROFPASS_RT_COPIES_H
#define PROFPASS_RT_COPIES_H

#include "rt_real.h"

#pragma GCC visibility push(hidden)

/* Whether this copy was loaded before any other: then it is the one that
 * records. */
bool rt_copies_is_first(void);

/* Attach a module to the copy that was. */
int rt_copies_attach(profpass_module *module, profpass_hooks *hooks);

#pragma GCC visibility pop

#endif
