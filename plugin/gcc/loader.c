/* loader.c - profpass.so: hands over to the plugin of the GCC that loads it
 *
 *     profpass.so                      this; knows nothing of any GCC
 *     profpass/gcc-11/profpass.so      each fits one GCC only
 *     profpass/gcc-12/profpass.so
 *
 * So one -fplugin does for every GCC, and where there is no plugin for one, it
 * is said: a plugin of another GCC could not even be loaded to say so.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXPORTED __attribute__((visibility("default")))

/* As in gcc-plugin.h, which is not the same in every GCC: of what it declares,
 * the loader looks at the first member only. */
struct plugin_name_args;
struct plugin_gcc_version {
    const char *basever; /* "12.2.0" */
};
typedef int init(struct plugin_name_args *, struct plugin_gcc_version *);

EXPORTED extern int plugin_is_GPL_compatible;
EXPORTED init plugin_init;

/* GCC loads nothing else; see plugin.cc. */
int plugin_is_GPL_compatible;

/* Write the directory of this file, links followed. */
static void find_directory(char directory[PATH_MAX])
{
    static const char here = 0; /* what is exported may be another plugin's */
    Dl_info info;
    if (!dladdr(&here, &info) || !realpath(info.dli_fname, directory))
        strcpy(directory, "./");
    *strrchr(directory, '/') = '\0';
}

/* clang would load this and do nothing with it. */
__attribute__((constructor)) static void refuse_clang(void)
{
    if (!dlsym(RTLD_DEFAULT, "_ZN5clang15getClangVersionB5cxx11Ev") &&
        !dlsym(RTLD_DEFAULT, "_ZN5clang19getClangFullVersionB5cxx11Ev"))
        return;
    char directory[PATH_MAX];
    find_directory(directory);
    fprintf(stderr,
            "profpass: %s/profpass.so is the plugin of gcc, but this is clang; "
            "use -fplugin=%s/libprofpass-N.so, N the version of clang\n",
            directory, directory);
    _exit(1); /* no more than this: clang is not ours to shut down */
}

int plugin_init(struct plugin_name_args *plugin,
                struct plugin_gcc_version *version)
{
    char directory[PATH_MAX], path[PATH_MAX + 64];
    const int major = atoi(version->basever);
    find_directory(directory);
    snprintf(path, sizeof path, "%s/profpass/gcc-%d/profpass.so", directory,
             major);
    if (access(path, R_OK) != 0) {
        fprintf(stderr,
                "profpass: this is gcc %s, but there is no %s: build profpass "
                "where gcc %d and its headers (gcc-%d-plugin-dev) are "
                "installed\n",
                version->basever, path, major, major);
        return 1;
    }
    void *handle = dlopen(path, RTLD_NOW);
    init *next = NULL;
    if (handle)
        *(void **)&next = dlsym(handle, "plugin_init");
    if (next)
        return next(plugin, version);
    fprintf(stderr, "profpass: %s cannot be loaded into gcc %s: %s\n", path,
            version->basever, dlerror());
    return 1;
}
