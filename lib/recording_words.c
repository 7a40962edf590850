/* recording_words.c - the lines of a recording, and their words */
#include "recording_words.h"

#include <string.h>

bool profpass__next_line(profpass__lines *l)
{
    l->line = l->line == NULL ? l->begin : l->line_end + 1;
    if (l->line >= l->end)
        return false;
    l->line_end = memchr(l->line, '\n', (size_t)(l->end - l->line));
    l->at = l->line;
    l->n_lines++;
    return true;
}

size_t profpass__take_word(profpass__lines *l, const char **word)
{
    while (l->at < l->line_end && (*l->at == ' ' || *l->at == '\r'))
        l->at++;
    *word = l->at;
    while (l->at < l->line_end && *l->at != ' ' && *l->at != '\r')
        l->at++;
    return (size_t)(l->at - *word);
}

bool profpass__take_number(profpass__lines *l, double *out)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,
                                    1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13,
                                    1e14, 1e15, 1e16, 1e17, 1e18};
    const char *word;
    size_t n = profpass__take_word(l, &word);
    bool is_negative = n != 0 && word[0] == '-';
    size_t n_digits = 0, n_decimals = 0;
    bool has_point = false;
    uint64_t digits = 0;
    for (size_t i = is_negative; i < n; i++) {
        if (word[i] == '.' && !has_point) {
            has_point = true;
            continue;
        }
        if (word[i] < '0' || word[i] > '9')
            return false;
        if (n_digits == sizeof powers / sizeof *powers - 1) {
            if (!has_point)
                return false;
            continue; /* finer than anything that is measured */
        }
        digits = 10 * digits + (uint64_t)(word[i] - '0');
        n_digits++;
        n_decimals += has_point;
    }
    double value = (double)digits / powers[n_decimals];
    *out = is_negative ? -value : value;
    return n_digits != 0;
}

bool profpass__take_count(profpass__lines *l, uint64_t *out)
{
    const char *word;
    size_t n = profpass__take_word(l, &word);
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        if (word[i] < '0' || word[i] > '9' || *out > (UINT64_MAX - 9) / 10)
            return false;
        *out = 10 * *out + (uint64_t)(word[i] - '0');
    }
    return n != 0;
}
