/* record.c - memory over time: the settings, the samples, the pace
 *
 *     begin    +T       +2T      +3T            by a timer of the kernel, from
 *     |--------|--------|--------|---           the begin on: a sample that is
 *     sample   sample   sample                  late makes none after it late
 *
 * Times are the wall clock's at the begin, and then what the monotonic clock
 * has come: they never go back.
 */
#include "record.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_S 1000000000u
#define MIB      (1024.0 * 1024.0)

enum { N_CHILDREN = 4096 }; /* as many are recorded */

/* ---- settings -------------------------------------------------------------
 */

static bool read_seconds(const char *option, const char *text, double fewest,
                         double most, uint64_t *ns)
{
    if (text == NULL)
        return true;
    char *end;
    double seconds = strtod(text, &end);
    if (end == text || *end != '\0' || !(seconds >= fewest) || seconds > most) {
        cmd_say("--%s=%s: give seconds from %g to %g, such as 0.1", option,
                text, fewest, most);
        return false;
    }
    *ns = (uint64_t)(seconds * NS_PER_S + 0.5);
    return true;
}

bool record_read(const record_arguments *a, double timeout_s,
                 record_settings *out)
{
    const char *backend = a->backend != NULL ? a->backend : "rss";
    *out = (record_settings){.interval_ns = NS_PER_S / 10,
                             .timeout_ns = (uint64_t)(timeout_s * NS_PER_S),
                             .kind = PROFPASS_MEMORY_RSS,
                             .include_children = a->include_children,
                             .multiprocess = a->multiprocess,
                             .output = a->output};
    if (strstr(backend, "pss") != NULL)
        out->kind = PROFPASS_MEMORY_PSS;
    else if (strstr(backend, "uss") != NULL)
        out->kind = PROFPASS_MEMORY_USS;
    return read_seconds("interval", a->interval, 0.001, 86400,
                        &out->interval_ns) &&
           read_seconds("timeout", a->timeout, 0.001, 1e9, &out->timeout_ns);
}

static const char *kind_name(profpass_memory_kind kind)
{
    static const char *const names[] = {[PROFPASS_MEMORY_RSS] = "rss",
                                        [PROFPASS_MEMORY_PSS] = "pss",
                                        [PROFPASS_MEMORY_USS] = "uss"};
    return names[kind];
}

/* ---- time -----------------------------------------------------------------
 */

static uint64_t read_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec;
}

/* The processor's counter, which clock=tsc counts in; 0 if there is none. */
static uint64_t read_tsc(void)
{
#if defined(__x86_64__) || defined(__i386__)
    return __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
    uint64_t ticks;
    __asm__ volatile("mrs %0, cntvct_el0" : "=r"(ticks));
    return ticks;
#else
    return 0;
#endif
}

/* Read two clocks at one moment: whoever is interrupted in between reads again.
 */
static void read_both(uint64_t (*first)(void), clockid_t second,
                      uint64_t values[2])
{
    uint64_t before, after;
    int tries = 8;
    do {
        before = read_ns(CLOCK_MONOTONIC);
        values[0] = first();
        values[1] = read_ns(second);
        after = read_ns(CLOCK_MONOTONIC);
    } while (after - before > 5000 && --tries > 0);
}

static uint64_t read_monotonic(void)
{
    return read_ns(CLOCK_MONOTONIC);
}

profpass_moment record_now(const record *r)
{
    uint64_t values[2];
    read_both(read_tsc, CLOCK_MONOTONIC, values);
    return (profpass_moment){.unix_ns =
                                 r->begin_unix_ns + (values[1] - r->begin_ns),
                             .tsc_ticks = values[0],
                             .monotonic_ns = values[1]};
}

static struct timespec to_timespec(uint64_t ns)
{
    return (struct timespec){.tv_sec = (time_t)(ns / NS_PER_S),
                             .tv_nsec = (long)(ns % NS_PER_S)};
}

/* ---- samples --------------------------------------------------------------
 */

/* Read the memory of a process, in MiB; false if there is nothing to record. */
static bool read_mib(record *r, pid_t pid, double *mib)
{
    uint64_t bytes;
    int error = profpass_process_memory(pid, r->settings.kind, &bytes);
    if (error == 0) {
        *mib = (double)bytes / MIB;
        return true;
    }
    if (error != ESRCH && !r->is_unreadable) {
        cmd_say("process %ld: its memory cannot be read: %s%s", (long)pid,
                strerror(error),
                r->settings.kind != PROFPASS_MEMORY_RSS
                    ? "; --backend=rss asks for less"
                    : "");
        r->is_unreadable = true;
    }
    return false;
}

/* The memory of each descendant. Returns how many there are. */
typedef struct child {
    int32_t pid;
    double mib;
} child;

static size_t read_children(record *r, child children[N_CHILDREN])
{
    static int32_t pids[N_CHILDREN];
    size_t n_pids = profpass_process_descendants(r->pid, pids, N_CHILDREN);
    size_t n = 0;
    if (n_pids == N_CHILDREN && !r->is_crowded) {
        cmd_say("process %ld has more than %d descendants: others are not "
                "recorded",
                (long)r->pid, N_CHILDREN);
        r->is_crowded = true;
    }
    for (size_t i = 0; i < n_pids; i++) {
        children[n].pid = pids[i];
        n += read_mib(r, pids[i], &children[n].mib);
    }
    return n;
}

