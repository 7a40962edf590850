/* pstats_write.c - write a table as Python's pstats files have it
 *
 *     { function: (primitive calls, calls, own, total, callers), … }
 *     function = (file, line, name)
 *     callers  = { function: (calls, primitive calls, own, total), … }
 *
 * Only the oldest codes of marshal are used, so every Python can read it; see
 * docs/pstats-format.md. Functions that are known only as callers get an entry
 * without calls: consumers look a caller's entry up.
 */
#include <string.h>

#include "failure.h"
#include "text.h"
#include "utf8.h"

static void put_u32(profpass__text *t, uint32_t value)
{
    char bytes[4];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(value >> (8 * i) & 0xff);
    profpass__put(t, bytes, sizeof bytes);
}

/* 'i' has 32 bits and a sign; 'l' has digits of 15 bits. */
static void put_integer(profpass__text *t, uint64_t value)
{
    if (value <= INT32_MAX) {
        profpass__puts(t, "i");
        put_u32(t, (uint32_t)value);
        return;
    }
    uint32_t n_digits = 0;
    for (uint64_t rest = value; rest != 0; rest >>= 15)
        n_digits++;
    profpass__puts(t, "l");
    put_u32(t, n_digits);
    for (; value != 0; value >>= 15) {
        char digit[2] = {(char)(value & 0xff), (char)(value >> 8 & 0x7f)};
        profpass__put(t, digit, sizeof digit);
    }
}

static void put_float(profpass__text *t, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    profpass__puts(t, "g");
    put_u32(t, (uint32_t)bits);
    put_u32(t, (uint32_t)(bits >> 32));
}

/* UTF-8, or Python refuses the file: a byte that is not is spelt "\xNN". */
static void put_string(profpass__text *t, const char *string)
{
    size_t n_bytes = 0, step;
    for (const char *s = string; *s != '\0'; s += step != 0 ? step : 1) {
        step = profpass__utf8_length(s);
        n_bytes += step != 0 ? step : strlen("\\xNN");
    }
    profpass__puts(t, "u");
    put_u32(t, (uint32_t)n_bytes);
    for (const char *s = string; *s != '\0'; s += step != 0 ? step : 1) {
        step = profpass__utf8_length(s);
        if (step != 0)
            profpass__put(t, s, step);
        else
            profpass__print(t, "\\x%02x", (unsigned char)*s);
    }
}

static void put_tuple(profpass__text *t, uint32_t n_items)
{
    profpass__puts(t, "(");
    put_u32(t, n_items);
}

static void put_function(profpass__text *t, const profpass_stats_row *row)
{
    put_tuple(t, 3);
    put_string(t, row->file);
    put_integer(t, row->line);
    put_string(t, row->name);
}

static void put_caller(profpass__text *t, const profpass_stats_caller *caller)
{
    if (caller->plain) {
        put_integer(t, caller->calls);
        return;
    }
    put_tuple(t, 4);
    put_integer(t, caller->calls);
    put_integer(t, caller->primitive_calls);
    put_float(t, caller->self_s);
    put_float(t, caller->total_s);
}

static void put_entry(profpass__text *t, const profpass_stats *stats,
                      const profpass_stats_row *row)
{
    put_function(t, row);
    put_tuple(t, 5);
    put_integer(t, row->primitive_calls);
    put_integer(t, row->calls);
    put_float(t, row->self_s);
    put_float(t, row->total_s);
    profpass__puts(t, "{");
    for (uint32_t i = 0; i < row->n_callers; i++) {
        put_function(t, profpass_stats_row_at(stats, row->callers[i].row));
        put_caller(t, &row->callers[i]);
    }
    profpass__puts(t, "0");
}

profpass_status profpass_stats_dump(const profpass_stats *stats,
                                    const profpass_sink *out,
                                    profpass_error *err)
{
    uint32_t n_rows = profpass_stats_n_rows(stats);
    if (n_rows == 0)
        return profpass__fail(err, PROFPASS_ENOTFOUND, PROFPASS__NO_OFFSET,
                              "nothing was called, and Python refuses a pstats "
                              "file without functions");
    profpass__text t;
    profpass__text_init(&t, out);
    profpass__puts(&t, "{");
    for (uint32_t i = 0; i < n_rows; i++)
        put_entry(&t, stats, profpass_stats_row_at(stats, i));
    profpass__puts(&t, "0");
    return profpass__text_done(&t, err);
}
