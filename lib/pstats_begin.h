/* pstats_begin.h - what tells a file of Python's pstats from others */
#ifndef PROFPASS_PSTATS_BEGIN_H
#define PROFPASS_PSTATS_BEGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Say whether a file that begins so is one: a dict, and in it a tuple or
 * nothing; bit 7 may be set in either's code. */
static inline bool profpass__is_pstats(const uint8_t *bytes, size_t n_bytes)
{
    if (n_bytes < 2 || (bytes[0] & 0x7f) != '{')
        return false;
    int second = bytes[1] & 0x7f;
    return second == '(' || second == ')' || second == '0';
}

#endif
