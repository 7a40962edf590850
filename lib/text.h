/* text.h - writing text to a sink: buffered, without locale, without malloc
 *
 *     profpass__text t;
 *     profpass__text_init(&t, sink);
 *     profpass__print(&t, "%u functions\n", n);
 *     return profpass__text_done(&t, err);
 *
 * A failure sticks: what follows is swallowed, and done reports it.
 */
#ifndef PROFPASS_TEXT_H
#define PROFPASS_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "profpass/stats.h"

/* Told of the figures behind the line that is put next, and of its source,
 * which is not terminated. */
typedef struct profpass__row_marker {
    void (*mark)(void *context, const profpass_report_row *figures,
                 const char *source, size_t n_bytes);
    void *context;
} profpass__row_marker;

typedef struct profpass__text {
    const profpass_sink *sink;
    const profpass__row_marker *marker; /* NULL: no one asks */
    size_t n;                           /* bytes in the buffer */
    int error; /* errno value of the first failure, 0 if none */
    char buffer[4096];
} profpass__text;

void profpass__text_init(profpass__text *t, const profpass_sink *sink);

/* Flush. EIO if the sink failed, now or before. */
profpass_status profpass__text_done(profpass__text *t, profpass_error *err);

void profpass__put(profpass__text *t, const char *bytes, size_t n_bytes);
void profpass__puts(profpass__text *t, const char *string);

/* printf; without floating point, whose decimal point is the locale's
 * (put_fixed), and for at most 511 bytes: names and paths go through puts or
 * put_safe. */
__attribute__((format(printf, 2, 3))) void
profpass__print(profpass__text *t, const char *format, ...);

/* Say what the line that is put next is about; source may be NULL. Members that
 * are 0 or NULL say nothing. */
void profpass__mark_row(profpass__text *t, const profpass_report_row *figures,
                        const char *source, size_t n_bytes);

/* Put n blanks. */
void profpass__blanks(profpass__text *t, size_t n);

/* Put a string right-aligned in width. */
void profpass__right(profpass__text *t, const char *string, size_t width);

/* Put a string of unknown origin: control characters, which could steer a
 * terminal, become '?'. */
void profpass__put_safe(profpass__text *t, const char *string);
void profpass__put_safe_bytes(profpass__text *t, const char *bytes,
                              size_t n_bytes);

/* Put a name for a reader that takes a character for an end: instead[0] becomes
 * instead[1] (NULL: none does), a control character '?', and a byte that is not
 * UTF-8 U+FFFD. */
void profpass__put_within(profpass__text *t, const char *name, size_t n_bytes,
                          const char *instead);

/* Put a number with three decimals, right-aligned in width: what "%*.3f" makes
 * of its exact value in the C locale. */
void profpass__put_fixed(profpass__text *t, double value, size_t width);

/* ---- numbers ---- */

/* Long enough for any number made below. */
typedef struct profpass__number {
    char text[48];
} profpass__number;

/* value / scale with n_decimals (0..9), rounded to nearest, ties to even, as
 * printf would; scale 1..2^30 or a power of ten up to 10^9. */
profpass__number profpass__decimal(uint64_t value, uint64_t scale,
                                   int n_decimals);

/* The same with a sign; negative_zero keeps that of a value that rounds to 0,
 * as printf does. */
profpass__number profpass__signed_decimal(int64_t value, uint64_t scale,
                                          int n_decimals, bool negative_zero);

/* A duration with three digits: "0 ns", "41.2 ms", "1.20 s". */
profpass__number profpass__duration(uint64_t ns);

/* A unit of memory. */
typedef struct profpass__unit {
    const char *name;
    uint64_t bytes;
} profpass__unit;

/* The largest unit that leaves at most four digits before the point for
 * max_bytes: small values beside a large one keep some digits too. */
const profpass__unit *profpass__fitting_unit(uint64_t max_bytes);

/* The unit of that name, or NULL. */
const profpass__unit *profpass__unit_named(const char *name);

/* An amount in the fitting unit, with three digits: "512 B", "1.20 KiB". */
profpass__number profpass__amount(uint64_t n_bytes);

#endif
