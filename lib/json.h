/* json.h - the pieces of a JSON document (RFC 8259)
 *
 *     profpass__json_key(t, "name");
 *     profpass__json_string(t, function->name);
 *     profpass__json_number(t, "calls", function->calls);
 *
 * writes "name":"f","calls":3. A writer puts braces and line ends itself.
 */
#ifndef PROFPASS_JSON_H
#define PROFPASS_JSON_H

#include "text.h"

/* Put a part of a string, that is within quotes. Bytes that are not UTF-8
 * become U+FFFD. */
void profpass__json_part(profpass__text *t, const char *string);

/* Put a string in quotes. */
void profpass__json_string(profpass__text *t, const char *string);

/* Put "name": */
void profpass__json_key(profpass__text *t, const char *name);

/* Put a member of an object, with a comma before it; first_… without. */
void profpass__json_first_number(profpass__text *t, const char *name,
                                 uint64_t value);
void profpass__json_number(profpass__text *t, const char *name, uint64_t value);
void profpass__json_signed(profpass__text *t, const char *name, int64_t value);
void profpass__json_member(profpass__text *t, const char *name,
                           const char *value);

/* Put a thread's name, or "thread N" if it has none. */
void profpass__json_thread(profpass__text *t,
                           const profpass_thread_stats *thread);

#endif
