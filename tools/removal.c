/* removal.c - recordings that go, and what goes with them */
#include "removal.h"

#include "cmd.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Write the name of the file of time stamps. False: there is none. */
static bool find_companion(const char *name, char companion[PATH_MAX])
{
    const char *dot = strrchr(name, '.');
    if (dot == NULL || strchr(dot, '/') != NULL)
        dot = name + strlen(name);
    struct stat st;
    int n = snprintf(companion, PATH_MAX, "%.*s_ts%s", (int)(dot - name), name,
                     dot);
    return n > 0 && n < PATH_MAX && stat(companion, &st) == 0 &&
           S_ISREG(st.st_mode);
}

static bool remove_file(const char *name, bool dry_run)
{
    if (dry_run) {
        puts(name);
        return true;
    }
    if (unlink(name) == 0)
        return true;
    cmd_say("%s: %s", name, strerror(errno));
    return false;
}

int removal_run(const recordings *r, bool dry_run)
{
    char companion[PATH_MAX];
    bool ok = true;
    if (dry_run)
        puts("Files to be removed: ");
    for (size_t i = 0; i < r->n; i++)
        ok &= remove_file(r->names[i], dry_run);
    for (size_t i = r->n; i-- > 0;)
        if (find_companion(r->names[i], companion))
            ok &= remove_file(companion, dry_run);
    return ok ? EXIT_FINE : EXIT_FAILED;
}
