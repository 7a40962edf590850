/* kept.h - what a writer writes, kept whole
 *
 *     kept_text t = {0};
 *     const profpass_sink sink = {keep, &t};
 *     … t.bytes[0 … t.n_bytes - 1] …   free(t.bytes);
 */
#ifndef PROFPASS_TEST_KEPT_H
#define PROFPASS_TEST_KEPT_H

#include <stdlib.h>
#include <string.h>

typedef struct kept_text {
    char *bytes;
    size_t n_bytes, capacity;
} kept_text;

/* profpass_sink.write; aborts without memory. */
static inline int keep(void *context, const char *bytes, size_t n_bytes)
{
    kept_text *t = context;
    if (t->n_bytes + n_bytes > t->capacity) {
        t->capacity = 2 * (t->n_bytes + n_bytes);
        t->bytes = realloc(t->bytes, t->capacity);
        if (t->bytes == NULL)
            abort();
    }
    memcpy(t->bytes + t->n_bytes, bytes, n_bytes);
    t->n_bytes += n_bytes;
    return 0;
}

#endif
