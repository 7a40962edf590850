/* rt_interpose.c - the malloc family under its own names
 *
 * For a runtime that is linked or preloaded: the process's malloc is then this
 * one. The names are weak for the sake of fully static programs, whose libc
 * brings them itself (see rt_static.c); the dynamic linker does not mind.
 */
#include "rt_family.h"

#define RT_NAME RT_EXPORT __attribute__((weak))

#define RT_FAMILY(result, name, parameters, arguments) \
    RT_NAME result name parameters;                    \
    RT_NAME result name parameters                     \
    {                                                  \
        return rt_do_##name arguments;                 \
    }
#define RT_FAMILY_VOID(name, parameters, arguments) \
    RT_NAME void name parameters;                   \
    RT_NAME void name parameters                    \
    {                                               \
        rt_do_##name arguments;                     \
    }
#define RT_FAMILY_FREE(name, parameters) \
    RT_NAME void name parameters;        \
    RT_NAME void name parameters         \
    {                                    \
        rt_do_free(block);               \
    }
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include "rt_family.def"

/* This malloc, whatever the name means elsewhere in the process. */
extern __typeof__(malloc) rt_interposed_malloc
    __attribute__((alias("malloc"), visibility("hidden")));
