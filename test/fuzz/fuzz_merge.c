/* fuzz_merge.c - is the sum of what can be read always a profile?
 *
 * If the bytes are a profile, they are added to themselves. The sum must be
 * readable, and the sum of that sum alone must show the same; of two equal runs
 * nothing may differ. Built with libFuzzer, or with replay.c.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "kept.h"
#include "profpass/stats.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes);

/* Add a profile n times and open the sum; NULL if it cannot be added. */
static profpass_profile *sum_of(const profpass_profile *profile, int n)
{
    profpass_merge *merge = NULL;
    profpass_profile *sum = NULL;
    profpass_error err = {.message = ""};
    kept_text file = {NULL, 0, 0};
    const profpass_sink sink = {keep, &file};
    if (profpass_merge_new(&merge, &err) != PROFPASS_OK)
        return NULL;
    for (int i = 0; i < n; i++)
        if (profpass_merge_add(merge, profile, &err) != PROFPASS_OK) {
            if (err.status != PROFPASS_EFORMAT || err.message[0] == '\0')
                abort();
            profpass_merge_free(merge);
            return NULL;
        }
    if (profpass_merge_write(merge, &sink, &err) != PROFPASS_OK ||
        profpass_open_bytes(file.bytes, file.n_bytes, &sum, &err) !=
            PROFPASS_OK)
        abort();
    profpass_merge_free(merge);
    free(file.bytes);
    return sum;
}

/* The dump, but for its second line, which says how many runs there are. */
static kept_text dump_of(const profpass_profile *profile)
{
    const profpass_text_options options = {.all = true};
    kept_text text = {NULL, 0, 0};
    const profpass_sink sink = {keep, &text};
    if (profpass_write_dump(profile, &options, &sink, NULL) != PROFPASS_OK)
        abort();
    char *line = memchr(text.bytes, '\n', text.n_bytes);
    char *end =
        memchr(line + 1, '\n', text.n_bytes - (size_t)(line + 1 - text.bytes));
    memset(line, ' ', (size_t)(end - line));
    return text;
}

static void expect_equal(const profpass_profile *a, const profpass_profile *b)
{
    kept_text x = dump_of(a), y = dump_of(b), text = {NULL, 0, 0};
    if (x.n_bytes != y.n_bytes || memcmp(x.bytes, y.bytes, x.n_bytes) != 0)
        abort();
    const profpass_diff_side before = {.profile = a}, after = {.profile = b};
    const profpass_diff_options options = {.color = true};
    const profpass_sink sink = {keep, &text};
    uint32_t n_above = 0;
    if (profpass_write_diff(&before, &after, &options, &sink, &n_above, NULL) !=
            PROFPASS_OK ||
        text.n_bytes != strlen("No difference.\n") || n_above != 0)
        abort();
    free(x.bytes);
    free(y.bytes);
    free(text.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    profpass_profile *profile = NULL;
    if (profpass_open_bytes(bytes, n_bytes, &profile, NULL) != PROFPASS_OK)
        return 0;
    profpass_profile *twice = sum_of(profile, 2);
    if (twice != NULL) {
        profpass_profile *again = sum_of(twice, 1);
        if (again == NULL)
            abort();
        expect_equal(twice, again);
        profpass_close(again);
    }
    profpass_close(twice);
    profpass_close(profile);
    return 0;
}
