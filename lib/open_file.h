/* open_file.h - regular files, opened and read with our words for failures */
#ifndef PROFPASS_OPEN_FILE_H
#define PROFPASS_OPEN_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "profpass/stats.h"

/* Open a file to read; the caller closes *fd. EIO: it cannot be opened;
 * EFORMAT: it is no regular file, thus not `what` ("a profile"). */
profpass_status profpass__open_file(const char *path, const char *what, int *fd,
                                    uint64_t *n_bytes, profpass_error *err);

/* Read the first n_bytes of a file; false if it has fewer. */
bool profpass__read_bytes(int fd, void *bytes, size_t n_bytes);

/* Read a whole file into pages of its size, which the caller frees. */
profpass_status profpass__read_pages(int fd, size_t n_bytes, uint8_t **bytes,
                                     profpass_error *err);

#endif
