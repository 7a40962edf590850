/* utf8.h - which bytes are text */
#ifndef PROFPASS_UTF8_H
#define PROFPASS_UTF8_H

#include <stddef.h>

/* U+FFFD, for a byte that is not part of UTF-8. */
#define PROFPASS__NOT_UTF8 "\xef\xbf\xbd"

/* Return the length of the UTF-8 sequence at string, 0 if it is not one (RFC
 * 3629: shortest form, no surrogates, up to U+10FFFF). Reads no byte behind the
 * terminator. */
size_t profpass__utf8_length(const char *string);

#endif
