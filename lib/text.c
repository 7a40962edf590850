/* text.c - writing text to a sink: buffered, without locale, without malloc */
#include "text.h"

#include <stdarg.h>
#include <string.h>

#include "failure.h"
#include "utf8.h"

void profpass__text_init(profpass__text *t, const profpass_sink *sink)
{
    t->sink = sink;
    t->marker = NULL;
    t->n = 0;
    t->error = 0;
}

static void flush(profpass__text *t)
{
    if (t->n != 0 && t->error == 0)
        t->error = t->sink->write(t->sink->context, t->buffer, t->n);
    t->n = 0;
}

void profpass__mark_row(profpass__text *t, const profpass_report_row *figures,
                        const char *source, size_t n_bytes)
{
    if (t->marker == NULL)
        return;
    flush(t); /* the lines before it are not it */
    t->marker->mark(t->marker->context, figures, source, n_bytes);
}

profpass_status profpass__text_done(profpass__text *t, profpass_error *err)
{
    flush(t);
    if (t->error == 0)
        return PROFPASS_OK;
    return profpass__fail(err, PROFPASS_EIO, PROFPASS__NO_OFFSET,
                          "the output cannot be written: error %d", t->error);
}

void profpass__put(profpass__text *t, const char *bytes, size_t n_bytes)
{
    while (n_bytes != 0) {
        size_t room = sizeof t->buffer - t->n;
        size_t n = n_bytes < room ? n_bytes : room;
        memcpy(t->buffer + t->n, bytes, n);
        t->n += n;
        bytes += n;
        n_bytes -= n;
        if (t->n == sizeof t->buffer)
            flush(t);
    }
}

void profpass__puts(profpass__text *t, const char *string)
{
    profpass__put(t, string, strlen(string));
}

void profpass__print(profpass__text *t, const char *format, ...)
{
    char line[512];
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (n > 0)
        profpass__put(t, line,
                      (size_t)n < sizeof line ? (size_t)n : sizeof line - 1);
}

void profpass__blanks(profpass__text *t, size_t n)
{
    static const char blanks[] = "                                ";
    for (; n >= sizeof blanks; n -= sizeof blanks - 1)
        profpass__put(t, blanks, sizeof blanks - 1);
    profpass__put(t, blanks, n);
}

void profpass__right(profpass__text *t, const char *string, size_t width)
{
    size_t n = strlen(string);
    if (n < width)
        profpass__blanks(t, width - n);
    profpass__put(t, string, n);
}

void profpass__put_safe_bytes(profpass__text *t, const char *bytes,
                              size_t n_bytes)
{
    const char *from = bytes, *end = bytes + n_bytes;
    for (; bytes < end; bytes++) {
        if ((unsigned char)*bytes >= 0x20 && *bytes != 0x7f)
            continue;
        profpass__put(t, from, (size_t)(bytes - from));
        profpass__put(t, "?", 1);
        from = bytes + 1;
    }
    profpass__put(t, from, (size_t)(end - from));
}

void profpass__put_safe(profpass__text *t, const char *string)
{
    profpass__put_safe_bytes(t, string, strlen(string));
}

void profpass__put_within(profpass__text *t, const char *name, size_t n_bytes,
                          const char *instead)
{
    for (const char *end = name + n_bytes; name < end;) {
        size_t n = profpass__utf8_length(name);
        if (n == 0)
            profpass__puts(t, PROFPASS__NOT_UTF8);
        else if (instead != NULL && *name == instead[0])
            profpass__put(t, &instead[1], 1);
        else
            profpass__put_safe_bytes(t, name, n);
        name += n == 0 ? 1 : n;
    }
}

/* ---- numbers ---- */

static uint64_t power_of_ten(int n)
{
    uint64_t power = 1;
    while (n-- > 0)
        power *= 10;
    return power;
}

profpass__number profpass__decimal(uint64_t value, uint64_t scale,
                                   int n_decimals)
{
    /* The remainder is below 2^30, and 2^30 * 10^9 fits. */
    uint64_t power = power_of_ten(n_decimals);
    uint64_t whole = value / scale;
    uint64_t product = value % scale * power;
    uint64_t decimals = product / scale, rest = product % scale;
    bool odd = ((n_decimals == 0 ? whole : decimals) & 1) != 0;
    if (rest * 2 > scale || (rest * 2 == scale && odd))
        decimals++;
    if (decimals >= power) {
        decimals -= power;
        whole++;
    }
    profpass__number number;
    if (n_decimals == 0)
        snprintf(number.text, sizeof number.text, "%llu",
                 (unsigned long long)whole);
    else
        snprintf(number.text, sizeof number.text, "%llu.%0*llu",
                 (unsigned long long)whole, n_decimals,
                 (unsigned long long)decimals);
    return number;
}

