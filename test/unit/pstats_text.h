/* pstats_text.h - Python's marshal format spelt as words, for tests
 *
 *     "{ (3 u:a.c i:4 u:f )5 i:1 i:1 g:0.5 g:2 { 0 0"
 *
 *     { 0 N T F …      the code alone
 *     (3 )3            tuples of three
 *     i:4 l:5000000000 integers; l:-1 has a negative count of digits
 *     g:0.5 f:0.5      floats
 *     u:f t: a: A:     text with a length of 32 bits; z: Z: of 8
 *     r:2              a reference to object 2
 *     !…               with bit 7 set in its code: the object has a number
 *     x:7f             a byte
 */
#ifndef PROFPASS_TEST_PSTATS_TEXT_H
#define PROFPASS_TEST_PSTATS_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* Bytes that grow. Zero-initialise; free(bytes). */
typedef struct pstats_bytes {
    uint8_t *bytes;
    size_t n_bytes, capacity;
} pstats_bytes;

/* Append what the words mean; a word that means nothing ends the test. */
void pstats_put(pstats_bytes *out, const char *words);

#endif
