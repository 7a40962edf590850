/* rt_report.c - the report of the run, when the program exits
 *
 * The library reads the profile where it lies, in our own memory, and writes
 * its text to a sink that ends in write(2): no malloc, no stdio; or hands it
 * to the program, row by row (rt_sink.c). If nobody
 * listens the report is lost without a word.
 */
#define _GNU_SOURCE
#include "rt_core.h"
#include "rt_sink.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
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

static int take_text(void *context, const char *bytes, size_t n_bytes)
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

/* How a report is written: as text to `out`, or as rows. */
typedef struct report_form {
    profpass_report_taker *take; /* NULL: text */
    void *context;
} report_form;

static profpass_status write_form(const report_form *form,
                                  const profpass_profile *profile,
                                  const profpass_text_options *options,
                                  profpass_error *error)
{
    static const profpass_sink sink = {.write = take_text};
    return form->take != NULL
               ? profpass_report_rows(profile, options, form->take,
                                      form->context, error)
               : profpass_write_report(profile, options, &sink, error);
}

static int error_of(profpass_status status)
{
    return status == PROFPASS_OK ? 0 : status == PROFPASS_ENOMEM ? ENOMEM : EIO;
}

/* Write the report of a profile, and the line tables that have a file of their
 * own; 0 or an errno value. */
static int write_report(const void *bytes, uint64_t n_bytes,
                        const report_form *form)
{
    profpass_profile *profile;
    profpass_error error = {0};
    profpass_text_options options = {.path = short_path(),
                                     .min_time = rt_options.min_time};
    profpass_status status =
        profpass_open_bytes(bytes, n_bytes, &profile, &error);
    if (status != PROFPASS_OK) {
        rt_say("no report: %s", error.message);
        return error_of(status);
    }
    options.streams = rt_streams_open(
        profpass_get_model(profile)->program.directory, rt_file_path());
    status = write_form(form, profile, &options, &error);
    if (status == PROFPASS_EINVAL) {
        rt_say("PROFPASS_OPTIONS: %s; reporting all functions", error.message);
        options.min_time = NULL;
        status = write_form(form, profile, &options, &error);
    }
    if (status == PROFPASS_OK && form->take == NULL)
        flush();
    else if (status != PROFPASS_OK && status != PROFPASS_EIO)
        rt_say("no report: %s", error.message);
    rt_streams_close();
    profpass_close(profile);
    return error_of(status);
}

int rt_report_rows(const void *bytes, uint64_t n_bytes,
                   profpass_report_taker *take, void *context)
{
    const report_form rows = {take, context};
    return write_report(bytes, n_bytes, &rows);
}

/* Write the report's text; to fd -1, only what has a file of its own. */
static int write_text(const void *bytes, uint64_t n_bytes, int fd)
{
    const report_form text = {NULL, NULL};
    out.fd = fd;
    out.used = 0;
    return write_report(bytes, n_bytes, &text);
}
#else
int rt_report_rows(const void *bytes, uint64_t n_bytes,
                   profpass_report_taker *take, void *context)
{
    (void)bytes, (void)n_bytes, (void)take, (void)context;
    return ENOSYS;
}

static int write_text(const void *bytes, uint64_t n_bytes, int fd)
{
    (void)bytes, (void)n_bytes, (void)fd;
    return ENOSYS;
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

/* Print the report where report= says and, the last time, where the rest is. */
static int print(const void *bytes, uint64_t n_bytes, bool is_last)
{
    const char *where = rt_options.report;
    bool is_none = strcmp(where, "none") == 0, is_file = false;
    int fd = -1;
    if (strcmp(where, "stderr") == 0) {
        fd = STDERR_FILENO;
    } else if (strcmp(where, "stdout") == 0) {
        fd = STDOUT_FILENO;
    } else if (!is_none) {
        is_file = true;
        fd = open_report(where);
        if (fd < 0)
            return EIO;
    } else if (!rt_streams_wanted) {
        return 0;
    }
    int error = write_text(bytes, n_bytes, fd);
    if (is_last && !is_none && rt_file_path()[0] != '\0')
        rt_say_to(fd,
                  "profile written to %s — read it with: profpass report %s",
                  short_path(), short_path());
    if (is_file)
        close(fd);
    return error;
}

int rt_report_print(const void *bytes, uint64_t n_bytes)
{
    return print(bytes, n_bytes, false);
}

/* Have the right to report. A thread that is at it when the program ends may
 * never come to an end. */
static bool wait_for_turn(void)
{
    const struct timespec moment = {.tv_nsec = 10000000};
    for (int i = 0; i < 100; i++) {
        if (rt_sink_begin())
            return true;
        nanosleep(&moment, NULL);
    }
    rt_say("no report: another thread was reporting when the program ended");
    return false;
}

void rt_report(void)
{
    int saved = errno;
    if (!rt_sink_is_delivered() && wait_for_turn()) {
        print(rt_file_bytes(), rt.header->used_bytes, true);
        rt_sink_end();
    }
    errno = saved;
}
