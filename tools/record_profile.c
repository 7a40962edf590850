/* record_profile.c - what a recording has from the profile of the program
 *
 *     each sample   HEAP            bytes live on the heap
 *                   FUNC, CALLS     marked calls that have ended
 *     at the end    PROFILE, PEAK   the whole profile is read
 *
 * A profile with very many contexts takes time to look through. That is done
 * only so often that it takes a twentieth of a processor; what ended meanwhile
 * comes later, and comes in larger groups.
 */
#include "record.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MIB (1024.0 * 1024.0)

enum { N_PAUSES = 19 }; /* a poll is followed by so many times its length */

/* ---- while it runs --------------------------------------------------------
 */

/* What does not work any more is said once. */
static void check(record *r, profpass_status status, const profpass_error *err)
{
    if (status == PROFPASS_OK || r->is_damaged)
        return;
    cmd_say("the profile of process %ld: %s: marks are not recorded any "
            "further",
            (long)r->pid, err->message);
    r->is_damaged = true;
}

static void end_follow(record *r, const profpass_moment *now)
{
    profpass_error err;
    if (r->follow == NULL)
        return;
    check(r,
          profpass_follow_end(r->follow, now, record_marks_calls, &r->marks,
                              &err),
          &err);
    record_marks_change(&r->marks, now->unix_ns);
    if (profpass_follow_lost(r->follow) != 0)
        cmd_say("marks of %llu calling contexts were not recorded: there are "
                "more than %u",
                (unsigned long long)profpass_follow_lost(r->follow),
                PROFPASS_FOLLOW_CONTEXTS);
    profpass_follow_free(r->follow);
    r->follow = NULL;
}

void record_follow(record *r, int fd)
{
    profpass_follow *follow;
    if (r->timer < 0 ||
        profpass_follow_new(fd, r->midway, &follow, NULL) != PROFPASS_OK)
        return;
    int profile = -1;
    if (profpass_follow_pid(follow) == (uint32_t)r->pid || r->midway)
        profile = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    profpass_follow_free(follow);
    if (profile < 0 ||
        profpass_follow_new(profile, r->midway, &follow, NULL) != PROFPASS_OK)
        return;
    profpass_moment now = record_now(r);
    end_follow(r, &now);
    if (r->profile >= 0)
        close(r->profile);
    r->profile = profile;
    r->follow = follow;
    r->heap_peak_bytes = r->marks_due_ns = 0;
    if (r->midway) /* what was before is the past from now on */
        record_profile_sample(r, &now);
}

void record_profile_sample(record *r, const profpass_moment *now)
{
    profpass_error err;
    uint64_t bytes;
    if (r->follow == NULL)
        return;
    if (profpass_follow_heap(r->follow, &bytes)) {
        record_file_add(&r->file, "HEAP %.6f %s\n", (double)bytes / MIB,
                        record_seconds(now->unix_ns).text);
        if (bytes > r->heap_peak_bytes) {
            r->heap_peak_bytes = bytes;
            r->heap_peak_ns = now->unix_ns;
        }
    }
    if (now->unix_ns < r->marks_due_ns || r->is_damaged)
        return;
    check(r,
          profpass_follow_poll(r->follow, now, record_marks_calls, &r->marks,
                               &err),
          &err);
    record_marks_write(&r->marks, now->unix_ns, false);
    uint64_t then = record_now(r).unix_ns;
    r->marks_due_ns = then + N_PAUSES * (then - now->unix_ns);
}

/* ---- at the end -----------------------------------------------------------
 */

/* The site whose allocation set the peak, or which had most then. */
static const profpass_site_stats *find_peak_site(const profpass_model *m)
{
    const profpass_site_stats *most = NULL;
    if (m->heap.peak_site < m->n_sites)
        return &m->sites[m->heap.peak_site];
    for (uint32_t i = 0; i < m->n_sites; i++)
        if (m->sites[i].at_peak_bytes != 0 &&
            (most == NULL || m->sites[i].at_peak_bytes > most->at_peak_bytes))
            most = &m->sites[i];
    return most;
}

/* When the heap was at its highest, as far as anybody looked. */
static uint64_t find_peak_ns(const record *r, const profpass_model *m)
{
    uint64_t bytes = r->heap_peak_bytes, unix_ns = r->heap_peak_ns;
    for (uint32_t i = 0; i < m->n_series; i++)
        if (m->series[i].live_bytes > bytes) {
            bytes = m->series[i].live_bytes;
            unix_ns = m->program.start_unix_ns + m->series[i].ns;
        }
    return unix_ns;
}

static void add_peak(record *r, const profpass_model *m)
{
    char function[8192] = "-", place[PATH_MAX] = "-";
    if (m->heap.peak_bytes == 0)
        return;
    const profpass_site_stats *site = find_peak_site(m);
    const profpass_line_stats *line =
        site != NULL && site->line < m->n_lines ? &m->lines[site->line] : NULL;
    if (line != NULL && line->function < m->n_functions)
        record_word(m->functions[line->function].name, function,
                    sizeof function);
    if (line != NULL && line->line != 0) {
        char text[PATH_MAX];
        snprintf(text, sizeof text, "%.4000s:%u", line->file, line->line);
        record_path_word(text, place, sizeof place);
    }
    uint64_t unix_ns = find_peak_ns(r, m);
    record_file_add(
        &r->file, "PEAK %.6f %s %s %s\n", (double)m->heap.peak_bytes / MIB,
        unix_ns != 0 ? record_seconds(unix_ns).text : "-", function, place);
}

/* Find the path of what a descriptor has open; false if it has none any more.
 */
static bool find_path(const char *link, char path[PATH_MAX])
{
    struct stat ours, named;
    ssize_t n = readlink(link, path, PATH_MAX - 1);
    path[n > 0 ? n : 0] = '\0';
    return n > 0 && strpbrk(path, "\r\n") == NULL && stat(link, &ours) == 0 &&
           stat(path, &named) == 0 && ours.st_ino == named.st_ino;
}

void record_profile_end(record *r, const profpass_moment *now)
{
    char link[32], path[PATH_MAX];
    profpass_profile *profile;
    if (r->profile < 0)
        return;
    end_follow(r, now);
    snprintf(link, sizeof link, "/proc/self/fd/%d", r->profile);
    if (find_path(link, path))
        record_file_add(&r->file, "PROFILE %s\n", path);
    if (profpass_open(link, &profile, NULL) == PROFPASS_OK) {
        add_peak(r, profpass_get_model(profile));
        profpass_close(profile);
    }
    close(r->profile);
    r->profile = -1;
}
