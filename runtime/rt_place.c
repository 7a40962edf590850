/* rt_place.c - where the profile lies: its name, and the descriptor of it
 *
 *     open       a file without a name (O_TMPFILE), or, where the file system
 *                has no such thing, one with its name at once
 *     appear     path, path.1, path.2, …: the first that is free
 *     fd, done   a descriptor of it, for a moment
 *
 * So nobody sees a file that is not a profile yet, however the process ends.
 *
 * A descriptor is kept under a high number. The program may close all it finds,
 * and open others: it is checked before each use, and if it is no longer ours
 * the file is opened again by its name. None is ever 0, 1 or 2: what the
 * program writes there while it has them closed must not land in the profile.
 */
#define _GNU_SOURCE
#include "rt_place.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "rt_core.h"

#define HIGH_FD    200
#define N_SUFFIXES 10000

static struct {
    int fd; /* -1: none kept */
    bool is_named;
    dev_t device;
    ino_t inode;
    char path[RT_PATH_BYTES];
} place = {.fd = -1};

const char *rt_file_path(void)
{
    return place.path;
}

bool rt_place_is_named(void)
{
    return place.is_named;
}

/* ---- the descriptor --------------------------------------------------------
 */

static bool is_ours(int fd)
{
    struct stat status;
    return fstat(fd, &status) == 0 && status.st_dev == place.device &&
           status.st_ino == place.inode;
}

/* Exchange a descriptor for one of at least a number; -1 if there is none. */
static int raise_fd(int fd, int least)
{
    if (fd < 0 || fd >= least)
        return fd;
    int raised = fcntl(fd, F_DUPFD_CLOEXEC, least);
    int error = errno;
    close(fd);
    errno = error;
    return raised;
}

int rt_open(const char *path, int flags)
{
    return raise_fd(open(path, O_CLOEXEC | flags, 0644), STDERR_FILENO + 1);
}

int rt_place_fd(void)
{
    if (place.fd >= 0 && is_ours(place.fd))
        return place.fd;
    place.fd = -1;
    int fd = rt_open(place.path, O_RDWR | O_NOFOLLOW);
    if (fd >= 0 && !is_ours(fd)) {
        close(fd);
        errno = ENOENT;
        return -1;
    }
    return fd;
}

void rt_place_done(int fd)
{
    if (fd != place.fd)
        close(fd);
}

void rt_place_close(void)
{
    if (place.fd >= 0 && is_ours(place.fd))
        close(place.fd);
    place.fd = -1;
}

void rt_place_drop(void)
{
    rt_place_close();
    if (place.is_named)
        unlink(place.path);
    place.is_named = false;
    place.path[0] = '\0';
}

/* ---- the name --------------------------------------------------------------
 */

/* Make the path absolute, by the directory in which the run began: the program,
 * and children that it forks, may change theirs. False with errno set if that
 * cannot be. */
static bool set_path(const char *name)
{
    static char start[RT_PATH_BYTES];
    size_t used = 0, n = strlen(name);
    if (start[0] == '\0' && getcwd(start, sizeof start) == NULL)
        start[0] = '\0';
    if (name[0] != '/') {
        used = strlen(start);
        if (start[0] != '/') { /* gone, or not below our root */
            errno = ENOENT;
            return false;
        }
    }
    if (used + 1 + n + 8 > RT_PATH_BYTES) { /* room for a suffix */
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(place.path, start, used);
    if (used > 1)
        place.path[used++] = '/';
    memcpy(place.path + used, name, n + 1);
    return true;
}

/* Write a number to a path's end. */
static void write_number(char *at, int number)
{
    char digits[12];
    size_t n = 0;
    for (; n == 0 || number > 0; number /= 10)
        digits[n++] = (char)('0' + number % 10);
    while (n > 0)
        *at++ = digits[--n];
    *at = '\0';
}

/* Call make with path, path.1, path.2, … until it makes something. */
static int make_free(int (*make)(int fd), int fd)
{
    size_t n = strlen(place.path);
    for (int i = 1; i <= N_SUFFIXES; i++) {
        int made = make(fd);
        if (made >= 0 || errno != EEXIST)
            return made;
        place.path[n] = '.';
        write_number(place.path + n + 1, i);
    }
    return -1;
}

static int make_named(int unused)
{
    (void)unused;
    return rt_open(place.path, O_RDWR | O_CREAT | O_EXCL);
}

/* The name by which linkat finds a file without one. */
static const char *proc_path(int fd)
{
    static char path[32] = "/proc/self/fd/";
    write_number(path + sizeof "/proc/self/fd/" - 1, fd);
    return path;
}

static int make_link(int fd)
{
    return linkat(AT_FDCWD, proc_path(fd), AT_FDCWD, place.path,
                  AT_SYMLINK_FOLLOW);
}

static int make_unnamed(void)
{
    char *slash = strrchr(place.path, '/'), kept = slash[1];
    slash[1] = '\0'; /* of /name, too, a directory remains */
    int fd = rt_open(place.path, O_RDWR | O_TMPFILE);
    slash[1] = kept;
    if (fd >= 0 && access(proc_path(fd), F_OK) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* Is there something under the name beside which no profile should be put? The
 * null device is a wish for none, and needs no word. */
static bool is_taken(void)
{
    struct stat status;
    if (stat(place.path, &status) != 0 || S_ISREG(status.st_mode))
        return false;
    if (!S_ISCHR(status.st_mode) || status.st_rdev != makedev(1, 3))
        rt_say("PROFPASS_OPTIONS: output=%s: not a regular file; recording in "
               "memory only, for the report at exit",
               place.path);
    return true;
}

static int open_place(void)
{
    static char name[RT_PATH_BYTES];
    if (!rt_path_expand(rt_options.output, name, sizeof name)) {
        rt_say("PROFPASS_OPTIONS: output=%s: not a path that can be used; %%p, "
               "%%e, %%h, %%t and %%%% are known. Recording in memory only",
               rt_options.output);
        return -1;
    }
    if (!set_path(name)) {
        memcpy(place.path, name, strlen(name) + 1);
        rt_place_say_failed("cannot create the profile", errno);
        return -1;
    }
    if (is_taken())
        return -1;
    int fd = make_unnamed();
    if (fd < 0) {
        fd = make_free(make_named, -1);
        place.is_named = fd >= 0;
    }
    struct stat status;
    if (fd >= 0 && fstat(fd, &status) == 0) {
        place.device = status.st_dev;
        place.inode = status.st_ino;
        return fd;
    }
    rt_place_say_failed("cannot create the profile", errno);
    return -1;
}

void rt_place_say_failed(const char *what, int error)
{
    rt_say("%s: %s: %s; recording in memory only, for the report at exit. Set "
           "PROFPASS_OPTIONS=output=PATH to a place that can be written",
           place.path, what, strerrordesc_np(error));
}

bool rt_place_open(void)
{
    place.is_named = false;
    place.fd = open_place();
    if (place.fd < 0)
        place.path[0] = '\0';
    return place.fd >= 0;
}

bool rt_place_appear(void)
{
    if (!place.is_named && make_free(make_link, place.fd) != 0)
        return false;
    place.is_named = true;
    place.fd = raise_fd(place.fd, HIGH_FD);
    return true;
}
