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
    profpass_recording_close(r);
    return 0;
}
