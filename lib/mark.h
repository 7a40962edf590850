/* mark.h - what the strings of a function's mark say to a text
 *
 *     "lines=calls,stream=parse.log,precision=4"
 *
 * As the compiler let them pass, or as a file of unknown origin has them.
 */
#ifndef PROFPASS_MARK_H
#define PROFPASS_MARK_H

#include <stdbool.h>
#include <stddef.h>

/* Return the value of an option and its length; NULL if it is not there or
 * empty. Of several the last one counts. */
const char *profpass__mark_value(const char *options, const char *name,
                                 size_t *n_bytes);

/* Say whether the value of an option is this one. */
bool profpass__mark_is(const char *options, const char *name, const char *is);

/* Return the decimals of memory figures that a mark asks for; -1 if none. */
int profpass__mark_precision(const char *options);

#endif
