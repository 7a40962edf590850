/* place.c - where the parts of profpass are: found from the executable's path
 *
 * PROFPASS_TOOL_LIBDIR is the library directory as seen from that of the
 * executable, "../lib/x86_64-linux-gnu" for instance; a build tree and the
 * simplest installation have ../lib.
 */
#include "place.h"

#include "cmd.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const directories[] = {PROFPASS_TOOL_LIBDIR, "../lib"};
enum { N_DIRECTORIES = sizeof directories / sizeof directories[0] };

/* Write the directory of this executable, links followed; "" if not known. */
static void find_bin(char bin[PATH_MAX])
{
    ssize_t n = readlink("/proc/self/exe", bin, PATH_MAX - 1);
    bin[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(bin, '/');
    if (slash != NULL)
        *slash = '\0';
}

/* Write directories[i] without dots or links. False if there is none. */
static bool find_directory(size_t i, char directory[PATH_MAX])
{
    char bin[PATH_MAX], relative[2 * PATH_MAX];
    find_bin(bin);
    snprintf(relative, sizeof relative, "%s/%s", bin, directories[i]);
    return realpath(relative, directory) != NULL;
}

bool place_find(const char *name, char path[PATH_MAX])
{
    char directory[PATH_MAX];
    for (size_t i = 0; i < N_DIRECTORIES; i++) {
        if (!find_directory(i, directory))
            continue;
        int n = snprintf(path, PATH_MAX, "%s/%s", directory, name);
        if (n > 0 && n < PATH_MAX && access(path, R_OK) == 0)
            return true;
    }
    find_bin(path);
    cmd_say("%s is not in %s/%s; install profpass again, whole", name, path,
            directories[0]);
    return false;
}

/* The names of plugins: prefix, the major, suffix; below the library directory.
 */
typedef struct layout {
    const char *compiler, *directory, *prefix, *suffix, *file;
} layout;

static const layout layouts[] = {
    {"clang", ".", "libprofpass-", ".so", ""},
    {"gcc", "profpass", "gcc-", "", "/profpass.so"},
};
enum { N_LAYOUTS = sizeof layouts / sizeof layouts[0] };

/* Read a directory entry as a plugin of this layout in path. */
static bool read_plugin(const layout *l, const char *path, const char *entry,
                        place_plugin *plugin)
{
    size_t n_prefix = strlen(l->prefix);
    if (strncmp(entry, l->prefix, n_prefix) != 0)
        return false;
    char *end;
    long major = strtol(entry + n_prefix, &end, 10);
    if (end == entry + n_prefix || major <= 0 || major > 999 ||
        strcmp(end, l->suffix) != 0)
        return false;
    char full[2 * PATH_MAX + NAME_MAX + 16];
    snprintf(full, sizeof full, "%s/%s%s", path, entry, l->file);
    if (access(full, R_OK) != 0)
        return false;
    plugin->compiler = l->compiler;
    plugin->major = (int)major;
    int n = snprintf(plugin->file, sizeof plugin->file, "%s/%s%s", l->directory,
                     entry, l->file);
    return n > 0 && (size_t)n < sizeof plugin->file;
}

static int compare_majors(const void *a, const void *b)
{
    const place_plugin *x = a, *y = b;
    return (x->major > y->major) - (x->major < y->major);
}

/* Append the plugins of a layout in a library directory; return how many there
 * are now. */
static int add_plugins(const layout *l, const char *library,
                       place_plugin plugins[PLACE_MAX_PLUGINS], int n)
{
    char path[2 * PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", library, l->directory);
    DIR *directory = opendir(path);
    if (directory == NULL)
        return n;
    int first = n;
    const struct dirent *entry;
    while (n < PLACE_MAX_PLUGINS && (entry = readdir(directory)) != NULL)
        if (read_plugin(l, path, entry->d_name, &plugins[n]))
            n++;
    closedir(directory);
    qsort(plugins + first, (size_t)(n - first), sizeof plugins[0],
          compare_majors);
    return n;
}

int place_plugins(place_plugin plugins[PLACE_MAX_PLUGINS])
{
    char path[PATH_MAX];
    int n = 0;
    for (size_t i = 0; i < N_DIRECTORIES && n == 0; i++)
        if (find_directory(i, path))
            for (size_t l = 0; l < N_LAYOUTS; l++)
                n = add_plugins(&layouts[l], path, plugins, n);
    return n;
}

void place_name_plugins(char *text, size_t n_text)
{
    place_plugin plugins[PLACE_MAX_PLUGINS];
    int n = place_plugins(plugins);
    snprintf(text, n_text, "none");
    size_t at = 0;
    for (int i = 0; i < n && at < n_text; i++)
        at += (size_t)snprintf(text + at, n_text - at, "%s%s %d",
                               i > 0 ? ", " : "", plugins[i].compiler,
                               plugins[i].major);
}