profpass__number profpass__signed_decimal(int64_t value, uint64_t scale,
                                          int n_decimals, bool negative_zero)
{
    uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    profpass__number plain = profpass__decimal(magnitude, scale, n_decimals);
    bool zero = strspn(plain.text, "0.") == strlen(plain.text);
    if (value >= 0 || (zero && !negative_zero))
        return plain;
    profpass__number number = {"-"};
    memcpy(number.text + 1, plain.text, sizeof number.text - 1);
    number.text[sizeof number.text - 1] = '\0';
    return number;
}

/* Three digits of value / scale, and a unit. */
static profpass__number three_digits(uint64_t value, uint64_t scale,
                                     const char *unit)
{
    uint64_t whole = value / scale;
    int n_decimals = scale == 1 || whole >= 100 ? 0 : whole >= 10 ? 1 : 2;
    profpass__number number = profpass__decimal(value, scale, n_decimals);
    size_t n = strlen(number.text);
    snprintf(number.text + n, sizeof number.text - n, " %s", unit);
    return number;
}

profpass__number profpass__duration(uint64_t ns)
{
    if (ns < 1000)
        return three_digits(ns, 1, "ns");
    if (ns < 1000000)
        return three_digits(ns, 1000, "us");
    if (ns < 1000000000)
        return three_digits(ns, 1000000, "ms");
    return three_digits(ns, 1000000000, "s");
}

static const profpass__unit units[] = {
    {"B", 1},
    {"KiB", (uint64_t)1 << 10},
    {"MiB", (uint64_t)1 << 20},
    {"GiB", (uint64_t)1 << 30},
};
enum { N_UNITS = sizeof units / sizeof *units };

const profpass__unit *profpass__fitting_unit(uint64_t max_bytes)
{
    size_t i = 0;
    while (i + 1 < N_UNITS && max_bytes / units[i].bytes >= 10000)
        i++;
    return &units[i];
}

const profpass__unit *profpass__unit_named(const char *name)
{
    for (size_t i = 0; i < N_UNITS; i++)
        if (strcmp(units[i].name, name) == 0)
            return &units[i];
    return NULL;
}

profpass__number profpass__amount(uint64_t n_bytes)
{
    size_t i = 0;
    while (i + 1 < N_UNITS && n_bytes / units[i].bytes >= 1024)
        i++;
    return three_digits(n_bytes, units[i].bytes, units[i].name);
}

/* value is mantissa / 2^shift; the thousandths of it fit 63 bits. */
static void print_fraction(char *out, size_t room, uint64_t mantissa, int shift)
{
    uint64_t product = mantissa * 1000, thousandths = 0;
    if (shift < 64) {
        uint64_t rest = product & (((uint64_t)1 << shift) - 1);
        uint64_t half = (uint64_t)1 << (shift - 1);
        thousandths = product >> shift;
        thousandths += rest > half || (rest == half && (thousandths & 1) != 0);
    }
    snprintf(out, room, "%llu.%03u", (unsigned long long)(thousandths / 1000),
             (unsigned)(thousandths % 1000));
}

void profpass__put_fixed(profpass__text *t, double value, size_t width)
{
    char text[400] = "-"; /* 309 digits at most */
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    bool is_negative = bits >> 63 != 0;
    int exponent = (int)(bits >> 52 & 0x7ff);
    uint64_t mantissa = bits & (((uint64_t)1 << 52) - 1);
    char *digits = text + 1;
    size_t room = sizeof text - 1;
    if (exponent == 0x7ff)
        snprintf(digits, room, "%s", mantissa != 0 ? "nan" : "inf");
    else if (exponent == 0)
        print_fraction(digits, room, mantissa, 1074);
    else if (exponent < 1075)
        print_fraction(digits, room, mantissa | (uint64_t)1 << 52,
                       1075 - exponent);
    else /* a whole number */
        snprintf(digits, room, "%.0f.000", is_negative ? -value : value);
    bool has_sign = is_negative && !(exponent == 0x7ff && mantissa != 0);
    profpass__right(t, has_sign ? text : digits, width);
}
