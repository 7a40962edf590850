/* pstats_text.c - Python's marshal format spelt as words, for tests */
#define _DEFAULT_SOURCE
#include "pstats_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put_byte(pstats_bytes *out, unsigned byte)
{
    if (out->n_bytes == out->capacity) {
        out->capacity = 2 * out->capacity + 64;
        out->bytes = realloc(out->bytes, out->capacity);
    }
    out->bytes[out->n_bytes++] = (uint8_t)byte;
}

static void put_number(pstats_bytes *out, uint64_t value, unsigned n_bytes)
{
    for (unsigned i = 0; i < n_bytes; i++)
        put_byte(out, (unsigned)(value >> (8 * i)) & 0xff);
}

static void put_digits(pstats_bytes *out, const char *text)
{
    uint64_t value = strtoull(text + (*text == '-'), NULL, 10);
    uint32_t n = 0;
    for (uint64_t rest = value; rest != 0; rest >>= 15)
        n++;
    put_number(out, *text == '-' ? 0 - n : n, 4);
    for (; value != 0; value >>= 15)
        put_number(out, value & 0x7fff, 2);
}

static void put_text(pstats_bytes *out, const char *text, unsigned n_length)
{
    put_number(out, strlen(text), n_length);
    for (; *text != '\0'; text++)
        put_byte(out, (unsigned char)*text);
}

static void put_value(pstats_bytes *out, char code, const char *text)
{
    double real = strtod(text, NULL);
    uint64_t bits;
    memcpy(&bits, &real, sizeof bits);
    if (strchr("ir", code) != NULL)
        put_number(out, strtoull(text, NULL, 10), 4);
    else if (code == 'l')
        put_digits(out, text);
    else if (code == 'g')
        put_number(out, bits, 8);
    else
        put_text(out, text, strchr("fzZ", code) != NULL ? 1 : 4);
}

static void put_word(pstats_bytes *out, const char *word)
{
    unsigned flag = *word == '!' ? 0x80 : 0;
    word += flag != 0;
    if (word[0] == 'x' && word[1] == ':') {
        put_byte(out, (unsigned)strtoul(word + 2, NULL, 16));
        return;
    }
    put_byte(out, (unsigned char)word[0] | flag);
    if (word[0] == '(' || word[0] == ')')
        put_number(out, strtoul(word + 1, NULL, 10), word[0] == '(' ? 4 : 1);
    else if (word[1] == ':')
        put_value(out, word[0], word + 2);
    else if (word[1] != '\0') {
        fprintf(stderr, "what is \"%s\"?\n", word);
        exit(1);
    }
}

void pstats_put(pstats_bytes *out, const char *words)
{
    char *copy = strdup(words), *rest = copy;
    for (char *word; (word = strsep(&rest, " ")) != NULL;)
        if (*word != '\0')
            put_word(out, word);
    free(copy);
}
