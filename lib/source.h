/* source.h - the text of source files, read when a report is written */
#ifndef PROFPASS_SOURCE_H
#define PROFPASS_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One file at a time: the functions of a report are sorted by file.
 * Zero-initialise; end with done. */
typedef struct profpass__source_text {
    const char *directory, *file; /* what is loaded, borrowed; or NULL */
    char *bytes;                  /* NULL if it could not be read      */
    size_t n_bytes, mapped_bytes;
    uint32_t n_lines;
    uint32_t *starts; /* [n_lines + 1] offsets in bytes */
    size_t starts_bytes;
    uint64_t changed_unix_ns; /* when the file was written last */
} profpass__source_text;

/* Load a file as the compiler named it: a relative one is looked for in the
 * compiler's directory, then in the current one. Return false if it cannot be
 * read. Cheap if it is loaded already. */
bool profpass__source_load(profpass__source_text *s, const char *directory,
                           const char *file);

/* Return line 1, 2, … without its end, and its length; NULL if there is none.
 */
const char *profpass__source_line(const profpass__source_text *s, uint32_t line,
                                  size_t *n_bytes);

void profpass__source_done(profpass__source_text *s);

#endif
