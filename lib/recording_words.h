/* recording_words.h - the lines of a recording, and their words
 *
 *     profpass__lines l = {.begin = bytes, .end = behind the last newline};
 *     while (profpass__next_line(&l))
 *         while ((n = profpass__take_word(&l, &word)) != 0)
 *             …
 */
#ifndef PROFPASS_RECORDING_WORDS_H
#define PROFPASS_RECORDING_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct profpass__lines {
    const char *begin, *end;
    const char *line, *at, *line_end; /* NULL before the first */
    uint64_t n_lines;                 /* up to this one        */
} profpass__lines;

/* Go to the next line; false after the last. */
bool profpass__next_line(profpass__lines *l);

/* Take a word; its length is 0 at the end of the line. */
size_t profpass__take_word(profpass__lines *l, const char **word);

/* Take a number: digits with a point, whatever the locale. What has more digits
 * than a double becomes one of its two neighbours. False: it is no number, or
 * 10^18 or more. */
bool profpass__take_number(profpass__lines *l, double *out);

/* Take a whole number; false: it is none, or too large. */
bool profpass__take_count(profpass__lines *l, uint64_t *out);

#endif
