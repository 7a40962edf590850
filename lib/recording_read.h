/* recording_read.h - a recording from bytes of unknown origin */
#ifndef PROFPASS_RECORDING_READ_H
#define PROFPASS_RECORDING_READ_H

#include "arena.h"
#include "profpass/recording.h"

/* What is handed out, and where it lives. */
typedef struct profpass__recording {
    profpass_recording shown; /* first: close gets its address */
    profpass__arena arena;
} profpass__recording;

/* Return an empty recording; NULL: no memory. It ends by
 * profpass_recording_close(&recording->shown). */
profpass__recording *profpass__recording_new(void);

/* Copy text into an arena; NULL: no memory. */
const char *profpass__copy_text(profpass__arena *arena, const char *text);

/* As profpass_recording_open; the bytes are not needed afterwards. */
profpass_status profpass__recording_read(const uint8_t *bytes, size_t n_bytes,
                                         const profpass_recording **out,
                                         profpass_error *err);

#endif
