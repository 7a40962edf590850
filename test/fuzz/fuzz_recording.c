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

/* Outside quotes, of which there is an even number in each line, no character
 * may stand that gnuplot takes for a command of the shell's or a comment. */
static void check_program(const kept_text *t)
{
    bool is_quoted = false;
    for (size_t i = 0; i < t->n_bytes; i++) {
        unsigned char c = (unsigned char)t->bytes[i];
        if (c == '\'')
            is_quoted = !is_quoted;
        else if (c == '\n' ? is_quoted : c < 0x20 || c == 0x7f)
            abort();
        else if (!is_quoted && (strchr("`!\"@{|\\;", c) != NULL || c >= 0x80))
            abort();
        if (!is_quoted && t->n_bytes - i >= 3 &&
            (memcmp(t->bytes + i, "nan", 3) == 0 ||
             memcmp(t->bytes + i, "inf", 3) == 0))
            abort();
    }
    if (is_quoted || t->n_bytes > 20000000)
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
