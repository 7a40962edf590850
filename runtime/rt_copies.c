/* rt_copies.c - two copies of the runtime in one process
 *
 * Two installations, one preloaded and one named by an object's plugin, say.
 * The copy that was loaded first records; modules that attach to another are
 * handed on to it. So there is one profile, and nothing is counted twice.
 */
#define _GNU_SOURCE
#include "rt_copies.h"

#include <dlfcn.h>
#include <link.h>
#include <string.h>

#define LIBRARY "libprofrt.so"

static bool is_runtime(const struct link_map *map)
{
    const char *slash = strrchr(map->l_name, '/');
    const char *name = slash != NULL ? slash + 1 : map->l_name;
    return strncmp(name, LIBRARY, sizeof LIBRARY - 1) == 0;
}

/* The copy loaded before this one; NULL if this is the first. */
static const struct link_map *first(void)
{
    static const char here;
    Dl_info info;
    void *own = NULL;
    if (rt_real_is_static() ||
        dladdr1(&here, &info, &own, RTLD_DL_LINKMAP) == 0)
        return NULL;
    for (const struct link_map *map = _r_debug.r_map; map != NULL && map != own;
         map = map->l_next)
        if (is_runtime(map))
            return map;
    return NULL;
}

bool rt_copies_is_first(void)
{
    return first() == NULL;
}

int rt_copies_attach(profpass_module *module, profpass_hooks *hooks)
{
    int (*attach)(profpass_module *, profpass_hooks *) = NULL;
    void *handle = dlopen(first()->l_name, RTLD_LAZY | RTLD_NOLOAD);
    void *symbol =
        handle != NULL ? dlsym(handle, PROFPASS_SYMBOL_ATTACH) : NULL;
    memcpy(&attach, &symbol, sizeof attach);
    if (handle != NULL)
        dlclose(handle);
    /* In another namespace that path leads back here. */
    if (attach == NULL || attach == __profpass_attach)
        return 0;
    return attach(module, hooks);
}
