/* gzip.h - a sink that compresses what it passes on (RFC 1952)
 *
 *     profpass__gzip gzip;
 *     status = profpass__gzip_init(&gzip, sink, err);
 *     profpass__gzip_put(&gzip, bytes, n_bytes);
 *     status = profpass__gzip_done(&gzip, err);
 *
 * The file has no name and no date: the same bytes compress to the same bytes.
 * For programs of their own: zlib takes its memory from malloc.
 */
#ifndef PROFPASS_GZIP_H
#define PROFPASS_GZIP_H

#define ZLIB_CONST /* input is not written to */
#include <zlib.h>

#include "profpass/stats.h"

typedef struct profpass__gzip {
    const profpass_sink *sink;
    int error; /* errno value of the first failure, 0 if none */
    z_stream zlib;
    unsigned char buffer[16384];
} profpass__gzip;

/* ENOMEM; then done must not be called. */
profpass_status profpass__gzip_init(profpass__gzip *gzip,
                                    const profpass_sink *sink,
                                    profpass_error *err);

/* Compress bytes. A failure sticks: what follows is swallowed. */
void profpass__gzip_put(profpass__gzip *gzip, const uint8_t *bytes,
                        size_t n_bytes);

/* Write what is left and free the memory. EIO if the sink ever failed. */
profpass_status profpass__gzip_done(profpass__gzip *gzip, profpass_error *err);

#endif
