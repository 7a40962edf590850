/* python_repr.h - values as Python's repr() writes them: 0.3, 'a\\b' */
#ifndef PROFPASS_PYTHON_REPR_H
#define PROFPASS_PYTHON_REPR_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

/* A text that grows in an arena. */
typedef struct profpass__repr {
    profpass__arena *arena;
    char *text;
    size_t n, room;
    bool has_failed; /* for want of memory: what follows is dropped */
} profpass__repr;

void profpass__repr_puts(profpass__repr *r, const char *string);

/* The shortest digits that make this number again. */
void profpass__repr_double(profpass__repr *r, double value);

/* In quotes; what cannot be printed is escaped. */
void profpass__repr_string(profpass__repr *r, const char *string);

/* The text so far; never NULL. */
const char *profpass__repr_text(const profpass__repr *r);

#endif
