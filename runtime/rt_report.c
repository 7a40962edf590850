/* rt_report.c - the report of the run, when the program exits
 *
 * The library reads the profile where it lies, in our own memory, and writes
 * its text to a sink that ends in write(2): no malloc, no stdio. If nobody
 * listens the report is lost without a word.
 */
#define _GNU_SOURCE
#include "rt_core.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#ifdef PROFPASS_WITH_STATS
#include "profpass/stats.h"
#include "rt_streams.h"
#endif

enum { BUFFER_BYTES = 16 << 10 };

/* The profile's name as the user would type it here. */
static const char *short_path(void)
{
    static char directory[RT_PATH_BYTES];
    const char *path = rt_file_path();
    if (getcwd(directory, sizeof directory) == NULL)
        return path;
    size_t n = strlen(directory);
    if (n > 1 && strncmp(path, directory, n) == 0 && path[n] == '/')
        return path + n + 1;
    return path;
}

#ifdef PROFPASS_WITH_STATS
static struct {
    int fd;
    size_t used;
    char bytes[BUFFER_BYTES];
} out;

static int flush(void)
{
    bool done = out.fd < 0 || rt_write(out.fd, out.bytes, out.used);
    out.used = 0;
    return done ? 0 : EIO;
}

static int take(void *context, const char *bytes, size_t n_bytes)
{
    (void)context;
    while (n_bytes > 0) {
        size_t n = BUFFER_BYTES - out.used;
        if (n > n_bytes)
            n = n_bytes;
        memcpy(out.bytes + out.used, bytes, n);
        out.used += n;
        bytes += n;
        n_bytes -= n;
        if (out.used == BUFFER_BYTES && flush() != 0)
            return EIO;
    }
    return 0;
}

/* Write the report, and the line tables that have a file of their own. fd -1:
 * those alone. */
static void write_report(int fd)
{
    profpass_profile *profile;
    profpass_error error = {0};
    profpass_text_options options = {.path = short_path(),
                                     .min_time = rt_options.min_time};
    profpass_sink sink = {.write = take};
    out.fd = fd;
    profpass_status status = profpass_open_bytes(
        rt_file_bytes(), rt.header->used_bytes, &profile, &error);
    if (status != PROFPASS_OK) {
        rt_say("no report: %s", error.message);
        return;
    }
    options.streams = rt_streams_open(
        profpass_get_model(profile)->program.directory, rt_file_path());
    status = profpass_write_report(profile, &options, &sink, &error);
    if (status == PROFPASS_EINVAL) {
        rt_say("PROFPASS_OPTIONS: %s; reporting all functions", error.message);
        options.min_time = NULL;
        status = profpass_write_report(profile, &options, &sink, &error);
    }
    if (status == PROFPASS_OK)
        flush();
    else if (status != PROFPASS_EIO)
        rt_say("no report: %s", error.message);
    rt_streams_close();
    profpass_close(profile);
}
#else
static void write_report(int fd)
{
    (void)fd;
}
#endif

static int open_report(const char *pattern)
{
    static char path[RT_PATH_BYTES];
    if (!rt_path_expand(pattern, path, sizeof path)) {
        rt_say("PROFPASS_OPTIONS: report=%s: not a path that can be used",
               pattern);
        return -1;
    }
    int fd = rt_open(path, O_WRONLY | O_CREAT | O_TRUNC);
    if (fd < 0)
        rt_say("%s: cannot write the report: %s; set "
               "PROFPASS_OPTIONS=report=PATH to a place that can be written",
               path, strerrordesc_np(errno));
    return fd;
}

/* The report, and where the rest is. */
static void report_to(int fd)
{
    write_report(fd);
    if (rt_file_path()[0] != '\0')
        rt_say_to(fd,
                  "profile written to %s — read it with: profpass report %s",
                  short_path(), short_path());
}

void rt_report(void)
{
    int saved = errno;
    const char *where = rt_options.report;
    if (strcmp(where, "stderr") == 0) {
        report_to(STDERR_FILENO);
    } else if (strcmp(where, "stdout") == 0) {
        report_to(STDOUT_FILENO);
    } else if (strcmp(where, "none") == 0) {
        if (rt_streams_wanted)
            write_report(-1);
    } else {
        int fd = open_report(where);
        if (fd >= 0) {
            report_to(fd);
            close(fd);
        }
    }
    errno = saved;
}
