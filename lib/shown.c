/* shown.c - which functions a text shows, and what it says of the others */
#include "shown.h"

#include <string.h>

#include "failure.h"
#include "profpass/abi.h"
#include "profpass/glob.h"

/* Read "1.5ms"; false if it is no time. What is beyond 30 years, or a part of a
 * nanosecond, no one asks for. */
static bool read_time(const char *text, uint64_t *ns)
{
    static const struct {
        const char *name;
        uint64_t ns;
    } units[] = {{"ns", 1}, {"us", 1000}, {"ms", 1000000}, {"s", 1000000000}};
    uint64_t number = 0, fraction = 0, scale = 1;
    const char *at = text;
    for (; *at >= '0' && *at <= '9' && number < 100000000; at++)
        number = 10 * number + (uint64_t)(*at - '0');
    if (at == text)
        return false;
    if (*at == '.')
        for (at++; *at >= '0' && *at <= '9' && scale < 1000000000; at++) {
            fraction = 10 * fraction + (uint64_t)(*at - '0');
            scale *= 10;
        }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(at, units[i].name) == 0) {
            *ns = number * units[i].ns + fraction * units[i].ns / scale;
            return true;
        }
    return false;
}

static uint64_t min_time_ns(const profpass_text_options *options)
{
    uint64_t ns = 0;
    if (options->min_time != NULL)
        read_time(options->min_time, &ns);
    return ns;
}

profpass_status profpass__check_shown(const profpass_text_options *options,
                                      profpass_error *err)
{
    uint64_t ns;
    if (options->min_time != NULL && !read_time(options->min_time, &ns))
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "min_time \"%.40s\": expected a time such as "
                              "10us, 1.5ms or 2s",
                              options->min_time);
    const char *fault = options->function != NULL
                            ? profpass_glob_fault(options->function)
                            : NULL;
    if (fault != NULL)
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "glob \"%.80s\": %s", options->function, fault);
    return PROFPASS_OK;
}

bool profpass__is_wanted(const profpass_function_stats *function,
                         const profpass_text_options *options,
                         profpass__hidden *hidden)
{
    profpass__hidden none = {0};
    if (hidden == NULL)
        hidden = &none;
    if (options->function != NULL &&
        !profpass_glob_match(options->function, function->name)) {
        hidden->by_name++;
        return false;
    }
    if (function->total_ns < min_time_ns(options)) {
        hidden->by_time++;
        return false;
    }
    return true;
}

void profpass__put_hidden(profpass__text *t,
                          const profpass_text_options *options,
                          const profpass__hidden *hidden)
{
    if (hidden->by_time != 0)
        profpass__print(t, "   Left out: %u function%s below %s\n",
                        hidden->by_time, hidden->by_time == 1 ? "" : "s",
                        profpass__duration(min_time_ns(options)).text);
}

void profpass__put_unrecorded(profpass__text *t, const profpass_model *m)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n_functions; i++)
        n += (m->functions[i].flags & PROFPASS_FUNCTION_UNSELECTED) != 0;
    if (n != 0) {
        profpass__print(t, "   Not recorded: %u of %u functions, by ", n,
                        m->n_functions);
        profpass__put_safe(t, m->program.options);
        profpass__puts(t, "\n");
    }
    if (m->program.max_depth != 0)
        profpass__print(t,
                        "   Not recorded: calls deeper than max_depth=%u; "
                        "their time is their callers'\n",
                        m->program.max_depth);
}
