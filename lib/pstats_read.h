/* pstats_read.h - Python's pstats files: docs/pstats-format.md */
#ifndef PROFPASS_PSTATS_READ_H
#define PROFPASS_PSTATS_READ_H

#include <stddef.h>
#include <stdint.h>

#include "pstats_begin.h"
#include "stats_table.h"

/* Read one into an empty builder; the bytes are not needed afterwards. EFORMAT:
 * err says what is at which byte, and what is expected there; the builder is to
 * be abandoned. Time and memory are linear in n_bytes. */
profpass_status profpass__pstats_read(const uint8_t *bytes, size_t n_bytes,
                                      profpass__stats_builder *b,
                                      profpass_error *err);

#endif
