/* json.c - the pieces of a JSON document */
#include "json.h"

#include "utf8.h"

void profpass__json_part(profpass__text *t, const char *string)
{
    while (*string != '\0') {
        unsigned char c = (unsigned char)*string;
        size_t n = profpass__utf8_length(string);
        if (n == 0)
            profpass__puts(t, PROFPASS__NOT_UTF8);
        else if (c == '"' || c == '\\')
            profpass__print(t, "\\%c", c);
        else if (c < 0x20 || c == 0x7f)
            profpass__print(t, "\\u%04x", c);
        else
            profpass__put(t, string, n);
        string += n == 0 ? 1 : n;
    }
}

void profpass__json_string(profpass__text *t, const char *string)
{
    profpass__puts(t, "\"");
    profpass__json_part(t, string);
    profpass__puts(t, "\"");
}

void profpass__json_key(profpass__text *t, const char *name)
{
    profpass__puts(t, "\"");
    profpass__puts(t, name);
    profpass__puts(t, "\":");
}

void profpass__json_first_number(profpass__text *t, const char *name,
                                 uint64_t value)
{
    profpass__json_key(t, name);
    profpass__print(t, "%llu", (unsigned long long)value);
}

void profpass__json_number(profpass__text *t, const char *name, uint64_t value)
{
    profpass__puts(t, ",");
    profpass__json_first_number(t, name, value);
}

void profpass__json_signed(profpass__text *t, const char *name, int64_t value)
{
    profpass__puts(t, ",");
    profpass__json_key(t, name);
    profpass__print(t, "%lld", (long long)value);
}

void profpass__json_member(profpass__text *t, const char *name,
                           const char *value)
{
    profpass__puts(t, ",");
    profpass__json_key(t, name);
    profpass__json_string(t, value);
}

void profpass__json_thread(profpass__text *t,
                           const profpass_thread_stats *thread)
{
    if (thread->name[0] != '\0')
        profpass__json_string(t, thread->name);
    else
        profpass__print(t, "\"thread %u\"", thread->number);
}
