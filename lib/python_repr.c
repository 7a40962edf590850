/* python_repr.c - values as Python's repr() writes them
 *
 * Python escapes the characters of Unicode's categories "other" and
 * "separator", except the blank. PCRE2 knows the categories.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "python_repr.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "utf8.h"

static void put(profpass__repr *r, const char *bytes, size_t n)
{
    if (r->room - r->n < n + 1) {
        size_t room = 2 * (r->n + n) + 64;
        char *text = profpass__arena_array(r->arena, room, 1);
        r->has_failed |= text == NULL;
        if (r->has_failed)
            return;
        if (r->n != 0)
            memcpy(text, r->text, r->n);
        r->text = text;
        r->room = room;
    }
    memcpy(r->text + r->n, bytes, n);
    r->n += n;
    r->text[r->n] = '\0';
}

void profpass__repr_puts(profpass__repr *r, const char *string)
{
    put(r, string, strlen(string));
}

const char *profpass__repr_text(const profpass__repr *r)
{
    return r->text != NULL ? r->text : "";
}

/* ---- numbers ---- */

/* Find the fewest digits, up to 17, that make value again, and its power of
 * ten: 0.025 is "25", -2. The point of printf and strtod, which is the
 * locale's, is skipped. */
static int shortest_digits(double value, char digits[24])
{
    char text[64];
    for (int n = 0; n < 17; n++) {
        snprintf(text, sizeof text, "%.*e", n, value);
        if (strtod(text, NULL) == value)
            break;
    }
    size_t n_digits = 0;
    char *at = text;
    for (; *at != 'e' && *at != '\0'; at++)
        if (*at >= '0' && *at <= '9' && n_digits < 23)
            digits[n_digits++] = *at;
    digits[n_digits] = '\0';
    return *at == 'e' ? (int)strtol(at + 1, NULL, 10) : 0;
}

void profpass__repr_double(profpass__repr *r, double value)
{
    char digits[24], text[64];
    if (value < 0) {
        profpass__repr_puts(r, "-");
        value = -value;
    }
    int power = shortest_digits(value, digits);
    int n = (int)strlen(digits);
    if (power < -4 || power >= 16)
        snprintf(text, sizeof text, "%c%s%se%c%02d", digits[0],
                 n > 1 ? "." : "", digits + 1, power < 0 ? '-' : '+',
                 abs(power));
    else if (power < 0)
        snprintf(text, sizeof text, "0.%.*s%s", -power - 1, "000", digits);
    else if (n > power + 1)
        snprintf(text, sizeof text, "%.*s.%s", power + 1, digits,
                 digits + power + 1);
    else
        snprintf(text, sizeof text, "%s%.*s.0", digits, power + 1 - n,
                 "0000000000000000");
    profpass__repr_puts(r, text);
}

/* ---- strings ---- */

static uint32_t code_point(const char *bytes, size_t n)
{
    uint32_t c = (unsigned char)bytes[0];
    if (n == 1)
        return c;
    c &= 0xffU >> (n + 1);
    for (size_t i = 1; i < n; i++)
        c = c << 6 | ((unsigned char)bytes[i] & 0x3f);
    return c;
}

static void put_escaped(profpass__repr *r, uint32_t c)
{
    char text[16];
    if (c < 0x100)
        snprintf(text, sizeof text, "\\x%02x", c);
    else if (c < 0x10000)
        snprintf(text, sizeof text, "\\u%04x", c);
    else
        snprintf(text, sizeof text, "\\U%08x", c);
    profpass__repr_puts(r, text);
}

static void put_character(profpass__repr *r, const char *at, size_t n,
                          char quote, const pcre2_code *unprintable,
                          pcre2_match_data *match)
{
    if (n == 0) { /* a byte that is no text is a surrogate to Python */
        put_escaped(r, 0xdc00U + (unsigned char)*at);
    } else if (*at == quote || *at == '\\') {
        put(r, "\\", 1);
        put(r, at, 1);
    } else if (*at == '\n' || *at == '\r' || *at == '\t') {
        profpass__repr_puts(r, *at == '\n'   ? "\\n"
                               : *at == '\r' ? "\\r"
                                             : "\\t");
    } else if (*at != ' ' && pcre2_match(unprintable, (PCRE2_SPTR)at, n, 0, 0,
                                         match, NULL) >= 0) {
        put_escaped(r, code_point(at, n));
    } else {
        put(r, at, n);
    }
}

void profpass__repr_string(profpass__repr *r, const char *string)
{
    int why;
    PCRE2_SIZE where;
    pcre2_code *unprintable =
        pcre2_compile((PCRE2_SPTR) "[\\p{C}\\p{Z}]", PCRE2_ZERO_TERMINATED,
                      PCRE2_UTF, &why, &where, NULL);
    pcre2_match_data *match =
        unprintable == NULL
            ? NULL
            : pcre2_match_data_create_from_pattern(unprintable, NULL);
    r->has_failed |= match == NULL;

    bool doubled = strchr(string, '\'') != NULL && strchr(string, '"') == NULL;
    char quote = doubled ? '"' : '\'';
    put(r, &quote, 1);
    while (*string != '\0' && !r->has_failed) {
        size_t n = profpass__utf8_length(string);
        put_character(r, string, n, quote, unprintable, match);
        string += n == 0 ? 1 : n;
    }
    put(r, &quote, 1);
    pcre2_match_data_free(match);
    pcre2_code_free(unprintable);
}
