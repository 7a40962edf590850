/* rt_real.c - find the real allocator, and stand in until it is found
 *
 * If the process's malloc is ours, the real one is the next after us. If not
 * (the runtime came by dlopen, or the program brings its own), it is the
 * process's: going on to the "next" would bypass it, and its free would meet
 * blocks that it never made.
 */
#define _GNU_SOURCE
#include "rt_real.h"

#include "rt_copies.h"

#include <dlfcn.h>
#include <errno.h>
#include <gnu/libc-version.h>
#include <link.h>
#include <string.h>
#include <sys/auxv.h>

#include "rt_map.h"

/* Our malloc; NULL where rt_interpose.c is not linked in. */
extern char rt_interposed_malloc[] __attribute__((weak));

/* What sanitizers bring that are linked into the program. */
extern char __asan_init[] __attribute__((weak));
extern char __tsan_init[] __attribute__((weak));
extern char __hwasan_init[] __attribute__((weak));
extern char __msan_init[] __attribute__((weak));
extern char __lsan_init[] __attribute__((weak));

enum { LOST, SEARCHING, FOUND };
static int state = LOST;
static bool is_wrapped; /* by rt_static.c */

/* ---- until the real functions are found -----------------------------------
 */

static void *arena_malloc(size_t n_bytes)
{
    return rt_boot_alloc(1, n_bytes);
}

static void *arena_calloc(size_t n, size_t n_bytes)
{
    size_t total; /* never used before: zero */
    if (__builtin_mul_overflow(n, n_bytes, &total))
        total = SIZE_MAX;
    return rt_boot_alloc(1, total);
}

static void *arena_realloc(void *block, size_t n_bytes)
{
    void *moved = rt_boot_alloc(1, n_bytes);
    if (moved != NULL && block != NULL && rt_boot_owns(block)) {
        size_t kept = rt_boot_bytes(block);
        memcpy(moved, block, kept < n_bytes ? kept : n_bytes);
    }
    return moved;
}

static void *arena_reallocarray(void *block, size_t n, size_t n_bytes)
{
    size_t total;
    if (__builtin_mul_overflow(n, n_bytes, &total))
        total = SIZE_MAX;
    return arena_realloc(block, total);
}

static void arena_free(void *block)
{
    (void)block;
}

static void *arena_memalign(size_t alignment, size_t n_bytes)
{
    return rt_boot_alloc(alignment, n_bytes);
}
#define arena_aligned_alloc arena_memalign

static int arena_posix_memalign(void **out, size_t alignment, size_t n_bytes)
{
    int saved = errno;
    void *block = rt_boot_alloc(alignment, n_bytes);
    errno = saved;
    if (block == NULL)
        return ENOMEM;
    *out = block;
    return 0;
}

static void *arena_valloc(size_t n_bytes)
{
    return rt_boot_alloc(4096, n_bytes);
}
#define arena_pvalloc arena_valloc

static size_t arena_malloc_usable_size(void *block)
{
    return block != NULL && rt_boot_owns(block) ? rt_boot_bytes(block) : 0;
}

/* Stubs that fill the table at first: find the real ones, start the run. */
static bool found(void)
{
    rt_real_find();
    if (__atomic_load_n(&state, __ATOMIC_ACQUIRE) != FOUND)
        return false;
    rt_start();
    return true;
}

#define RT_FAMILY(result, name, parameters, arguments)                    \
    static result boot_##name parameters                                  \
    {                                                                     \
        return found() ? rt_real.name arguments : arena_##name arguments; \
    }
#define RT_FAMILY_VOID(name, parameters, arguments) \
    static void boot_##name parameters              \
    {                                               \
        if (found())                                \
            rt_real.name arguments;                 \
        else                                        \
            arena_##name arguments;                 \
    }
#define RT_FAMILY_FREE(name, parameters)
#include "rt_family.def"

rt_real_table rt_real = {
#define RT_FAMILY(result, name, parameters, arguments) .name = boot_##name,
#define RT_FAMILY_VOID(name, parameters, arguments)    .name = boot_##name,
#define RT_FAMILY_FREE(name, parameters)
#include "rt_family.def"
};

