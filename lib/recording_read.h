/* recording_read.h - a recording from bytes of unknown origin */
#ifndef PROFPASS_RECORDING_READ_H
#define PROFPASS_RECORDING_READ_H

#include "profpass/recording.h"

/* As profpass_recording_open; the bytes are not needed afterwards. */
profpass_status profpass__recording_read(const uint8_t *bytes, size_t n_bytes,
                                         const profpass_recording **out,
                                         profpass_error *err);

#endif
