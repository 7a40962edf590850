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

static int compare_ints(const void *a, const void *b)
{
    const int *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

int place_plugins(int majors[PLACE_MAX_PLUGINS])
{
    char path[PATH_MAX];
    for (size_t i = 0; i < N_DIRECTORIES; i++) {
        DIR *directory = find_directory(i, path) ? opendir(path) : NULL;
        if (directory == NULL)
            continue;
        int n = 0;
        const struct dirent *entry;
        while ((entry = readdir(directory)) != NULL && n < PLACE_MAX_PLUGINS) {
            int major, end = 0;
            if (sscanf(entry->d_name, "libprofpass-%d.so%n", &major, &end) ==
                    1 &&
                end > 0 && entry->d_name[end] == '\0')
                majors[n++] = major;
        }
        closedir(directory);
        if (n > 0) {
            qsort(majors, (size_t)n, sizeof majors[0], compare_ints);
            return n;
        }
    }
    return 0;
}
