/* marshal.h - Python's marshal format, as far as pstats files go
 *
 *     code payload        code: one byte; numbers: little-endian
 *
 *     {  key value … 0    dict               (  int32 count, items     tuple
 *     i  int32            integer            )  uint8 count, items     tuple
 *     l  int32 n, n digits of 15 bits        u t a A  int32 n, n bytes  text
 *     g  double           float              z Z      uint8 n, n bytes  text
 *     f  uint8 n, decimal text               N T F    None, True, False
 *
 * Bit 7 of a code gives the object the next number, and `r number` stands for
 * it from there on: the cursor jumps to the object and comes back. No object is
 * ever built. Whoever reads says what must come next, so the depth is that of
 * what is expected, never that of the input; and what is read again through
 * references has a limit.
 */
#ifndef PROFPASS_MARSHAL_H
#define PROFPASS_MARSHAL_H

#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "profpass/stats.h"

#define PROFPASS__MARSHAL_REF 0x80 /* in a code: the object has a number */

/* An object with a number. */
typedef struct profpass__marshal_ref {
    uint32_t offset; /* of its code                                     */
    uint32_t value;  /* the reader's own, PROFPASS_NONE until it is set */
} profpass__marshal_ref;

typedef struct profpass__marshal {
    const uint8_t *bytes; /* borrowed                                      */
    size_t n_bytes, at;
    size_t numbered; /* objects before this offset have their numbers */
    profpass__marshal_ref *refs;
    uint32_t n_refs;
    size_t again_bytes; /* read again so far */
    profpass_error *err;
} profpass__marshal;

/* The object at the cursor, which stands behind its code. */
typedef struct profpass__object {
    uint8_t code;  /* without bit 7                                   */
    size_t offset; /* of the code                                     */
    size_t back;   /* where a reference is left to; 0 if none led here */
    profpass__marshal_ref *ref; /* NULL if not known by its number     */
} profpass__object;

/* A piece of text, in the input's memory. */
typedef struct profpass__marshal_text {
    const char *bytes;
    uint32_t n_bytes;
    bool latin1; /* else UTF-8, in which surrogates may stand */
} profpass__marshal_text;

/* Begin at byte 0. The list of references is the arena's; its pages become
 * resident as references are met. EFORMAT: more than 4 GiB. */
profpass_status profpass__marshal_init(profpass__marshal *m, const void *bytes,
                                       size_t n_bytes, profpass__arena *arena,
                                       profpass_error *err);

/* Go to the next object; `what` says in a message what should be there. */
profpass_status profpass__marshal_enter(profpass__marshal *m, const char *what,
                                        profpass__object *object);

/* Leave an object whose payload has been read, or need not be. */
profpass_status profpass__marshal_leave(profpass__marshal *m,
                                        const profpass__object *object);

/* Say that something else was expected than this object. */
profpass_status profpass__marshal_expected(const profpass__marshal *m,
                                           const profpass__object *object,
                                           const char *what);

/* Enter a tuple and read its number of items. */
profpass_status profpass__marshal_tuple(profpass__marshal *m, const char *what,
                                        profpass__object *object, uint32_t *n);

/* Enter a dict; then say, before each key, whether its end was reached. */
profpass_status profpass__marshal_dict(profpass__marshal *m, const char *what,
                                       profpass__object *object);
profpass_status profpass__marshal_dict_end(profpass__marshal *m, bool *end);

/* Read an integer from 0 to 2^64 - 1; True and False are 1 and 0. */
profpass_status profpass__marshal_count(profpass__marshal *m, const char *what,
                                        uint64_t *value);

/* Read a finite float, or an integer as one. */
profpass_status profpass__marshal_number(profpass__marshal *m, const char *what,
                                         double *value);

/* Enter text, and check that it is text and holds no NUL. Nothing is read if
 * its reference has a value: *text is empty then. */
profpass_status profpass__marshal_string(profpass__marshal *m, const char *what,
                                         profpass__object *object,
                                         profpass__marshal_text *text);

#endif