/* ---- other allocators than glibc's ----------------------------------------
 */

/* They hand out the smallest blocks closer together than the map can tell
 * apart: ask them for a little more. */
rt_real_table rt_real_plain;

static size_t wide(size_t n_bytes)
{
    return n_bytes < RT_MAP_MIN_BYTES ? RT_MAP_MIN_BYTES : n_bytes;
}

static void *wide_malloc(size_t n_bytes)
{
    return rt_real_plain.malloc(wide(n_bytes));
}

static void *wide_calloc(size_t n, size_t n_bytes)
{
    size_t total;
    if (__builtin_mul_overflow(n, n_bytes, &total) || total >= RT_MAP_MIN_BYTES)
        return rt_real_plain.calloc(n, n_bytes);
    return rt_real_plain.calloc(1, RT_MAP_MIN_BYTES);
}

static void *wide_realloc(void *block, size_t n_bytes)
{
    return rt_real_plain.realloc(block, n_bytes != 0 ? wide(n_bytes) : 0);
}

static void *wide_memalign(size_t alignment, size_t n_bytes)
{
    return rt_real_plain.memalign(alignment, wide(n_bytes));
}

static void *wide_aligned_alloc(size_t alignment, size_t n_bytes)
{
    return rt_real_plain.aligned_alloc(alignment, wide(n_bytes));
}

static int wide_posix_memalign(void **out, size_t alignment, size_t n_bytes)
{
    return rt_real_plain.posix_memalign(out, alignment, wide(n_bytes));
}

static void widen(rt_real_table *table)
{
    table->malloc = wide_malloc;
    table->calloc = wide_calloc;
    table->realloc = wide_realloc;
    table->memalign = wide_memalign;
    table->aligned_alloc = wide_aligned_alloc;
    table->posix_memalign = wide_posix_memalign;
}

/* ---- finding them ---------------------------------------------------------
 */

static struct link_map *object_of(const void *address)
{
    Dl_info info;
    void *map = NULL;
    return dladdr1(address, &info, &map, RTLD_DL_LINKMAP) != 0 ? map : NULL;
}

static bool is_defined_at(const void *address)
{
    Dl_info info;
    void *symbol = NULL;
    if (dladdr1(address, &info, &symbol, RTLD_DL_SYMENT) == 0)
        return false;
    return symbol == NULL || ((ElfW(Sym) *)symbol)->st_shndx != SHN_UNDEF;
}

/* The process's definition of a name. In an executable that is not
 * position-independent and takes the function's address, dlsym gives the
 * executable's own jump to it; then the objects are asked one by one. */
void *rt_real_definition(const char *name)
{
    void *address = dlsym(RTLD_DEFAULT, name);
    if (address == NULL || is_defined_at(address))
        return address;
    for (struct link_map *map = _r_debug.r_map; map != NULL;
         map = map->l_next) {
        /* Not every map is a handle that dlsym can take: ask for one. */
        void *handle = map->l_name[0] == '/'
                           ? dlopen(map->l_name, RTLD_LAZY | RTLD_NOLOAD)
                           : NULL;
        if (handle == NULL)
            continue;
        address = dlsym(handle, name);
        dlclose(handle);
        if (address != NULL && object_of(address) == map &&
            is_defined_at(address))
            return address;
    }
    return NULL;
}

static bool is_ours(void)
{
    return rt_interposed_malloc != NULL &&
           rt_real_definition("malloc") == (void *)rt_interposed_malloc;
}

static void set(void *entry, const void *address)
{
    if (address != NULL)
        memcpy(entry, &address, sizeof address);
}

