/* watch.c - the profiles that a program makes, noticed while it runs
 *
 *     directory of the pattern ──inotify──▶ name ──open──▶ held[]
 *
 * A program may move its profile, or remove the directory: what is held is
 * found all the same. Only what the pattern can have named is opened.
 */
#include "watch.h"

#include "cmd.h"
#include "left.h"

#include <fcntl.h>
#include <fnmatch.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

enum { MOST_HELD = 16 };

static int held[MOST_HELD];
static int n_held;
static int directory = -1;

int watch_begin(const char *pattern)
{
    const char *slash = strrchr(pattern, '/');
    char *name = slash == NULL
                     ? strdup(".")
                     : strndup(pattern, (size_t)(slash - pattern) + 1);
    int watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (name != NULL && watch >= 0) {
        directory = open(name, O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (directory < 0 ||
            inotify_add_watch(watch, name, IN_CREATE | IN_MOVED_TO) < 0) {
            close(watch);
            watch = -1;
        }
    }
    free(name);
    return watch;
}

static void hold(const char *name, const char *wanted)
{
    if (n_held == MOST_HELD || fnmatch(wanted, name, 0) != 0)
        return;
    int fd =
        openat(directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd >= 0)
        held[n_held++] = fd;
}

int watch_read(int watch, const char *pattern, pid_t pid)
{
    alignas(struct inotify_event) char bytes[4096];
    char *glob = left_glob(pattern, pid, "*");
    const char *slash = glob != NULL ? strrchr(glob, '/') : NULL;
    const char *wanted = slash != NULL ? slash + 1 : glob;
    ssize_t n;
    while (watch >= 0 && wanted != NULL &&
           (n = read(watch, bytes, sizeof bytes)) > 0) {
        const struct inotify_event *event;
        for (ssize_t at = 0; at < n;
             at += (ssize_t)(sizeof *event + event->len)) {
            event = (const void *)(bytes + at);
            if (event->len != 0)
                hold(event->name, wanted);
        }
    }
    free(glob);
    return n_held;
}

int watch_held(int i)
{
    return held[i];
}

int watch_stamp(pid_t pid, int wait_status)
{
    int n_profiles = 0;
    for (int i = 0; i < n_held; i++) {
        char path[32];
        profpass_error err;
        snprintf(path, sizeof path, "/proc/self/fd/%d", held[i]);
        n_profiles += profpass_stamp_end(path, (uint32_t)pid, wait_status,
                                         &err) == PROFPASS_OK;
    }
    return n_profiles;
}
