/* rt_static.c - our stand-ins in a fully static program
 *
 * There is no dynamic linker to put our names before libc's. The program is
 * linked with -Wl,--wrap=malloc,--wrap=free,… (profpass flags --static prints
 * them), so that every use of malloc, libc's own too, means __wrap_malloc. The
 * real functions go by their internal names: the plain ones would pull
 * rt_interpose.c from this archive.
 */
#include <stdlib.h>

#include "rt_accounts.h"
#include "rt_family.h"

#define RT_FAMILY(result, name, parameters, arguments) \
    result __wrap_##name parameters;                   \
    result __wrap_##name parameters                    \
    {                                                  \
        return rt_do_##name arguments;                 \
    }
#define RT_FAMILY_VOID(name, parameters, arguments) \
    void __wrap_##name parameters;                  \
    void __wrap_##name parameters                   \
    {                                               \
        rt_do_##name arguments;                     \
    }
#define RT_FAMILY_FREE(name, parameters)
#include "rt_family.def"

/* Weak but for the first, which brings the object that has them all: where all
 * of this archive goes into a dynamic program, libc does not show some of
 * them, and none is used. */
#define WEAK __attribute__((weak))
void *__libc_malloc(size_t n_bytes);
WEAK void *__libc_calloc(size_t n, size_t n_bytes);
WEAK void *__libc_realloc(void *block, size_t n_bytes);
WEAK void __libc_free(void *block);
WEAK void *__libc_memalign(size_t alignment, size_t n_bytes);
WEAK int __posix_memalign(void **out, size_t alignment, size_t n_bytes);
WEAK void *__libc_valloc(size_t n_bytes);
WEAK void *__libc_pvalloc(size_t n_bytes);
WEAK size_t __malloc_usable_size(void *block);

WEAK __typeof__(rt_do_mmap) __mmap, __mmap64;
WEAK __typeof__(rt_do_munmap) __munmap;
WEAK void *__mremap(void *address, size_t n_bytes, size_t n_new, int flags,
                    ...);
WEAK __typeof__(rt_do_sbrk) __sbrk;
WEAK __typeof__(rt_do_brk) __brk;
WEAK __typeof__(rt_do_pthread_create) __pthread_create;
WEAK __typeof__(rt_do_thrd_create) __thrd_create;

static void *real_mremap(void *address, size_t n_bytes, size_t n_new, int flags,
                         void *target)
{
    return __mremap(address, n_bytes, n_new, flags, target);
}

/* These may be called before malloc is, and find the table empty. */
static void find_apart(void)
{
    if (RT_UNLIKELY(rt_apart.mmap == NULL))
        rt_apart = (rt_apart_table){
            .mmap = __mmap,
            .mmap64 = __mmap64,
            .munmap = __munmap,
            .mremap = real_mremap,
            .sbrk = __sbrk,
            .brk = __brk,
            .pthread_create = __pthread_create,
            .thrd_create = __thrd_create,
        };
}

#define RT_APART(result, name, parameters, arguments) \
    result __wrap_##name parameters;                  \
    result __wrap_##name parameters                   \
    {                                                 \
        find_apart();                                 \
        return rt_do_##name arguments;                \
    }
#include "rt_apart.def"

bool rt_static_find(rt_real_table *table)
{
    *table = (rt_real_table){
        .malloc = __libc_malloc,
        .calloc = __libc_calloc,
        .realloc = __libc_realloc,
        .reallocarray = NULL, /* our own */
        .free = __libc_free,
        .memalign = __libc_memalign,
        .aligned_alloc = __libc_memalign, /* the same function in glibc */
        .posix_memalign = __posix_memalign,
        .valloc = __libc_valloc,
        .pvalloc = __libc_pvalloc,
        .malloc_usable_size = __malloc_usable_size,
    }; /* --wrap turns this mention of malloc, too, into the wrapper. */
    void *(*volatile meant)(size_t) = malloc;
    return meant == __wrap_malloc;
}
