/* sink_stream.c - a sink that appends to a stdio stream
 *
 * Apart from the rest, because it alone needs stdio: the runtime, which links
 * the library's objects, has sinks of its own.
 */
#include <errno.h>

#include "profpass/stats.h"

static int write_stream(void *context, const char *bytes, size_t n_bytes)
{
    if (fwrite(bytes, 1, n_bytes, context) == n_bytes)
        return 0;
    return errno != 0 ? errno : EIO;
}

profpass_sink profpass_sink_to_stream(FILE *stream)
{
    return (profpass_sink){.write = write_stream, .context = stream};
}
