/* fuzz_recording.c - can a recording of memory over time hurt us?
 *
 * Whatever the bytes are, they are refused with a message that fits, or all
 * that is handed out is within the file's size, by time, and of known numbers.
 * Built as fuzz_profile_open.c is.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/recording_read.h"
#include "kept.h"
#include "profpass/plot.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes);

static size_t check_curve(const profpass_memory_curve *curve)
{
    for (uint32_t i = 1; i < curve->n_points; i++)
        if (!(curve->points[i - 1].time_s <= curve->points[i].time_s))
            abort();
    return curve->n_points;
}

static void check_text(const char *text, size_t n_bytes)
{
    if (text != NULL && strlen(text) > n_bytes)
        abort();
}

/* Where a string ends that begins at *at with a double quote: of what gnuplot
 * takes for more than text only numbers, "\\140", stand in it. */
static const char *end_of_string(const char *at, const char *end)
{
    for (at++; at < end && *at != '"'; at++) {
        if (strchr("\n`'@{}$%!;#|", *at) != NULL)
            abort();
        for (int i = 0; *at == '\\' && i < 3; i++)
            if (at + 3 >= end || strchr("01234567", at[i + 1]) == NULL)
                abort();
    }
    if (at >= end)
        abort();
    return at;
}

/* Outside strings there is nothing that is not ours: no command of a shell, no
 * comment, no other number than a finite one. */
static void check_program(const kept_text *t)
{
    const char *end = t->bytes + t->n_bytes;
    for (const char *at = t->bytes; at < end; at++) {
        if (*at == '"')
            at = end_of_string(at, end);
        else if (strchr("`!@{|\\;", *at) != NULL || *at > '~' ||
                 (*at < ' ' && *at != '\n'))
            abort();
        else if (end - at >= 4 &&
                 (memcmp(at, " nan", 4) == 0 || memcmp(at, " inf", 4) == 0 ||
                  memcmp(at, "-inf", 4) == 0))
            abort();
    }
    if (t->n_bytes > 20000000)
        abort();
}

static void plot(const profpass_recording *r)
{
    static const profpass_plot_options looks[] = {
        {.terminal = "svg", .slope = true},
        {.terminal = "dumb", .columns = 90, .rows = 30},
        {.terminal = "pngcairo", .flame = true},
        {.terminal = "dumb", .flame = true, .slope = true, .color = true},
        {.has_window = true, .begin_s = .5, .end_s = 2, .flame = true},
    };
    const profpass_plotted both[] = {{"a`b'c", r}, {"d\"e\n", r}};
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
        for (size_t n = 1; n <= 2; n++) {
            kept_text t = {0};
            const profpass_sink sink = {keep, &t};
            profpass_error err = {.message = ""};
            profpass_status status =
                profpass_plot_write(both, n, &looks[i], &sink, &err);
            if (status == PROFPASS_OK)
                check_program(&t);
            else if (t.n_bytes != 0 || err.message[0] == '\0' ||
                     (status != PROFPASS_ENOTFOUND &&
                      status != PROFPASS_EINVAL))
                abort();
            free(t.bytes);
        }
}

static void find_peaks(const profpass_recording *r)
{
    double mib;
    profpass_recording_peak(r, NULL, &mib, NULL);
    for (uint32_t i = 0; i < r->n_functions && i < 4; i++)
        if (profpass_recording_peak(r, r->functions[i], &mib, NULL) !=
            PROFPASS_OK)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    const profpass_recording *r = NULL;
    profpass_error err = {.message = ""};
    profpass_status status = profpass__recording_read(bytes, n_bytes, &r, &err);
    if (status != PROFPASS_OK) {
        if (status != PROFPASS_EFORMAT || err.status != status ||
            err.message[0] == '\0' || err.offset > n_bytes || r != NULL)
            abort();
        return 0;
    }
    size_t n = check_curve(&r->usage) + check_curve(&r->heap) + r->n_brackets;
    for (uint32_t i = 0; i < r->n_children; i++)
        n += check_curve(&r->children[i]);
    if (n > n_bytes || r->n_functions > r->n_brackets)
        abort();
    for (uint32_t i = 0; i < r->n_brackets; i++)
        if (r->brackets[i].function >= r->n_functions ||
            !(r->brackets[i].busy_s > -1e18))
            abort();
    for (uint32_t i = 0; i < r->n_functions; i++)
        check_text(r->functions[i], n_bytes);
    check_text(r->command, n_bytes);
    check_text(r->what, n_bytes + sizeof "rss");
    check_text(r->profile, n_bytes);
    check_text(r->heap_peak.function, n_bytes);
    check_text(r->heap_peak.place, n_bytes);
    find_peaks(r);
    plot(r);
    profpass_recording_close(r);
    return 0;
}
