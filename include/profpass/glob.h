/* glob.h - the globs of options, lists and reports: one language for all
 *
 *     *        any run of characters, '/' and ':' included
 *     ?        one character
 *     [a-z]    one of a set; [!a-z] or [^a-z] one that is not
 *     {a,b}    either; not one within the other
 *     \x       x itself
 *
 * A glob covers the whole text, from its first character to its last.
 */
#ifndef PROFPASS_GLOB_H
#define PROFPASS_GLOB_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Match text against a glob that has no fault. Any thread, async-signal-safe;
 * |glob| * |text| steps at worst for each way through its braces. */
bool profpass_glob_match(const char *glob, const char *text);

/* Say what is wrong with a glob, "'[' is not closed"; NULL if nothing is. */
const char *profpass_glob_fault(const char *glob);

#ifdef __cplusplus
}
#endif

#endif
