/* rt_interpose.c - the malloc family under its own names
 *
 * For a runtime that is linked or preloaded: the process's malloc is then this
 * one. Alone in its object, so that a fully static program, whose libc brings
 * the names itself, does not pull it from the archive (see rt_static.c).
 */
#include "rt_family.h"

#define RT_FAMILY(result, name, parameters, arguments) \
    RT_EXPORT result name parameters;                  \
    RT_EXPORT result name parameters                   \
    {                                                  \
        return rt_do_##name arguments;                 \
    }
#define RT_FAMILY_VOID(name, parameters, arguments) \
    RT_EXPORT void name parameters;                 \
    RT_EXPORT void name parameters                  \
    {                                               \
        rt_do_##name arguments;                     \
    }
#define RT_FAMILY_FREE(name, parameters) \
    RT_EXPORT void name parameters;      \
    RT_EXPORT void name parameters       \
    {                                    \
        rt_do_free(block);               \
    }
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include "rt_family.def"

/* This malloc, whatever the name means elsewhere in the process. */
extern __typeof__(malloc) rt_interposed_malloc
    __attribute__((alias("malloc"), visibility("hidden")));
