/* fuzz_follow.c - can a profile that is followed hurt us?
 *
 * The bytes are a profile that appears in two halves and then changes, as if
 * its program were running.
 */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "profpass/follow.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes);

/* Look at what is told for the sanitizer's sake. */
static void swallow(void *context, const profpass_marked_calls *calls)
{
    size_t *sum = context;
    *sum += strlen(calls->name) + calls->level + (size_t)calls->n_calls;
    if (calls->leave_ns < calls->enter_ns)
        abort();
}

static void follow(int fd, const uint8_t *bytes, size_t n_bytes, bool midway)
{
    profpass_follow *f;
    profpass_moment now = {1000000, 2000, 3000};
    uint64_t live;
    size_t sum = 0;
    if (profpass_follow_new(fd, midway, &f, NULL) != PROFPASS_OK)
        return;
    profpass_follow_poll(f, &now, swallow, &sum, NULL);
    if (pwrite(fd, bytes, n_bytes, 0) < 0)
        abort();
    for (size_t at = 4096; at + 8 <= n_bytes; at += 8 + at / 32) {
        uint64_t counter;
        memcpy(&counter, bytes + at, sizeof counter);
        counter += 3;
        now.unix_ns += 1000;
        if (pwrite(fd, &counter, sizeof counter, (off_t)at) < 0)
            abort();
        profpass_follow_poll(f, &now, swallow, &sum, NULL);
    }
    profpass_follow_heap(f, &live);
    profpass_follow_end(f, &now, swallow, &sum, NULL);
    profpass_follow_free(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    for (int midway = 0; midway < 2; midway++) {
        int fd = memfd_create("profile", MFD_CLOEXEC);
        size_t half = n_bytes < 8192 ? n_bytes : n_bytes / 2;
        if (fd < 0 || pwrite(fd, bytes, half, 0) < 0 ||
            ftruncate(fd, (off_t)n_bytes) != 0)
            abort();
        follow(fd, bytes, n_bytes, midway != 0);
        close(fd);
    }
    return 0;
}
