/* mark.c - what the strings of a function's mark say to a text */
#include "mark.h"

#include <string.h>

const char *profpass__mark_value(const char *options, const char *name,
                                 size_t *n_bytes)
{
    const char *value = NULL;
    size_t n_name = strlen(name), n;
    for (const char *at = options; *at != '\0';
         at += at[n] == ',' ? n + 1 : n) {
        n = strcspn(at, ",");
        if (n > n_name + 1 && memcmp(at, name, n_name) == 0 &&
            at[n_name] == '=') {
            value = at + n_name + 1;
            *n_bytes = n - n_name - 1;
        }
    }
    return value;
}

bool profpass__mark_is(const char *options, const char *name, const char *is)
{
    size_t n = 0;
    const char *value = profpass__mark_value(options, name, &n);
    return value != NULL && n == strlen(is) && memcmp(value, is, n) == 0;
}

int profpass__mark_precision(const char *options)
{
    size_t n = 0;
    const char *value = profpass__mark_value(options, "precision", &n);
    return n == 1 && value[0] >= '0' && value[0] <= '9' ? value[0] - '0' : -1;
}
