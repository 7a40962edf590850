/* rt_real.h - the real allocator, and what serves until it is found
 *
 *     rt_real.malloc ──▶ boot stub ──▶ finds all, starts the run ──▶ malloc
 *                          │
 *                          └─ while looking: the boot arena
 *
 * The first call through the table finds the real functions. What dlsym itself
 * allocates meanwhile comes from a small arena of ours; its blocks are never
 * recorded, never given to the real allocator, and free ignores them.
 */
#ifndef PROFPASS_RT_REAL_H
#define PROFPASS_RT_REAL_H

#include "rt.h"

#pragma GCC visibility push(hidden)

typedef struct rt_real_table {
#define RT_FAMILY(result, name, parameters, arguments) result(*name) parameters;
#define RT_FAMILY_VOID(name, parameters, arguments)    void(*name) parameters;
#define RT_FAMILY_FREE(name, parameters)
#include "rt_family.def"
} rt_real_table;
extern rt_real_table rt_real;

/* The same as they were found, without what rt_real does to please the map. */
extern rt_real_table rt_real_plain;

/* What malloc means in this process. */
typedef enum rt_allocator_kind {
    RT_ALLOCATOR_OURS,   /* calls reach us by name                          */
    RT_ALLOCATOR_SHARED, /* of a shared object: slots can be patched        */
    RT_ALLOCATOR_OWN,    /* of the executable itself: its calls pass us by  */
    RT_ALLOCATOR_STATIC, /* of a static libc that was linked without us     */
    RT_ALLOCATOR_TOOL    /* of a sanitizer or valgrind: not to be meddled   */
} rt_allocator_kind;

/* Find the real functions; again is a no-op. *who is the
 * name of the tool. A call while another is at it returns at once. */
void rt_real_find(void);
rt_allocator_kind rt_real_kind(const char **who);

/* Whether the program has no dynamic linker. */
bool rt_real_is_static(void);

/* The process's definition of a function, NULL if there is none. */
void *rt_real_definition(const char *name);

/* Fill the table in a static program; return whether it is linked so that
 * malloc means us. Of rt_static.c, if that is linked in. */
bool rt_static_find(rt_real_table *table) __attribute__((weak));

/* The boot arena. */
void *rt_boot_alloc(size_t alignment, size_t n_bytes);
bool rt_boot_owns(const void *block);
size_t rt_boot_bytes(const void *block);

#pragma GCC visibility pop

#endif
