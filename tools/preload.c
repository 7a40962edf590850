/* preload.c - the environment that profiles a program and its children */
#include "preload.h"

#include "cmd.h"
#include "needs.h"
#include "place.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Set a variable to first, or first SEPARATOR second if there is a second. */
static bool set_joined(const char *name, const char *first,
                       const char *separator, const char *second)
{
    bool joins = second != NULL && second[0] != '\0';
    size_t n = strlen(first) + (joins ? strlen(second) : 0) + 2;
    char *value = malloc(n);
    if (value == NULL)
        return false;
    snprintf(value, n, "%s%s%s", first, joins ? separator : "",
             joins ? second : "");
    bool ok = setenv(name, value, 1) == 0;
    free(value);
    return ok;
}

/* Say whether the list of LD_PRELOAD has the path. */
static bool is_preloaded(const char *list, const char *path)
{
    size_t n_path = strlen(path);
    while (list != NULL && *list != '\0') {
        size_t n = strcspn(list, ": ");
        if (n == n_path && memcmp(list, path, n) == 0)
            return true;
        list += n + (list[n] != '\0');
    }
    return false;
}

/* A sanitizer must be the first library: then the program brings the runtime
 * itself, later, if it is instrumented. */
bool preload_runtime(const char *program)
{
    char runtime[PATH_MAX];
    const char *sanitizer = needs_first(program);
    if (sanitizer != NULL) {
        cmd_say("%s: %s must be its first library: the runtime is not "
                "preloaded, and records what is instrumented, without the heap",
                program, sanitizer);
        return true;
    }
    if (!place_find("libprofrt.so", runtime))
        return false;
    if (strpbrk(runtime, ": ") != NULL) {
        cmd_say("%s: LD_PRELOAD cannot hold a path with a space or a colon; "
                "install profpass elsewhere",
                runtime);
        return false;
    }
    const char *preload = getenv("LD_PRELOAD");
    if (is_preloaded(preload, runtime) ||
        set_joined("LD_PRELOAD", runtime, ":", preload))
        return true;
    cmd_say("the environment cannot be set: %s", strerror(errno));
    return false;
}

bool preload_profile(const char *pattern)
{
    /* The last of several output= counts. */
    const char *given = getenv("PROFPASS_OPTIONS");
    char *option = malloc(strlen(pattern) + sizeof "output=");
    bool ok = option != NULL;
    if (ok) {
        strcpy(stpcpy(option, "output="), pattern);
        ok = given != NULL && given[0] != '\0'
                 ? set_joined("PROFPASS_OPTIONS", given, ":", option)
                 : setenv("PROFPASS_OPTIONS", option, 1) == 0;
    }
    free(option);
    if (!ok)
        cmd_say("the environment cannot be set: %s", strerror(errno));
    return ok;
}
