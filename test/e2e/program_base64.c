// Base64 and a checksum of tables: an encoder that allocates its result, a
// decoder that works in place.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define PROFILE __attribute__((profile))

static const char digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static uint32_t table[256];

PROFILE __attribute__((constructor)) static void fill_table(void)
{
    for (uint32_t i = 0; i < 256; i++) {              //@ occurrences=257
        uint32_t crc = i;                             //@ occurrences=256
        for (int bit = 0; bit < 8; bit++)             //@ occurrences=2304
            crc = crc & 1 ? crc >> 1 ^ 0xedb88320u : crc >> 1; //@ occurrences=2048
        table[i] = crc;                               //@ occurrences=256
    }
}

PROFILE static uint32_t checksum(const char *text, size_t n)
{
    uint32_t crc = ~0u;
    for (size_t i = 0; i < n; i++)                    //@ occurrences=10
        crc = table[(crc ^ (uint8_t)text[i]) & 255] ^ crc >> 8; //@ occurrences=9
    return ~crc;
}

PROFILE static char *encode(const char *text, size_t n)
{
    char *result = calloc((n + 2) / 3 * 4 + 1, 1), *to = result; //@ allocated=39
    for (size_t i = 0; i < n; i += 3) {               //@ occurrences=12
        uint32_t bits = (uint32_t)(uint8_t)text[i] << 16;
        if (i + 1 < n)                                //@ occurrences=9
            bits |= (uint32_t)(uint8_t)text[i + 1] << 8; //@ occurrences=8
        if (i + 2 < n)                                //@ occurrences=9
            bits |= (uint8_t)text[i + 2];             //@ occurrences=7
        for (int k = 0; k < 4; k++)                   //@ occurrences=45
            *to++ = i + (size_t)k > n ? '=' : digits[bits >> (18 - 6 * k) & 63];
    }
    return result;
}

PROFILE static size_t decode(char *text)
{
    char *to = text;
    uint32_t bits = 0;
    int n_bits = 0;
    for (const char *at = text; *at && *at != '='; at++) { //@ occurrences=36
        bits = bits << 6 | (uint32_t)(strchr(digits, *at) - digits);
        n_bits += 6;
        if (n_bits >= 8) {                            //@ occurrences=33
            n_bits -= 8;
            *to++ = (char)(bits >> n_bits);           //@ occurrences=24
        }
    }
    return (size_t)(to - text);
}

PROFILE static int round_trip(const char *text, const char *expected)
{
    char *encoded = encode(text, strlen(text));       //@ increment=39
    int ok = !strcmp(encoded, expected);
    size_t n = decode(encoded);
    ok = ok && n == strlen(text) && !memcmp(encoded, text, n);
    free(encoded);                                    //@ increment=-39
    return ok;
}

PROFILE int main(void)
{
    return round_trip("123456789", "MTIzNDU2Nzg5") &&
                   round_trip("profpass", "cHJvZnBhc3M=") &&
                   round_trip("line by", "bGluZSBieQ==") &&
                   checksum("123456789", 9) == 0xcbf43926u
               ? 0
               : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> fill_table calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> round_trip calls=3
// CHECK: edge round_trip -> encode calls=3
// CHECK: edge round_trip -> decode calls=3
// CHECK: edge main -> checksum calls=1
// CHECK: heap allocations=3 frees=3 allocated=39 live=0 peak=13