/* Fill the table; what does not exist here stays with the arena. */
static void find_all(rt_real_table *table, bool ours)
{
#define RT_FAMILY(result, name, parameters, arguments) \
    table->name = arena_##name;                        \
    set(&table->name,                                  \
        ours ? dlsym(RTLD_NEXT, #name) : rt_real_definition(#name));
#define RT_FAMILY_VOID(name, parameters, arguments) \
    RT_FAMILY(void, name, parameters, arguments)
#define RT_FAMILY_FREE(name, parameters)
#include "rt_family.def"
}

static bool is_of_libc(void *(*real_malloc)(size_t))
{
    const char *(*version)(void) = gnu_get_libc_version;
    const void *a, *b;
    memcpy(&a, &real_malloc, sizeof a);
    memcpy(&b, &version, sizeof b);
    return object_of(a) != NULL && object_of(a) == object_of(b);
}

static int has_interpreter(struct dl_phdr_info *program, size_t size,
                           void *answer)
{
    (void)size;
    for (int i = 0; i < program->dlpi_phnum; ++i)
        if (program->dlpi_phdr[i].p_type == PT_INTERP)
            *(bool *)answer = true;
    return 1;
}

/* A dynamic linker that the kernel loaded says all; one that was started by
 * hand, with the program for its argument, does not. */
bool rt_real_is_static(void)
{
    bool dynamic = getauxval(AT_BASE) != 0;
    if (!dynamic)
        dl_iterate_phdr(has_interpreter, &dynamic);
    return !dynamic;
}

void rt_real_find(void)
{
    int lost = LOST;
    if (!__atomic_compare_exchange_n(&state, &lost, SEARCHING, false,
                                     __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        return;
    int saved = errno;
    rt_real_table table = rt_real;
    bool glibc = false;
    if (rt_static_find != NULL && rt_real_is_static()) {
        is_wrapped = rt_static_find(&table);
    } else {
        find_all(&table, is_ours() || !rt_copies_is_first());
        glibc = is_of_libc(table.malloc);
    }
    rt_map_shift = glibc ? RT_MAP_SHIFT_GLIBC : RT_MAP_SHIFT_OTHER;
    rt_real_plain = table;
    if (!glibc)
        widen(&table);
    rt_real = table;
    errno = saved;
    __atomic_store_n(&state, FOUND, __ATOMIC_RELEASE);
}

/* ---- what malloc means here -----------------------------------------------
 */

/* The base name of an object. */
static const char *base_name(const struct link_map *map)
{
    const char *slash = strrchr(map->l_name, '/');
    return slash != NULL ? slash + 1 : map->l_name;
}

/* A tool that has malloc for itself, by the objects it brings: NULL if none. */
static const char *tool(void)
{
    static const char *const marks[][2] = {
        {"vgpreload_memcheck", "valgrind"}, {"vgpreload_massif", "valgrind"},
        {"vgpreload_dhat", "valgrind"},     {"vgpreload_helgrind", "valgrind"},
        {"vgpreload_drd", "valgrind"},      {"asan", "AddressSanitizer"},
        {"tsan", "ThreadSanitizer"},        {"msan", "MemorySanitizer"},
    };
    for (struct link_map *map = _r_debug.r_map; map != NULL; map = map->l_next)
        for (size_t i = 0; i < sizeof marks / sizeof *marks; ++i)
            if (strstr(base_name(map), marks[i][0]) != NULL)
                return marks[i][1];
    const struct {
        const char *mark, *name;
    } linked[] = {
        {__asan_init, "AddressSanitizer"},     {__tsan_init, "ThreadSanitizer"},
        {__hwasan_init, "HWAddressSanitizer"}, {__msan_init, "MemorySanitizer"},
        {__lsan_init, "LeakSanitizer"},
    };
    for (size_t i = 0; i < sizeof linked / sizeof *linked; ++i)
        if (linked[i].mark != NULL)
            return linked[i].name;
    return NULL;
}

rt_allocator_kind rt_real_kind(const char **who)
{
    if (rt_real_is_static())
        return is_wrapped ? RT_ALLOCATOR_OURS : RT_ALLOCATOR_STATIC;
    *who = tool();
    if (*who != NULL)
        return RT_ALLOCATOR_TOOL;
    if (is_ours())
        return RT_ALLOCATOR_OURS;
    return object_of(rt_real_definition("malloc")) == _r_debug.r_map
               ? RT_ALLOCATOR_OWN
               : RT_ALLOCATOR_SHARED;
}
