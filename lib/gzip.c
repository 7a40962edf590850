/* gzip.c - a sink that compresses what it passes on */
#include "gzip.h"

#include <limits.h>
#include <string.h>

#include "failure.h"

profpass_status profpass__gzip_init(profpass__gzip *gzip,
                                    const profpass_sink *sink,
                                    profpass_error *err)
{
    /* The largest window; 16 more asks for the frame of gzip. */
    enum { WINDOW_BITS = 15 + 16, MEMORY_LEVEL = 8 };
    gzip->sink = sink;
    gzip->error = 0;
    memset(&gzip->zlib, 0, sizeof gzip->zlib);
    if (deflateInit2(&gzip->zlib, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
                     WINDOW_BITS, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
        return profpass__fail_memory(err);
    return PROFPASS_OK;
}

/* Compress what zlib was given, all of it. */
static void deflate_all(profpass__gzip *gzip, int flush)
{
    do {
        gzip->zlib.next_out = gzip->buffer;
        gzip->zlib.avail_out = sizeof gzip->buffer;
        deflate(&gzip->zlib, flush);
        size_t n = sizeof gzip->buffer - gzip->zlib.avail_out;
        if (n != 0 && gzip->error == 0)
            gzip->error = gzip->sink->write(gzip->sink->context,
                                            (const char *)gzip->buffer, n);
    } while (gzip->zlib.avail_out == 0);
}

void profpass__gzip_put(profpass__gzip *gzip, const uint8_t *bytes,
                        size_t n_bytes)
{
    while (n_bytes != 0 && gzip->error == 0) {
        size_t n = n_bytes < UINT_MAX ? n_bytes : UINT_MAX;
        gzip->zlib.next_in = bytes;
        gzip->zlib.avail_in = (uInt)n;
        deflate_all(gzip, Z_NO_FLUSH);
        bytes += n;
        n_bytes -= n;
    }
}

profpass_status profpass__gzip_done(profpass__gzip *gzip, profpass_error *err)
{
    gzip->zlib.avail_in = 0;
    if (gzip->error == 0)
        deflate_all(gzip, Z_FINISH);
    deflateEnd(&gzip->zlib);
    if (gzip->error == 0)
        return PROFPASS_OK;
    return profpass__fail(err, PROFPASS_EIO, PROFPASS__NO_OFFSET,
                          "the output cannot be written: error %d",
                          gzip->error);
}
