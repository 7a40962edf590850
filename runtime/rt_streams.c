/* rt_streams.c - line tables with a file of their own: stream=PATH
 *
 *     begin   the path, from the pattern; a buffer of pages
 *     write   … the library writes one table into it …
 *     end     one write(2) at the file's end: tables of processes that end at
 *             the same time do not mix
 *
 * A file is only ever added to, like a log: a forked child, a program run by
 * the program and the next run all may share it. A line says which process the
 * tables below it are of. A file that cannot be had costs one message, and the
 * table stays in the report.
 */
#define _GNU_SOURCE
#include "rt_core.h"

#ifdef PROFPASS_WITH_STATS
#include "rt_streams.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_BYTES = 16 << 10 };

static struct {
    const char *directory; /* at start: what relative paths begin at */
    const char *profile;
    char path[RT_PATH_BYTES];
    const char *name;         /* its part that the mark says             */
    char last[RT_PATH_BYTES]; /* what has been written to before    */
    char failed[RT_PATH_BYTES];
    char *bytes; /* pages */
    size_t used, room;
    bool is_short; /* of memory */
} stream;

static int take(void *context, const char *bytes, size_t n_bytes)
{
    (void)context;
    if (stream.is_short)
        return ENOMEM;
    if (n_bytes > stream.room - stream.used) {
        size_t room = stream.room == 0 ? FIRST_BYTES : stream.room;
        while (n_bytes > room - stream.used)
            room *= 2;
        char *larger = rt_pages_alloc(room);
        if (larger == NULL) {
            stream.is_short = true;
            return ENOMEM;
        }
        char *smaller = stream.bytes;
        size_t smaller_room = stream.room;
        if (smaller != NULL)
            memcpy(larger, smaller, stream.used);
        stream.bytes = larger; /* in this order: a fork may come between */
        stream.room = room;
        if (smaller != NULL)
            rt_pages_free(smaller, smaller_room);
    }
    memcpy(stream.bytes + stream.used, bytes, n_bytes);
    stream.used += n_bytes;
    return 0;
}

static void put(const char *text)
{
    take(NULL, text, strlen(text));
}

/* Say once what is wrong with a path. */
static void say_failed(const char *why)
{
    if (strcmp(stream.path, stream.failed) == 0)
        return;
    strcpy(stream.failed, stream.path);
    rt_say("%s: cannot write line tables to this stream: %s; they are left to "
           "the report",
           stream.path, why);
}

/* Set stream.path; a pattern from the compiler is right, but what stands for
 * its %s may be long. */
static bool set_path(const char *pattern, size_t n_bytes)
{
    static char text[RT_PATH_BYTES];
    size_t used = pattern[0] == '/' ? 0 : strlen(stream.directory);
    stream.path[0] = '\0';
    if (n_bytes >= sizeof text || used + 2 > sizeof stream.path)
        return false;
    memcpy(text, pattern, n_bytes);
    text[n_bytes] = '\0';
    if (used != 0) {
        memcpy(stream.path, stream.directory, used);
        stream.path[used++] = '/';
    }
    stream.name = stream.path + used;
    return rt_path_expand(text, stream.path + used, sizeof stream.path - used);
}

static const profpass_sink *begin(void *context, const char *pattern,
                                  size_t n_bytes)
{
    static const profpass_sink sink = {.write = take};
    static char run[RT_PATH_BYTES];
    (void)context;
    stream.used = 0;
    stream.is_short = false;
    if (!set_path(pattern, n_bytes)) {
        say_failed("the path is too long");
        return NULL;
    }
    if (strcmp(stream.path, stream.last) != 0 &&
        rt_path_expand("Run: %e, pid %p", run, sizeof run)) {
        put(run);
        put(stream.profile[0] != '\0' ? ", profile " : "");
        put(stream.profile);
        put("\n\n");
    }
    return &sink;
}

/* Whether `ulimit -f` lets the file grow so far: to try would raise SIGXFSZ. */
static bool may_grow(int fd)
{
    struct stat status;
    struct rlimit limit;
    return fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) ||
           getrlimit(RLIMIT_FSIZE, &limit) != 0 ||
           (uint64_t)status.st_size + stream.used <= limit.rlim_cur;
}

/* Add the buffer to the file; false, and said, if it does not take it all. */
static bool append(void)
{
    /* Not to wait for a reader, or to be given a terminal. */
    int fd = rt_open(stream.path,
                     O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        say_failed(strerrordesc_np(errno));
        return false;
    }
    const char *why = stream.is_short ? "no memory"
                      : !may_grow(fd) ? "the limit of its size is reached"
                      : !rt_write(fd, stream.bytes, stream.used)
                          ? "it does not take it all"
                          : NULL;
    close(fd);
    if (why != NULL)
        say_failed(why);
    return why == NULL;
}

static const char *end(void *context)
{
    (void)context;
    if (!append())
        return NULL;
    strcpy(stream.last, stream.path);
    return stream.name;
}

const profpass_streams *rt_streams_open(const char *directory,
                                        const char *profile)
{
    static const profpass_streams streams = {.begin = begin, .end = end};
    stream.directory = directory;
    stream.profile = profile;
    return &streams;
}

void rt_streams_close(void)
{
    if (stream.bytes != NULL)
        rt_pages_free(stream.bytes, stream.room);
    stream.bytes = NULL;
    stream.used = stream.room = 0;
    stream.last[0] = stream.failed[0] = '\0';
}
#endif
