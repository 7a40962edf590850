/* policy_marks.c - what the strings of the attribute may say
 *
 *     profile("lines=calls", "stream=parse.%p.log", "precision=4")
 *
 * lines= decides here, at compile time. stream= and precision= are for the
 * report: they are checked here, where the fault stands, and travel in the
 * function's record, in which the strings are joined by commas.
 */
#include "policy_rules.h"

#include <string.h>

enum { STREAM_BYTES_MOST = 1023 };

static bool check_stream(const char *path, policy_error *err)
{
    if (*path == '\0')
        return policy_fail(err, "stream= needs a path: stream=PATH");
    if (strlen(path) > STREAM_BYTES_MOST)
        return policy_fail(err, "stream=%.32s...: longer than %d bytes", path,
                           STREAM_BYTES_MOST);
    if (strchr(path, ','))
        return policy_fail(err, "stream=%s: a path here has no comma", path);
    for (const char *at = strchr(path, '%'); at; at = strchr(at + 2, '%'))
        if (at[1] == '\0' || !strchr("peht%", at[1]))
            return policy_fail(err,
                               "stream=%s: '%%' stands before p (process), e "
                               "(program), h (host), t (time) or %%",
                               path);
    return true;
}

static bool check_precision(const char *value, policy_error *err)
{
    if (value[0] >= '0' && value[0] <= '9' && value[1] == '\0')
        return true;
    return policy_fail(err, "precision=%s: must be 0 to 9", value);
}

bool policy_marks_option(policy_marks *marks, const char *text,
                         policy_error *err)
{
    const char *equals = strchr(text, '=');
    const size_t n = equals ? (size_t)(equals - text) : 0;
    if (n == 5 && memcmp(text, "lines", n) == 0)
        return policy_lines_parse(equals + 1, &marks->lines, err);
    if (n == 6 && memcmp(text, "stream", n) == 0)
        return check_stream(equals + 1, err);
    if (n == 9 && memcmp(text, "precision", n) == 0)
        return check_precision(equals + 1, err);
    return policy_fail(err,
                       "unknown option '%s'; there are lines=off|calls|all, "
                       "stream=PATH and precision=N",
                       text);
}
