/* other_version.c - a plugin of GCC that loads PLUGIN and tells it that this is
 * GCC 12.9.9, whatever it is
 */
#include <dlfcn.h>
#include <stddef.h>

struct version {
    const char *basever, *datestamp, *devphase, *revision, *configuration;
};

int plugin_is_GPL_compatible;

int plugin_init(void *plugin, struct version *version)
{
    struct version other = *version;
    int (*init)(void *, struct version *) = NULL;
    void *handle = dlopen(PLUGIN, RTLD_NOW);
    if (handle)
        *(void **)&init = dlsym(handle, "plugin_init");
    other.basever = "12.9.9";
    return init ? init(plugin, &other) : 2;
}