static void sample(record *r)
{
    static child children[N_CHILDREN];
    const record_settings *s = &r->settings;
    profpass_moment now = record_now(r);
    record_time time = record_seconds(now.unix_ns);
    double mib;
    if (read_mib(r, r->pid, &mib)) {
        size_t n = s->include_children || s->multiprocess
                       ? read_children(r, children)
                       : 0;
        for (size_t i = 0; s->include_children && i < n; i++)
            mib += children[i].mib;
        record_file_add(&r->file, "MEM %.6f %s\n", mib, time.text);
        for (size_t i = 0; s->multiprocess && i < n; i++)
            record_file_add(&r->file, "CHLD %ld %.6f %s\n",
                            (long)children[i].pid, children[i].mib, time.text);
        record_marks_sample(&r->marks, now.unix_ns, mib);
        r->n_samples++;
    }
    record_profile_sample(r, &now);
    record_file_flush(&r->file);
}

/* ---- begin and end --------------------------------------------------------
 */

void record_open(record *r, const record_settings *settings, const char *what)
{
    *r = (record){.settings = *settings, .timer = -1, .profile = -1};
    if (record_file_open(&r->file, settings->output))
        cmd_say("sampling memory%s every %g s into %s", what,
                (double)settings->interval_ns / NS_PER_S, r->file.path);
}

void record_drop(record *r)
{
    record_file_drop(&r->file);
}

/* Add the command line as mprof does: words with blanks in quotes. */
static void add_command(record_file *file, const char *command, size_t n)
{
    record_file_add(file, "CMDLINE");
    for (size_t at = 0; at < n; at += strlen(command + at) + 1) {
        const char *word = command + at;
        const char *quote =
            word[0] == '\0' || strpbrk(word, " \t\r\n\v\f") ? "'" : "";
        record_file_add(file, " %s", quote);
        for (; *word != '\0'; word++)
            record_file_add(file, "%c", strchr("\r\n", *word) ? ' ' : *word);
        record_file_add(file, "%s", quote);
    }
    record_file_add(file, "\n");
}

void record_begin(record *r, pid_t pid, const char *command, size_t n_command,
                  bool midway)
{
    r->pid = pid;
    r->midway = midway;
    uint64_t values[2];
    read_both(read_monotonic, CLOCK_REALTIME, values);
    r->begin_ns = values[0];
    r->begin_unix_ns = values[1];
    if (r->file.fd < 0)
        return;
    record_file_begin(&r->file);
    add_command(&r->file, command, n_command);
    record_file_add(&r->file, "WHAT %s\n", kind_name(r->settings.kind));
    record_marks_init(&r->marks, &r->file, midway, r->settings.interval_ns);
    struct itimerspec pace = {
        .it_interval = to_timespec(r->settings.interval_ns),
        .it_value = to_timespec(r->begin_ns + r->settings.interval_ns)};
    r->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (r->timer < 0 ||
        timerfd_settime(r->timer, TFD_TIMER_ABSTIME, &pace, NULL) != 0)
        cmd_say("there is no timer: %s; only one sample is recorded",
                strerror(errno));
    sample(r);
}

/* How long it is until the timeout; UINT64_MAX if there is none. */
static uint64_t ns_left(const record *r)
{
    if (r->timer < 0 || r->settings.timeout_ns == 0)
        return UINT64_MAX;
    uint64_t end = r->begin_ns + r->settings.timeout_ns;
    uint64_t now = read_ns(CLOCK_MONOTONIC);
    return end > now ? end - now : 0;
}

unsigned record_wait(record *r, int process, int other)
{
    unsigned events = 0;
    while (events == 0) {
        uint64_t most_ns = ns_left(r);
        struct timespec most = to_timespec(most_ns);
        struct pollfd any[] = {{.fd = r->timer, .events = POLLIN},
                               {.fd = process, .events = POLLIN},
                               {.fd = other, .events = POLLIN}};
        if (ppoll(any, 3, most_ns != UINT64_MAX ? &most : NULL, NULL) < 0) {
            events |= errno == EINTR ? 0 : (unsigned)RECORD_ENDED;
            continue; /* a signal has been dealt with */
        }
        uint64_t n_ticks;
        if (any[1].revents != 0)
            events |= RECORD_ENDED;
        else if (any[0].revents != 0 &&
                 read(r->timer, &n_ticks, sizeof n_ticks) > 0)
            sample(r);
        if (r->timer >= 0 && r->file.fd < 0)
            events |= RECORD_TIMEOUT; /* the file could not take it */
        if (any[2].revents != 0)
            events |= RECORD_READABLE;
        if (ns_left(r) == 0)
            events |= RECORD_TIMEOUT;
    }
    return events;
}

bool record_end(record *r)
{
    profpass_moment now = record_now(r);
    if (r->timer >= 0) {
        close(r->timer);
        r->timer = -1;
        record_profile_end(r, &now);
        record_marks_done(&r->marks);
    }
    bool recorded = r->n_samples != 0 && r->file.fd >= 0;
    record_file_close(&r->file);
    return recorded;
}
