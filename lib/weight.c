/* weight.c - what the width of a stack stands for */
#include "weight.h"

#include <string.h>

#include "failure.h"

static const struct {
    const char *name, *unit;
} weights[] = {
    [PROFPASS__TIME] = {"time", "nanoseconds"},
    [PROFPASS__CALLS] = {"calls", "none"},
    [PROFPASS__BYTES] = {"bytes", "bytes"},
    [PROFPASS__LIVE] = {"live", "bytes"},
    [PROFPASS__PEAK] = {"peak", "bytes"},
    [PROFPASS__ALLOCS] = {"allocs", "none"},
    [PROFPASS__TEMPORARY] = {"temporary", "none"},
};
enum { N_WEIGHTS = sizeof weights / sizeof *weights };

profpass_status profpass__choose_weight(const profpass_model *m,
                                        const profpass_text_options *options,
                                        profpass__weight_kind *out,
                                        profpass_error *err)
{
    bool has_times = strcmp(m->program.timing, "off") != 0;
    if (options->weight == NULL) {
        *out = has_times ? PROFPASS__TIME : PROFPASS__CALLS;
        return PROFPASS_OK;
    }
    int i = 0;
    while (i < N_WEIGHTS && strcmp(options->weight, weights[i].name) != 0)
        i++;
    if (i == N_WEIGHTS)
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "weight \"%.40s\": expected time, calls, bytes, "
                              "live, peak, allocs or temporary",
                              options->weight);
    if (i == PROFPASS__TIME && !has_times)
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "weight \"time\": the run took no times "
                              "(timing=off); ask for calls, or run it again");
    bool has_heap = strcmp(m->program.heap_mode, "none") != 0;
    if (i >= PROFPASS__BYTES && !has_heap)
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "weight \"%s\": the run recorded no heap; ask "
                              "for time or calls",
                              weights[i].name);
    *out = (profpass__weight_kind)i;
    return PROFPASS_OK;
}

profpass_status profpass__refuse_weight(const profpass_text_options *options,
                                        const char *format, profpass_error *err)
{
    if (options->weight == NULL)
        return PROFPASS_OK;
    return profpass__fail(
        err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
        "weight \"%.40s\": %s takes none, all that it can hold "
        "is in it; leave it out",
        options->weight, format);
}

const char *profpass__weight_name(profpass__weight_kind kind)
{
    return weights[kind].name;
}

bool profpass__weight_is_bytes(profpass__weight_kind kind)
{
    return strcmp(weights[kind].unit, "bytes") == 0;
}

const char *profpass__weight_unit(profpass__weight_kind kind)
{
    return weights[kind].unit;
}
