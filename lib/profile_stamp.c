/* profile_stamp.c - write the end of a killed process into its profile
 *
 *     header: … | end_kind u32 | end_value u32 | …
 *                 0 ──▶ 1, 2     status, signal
 *
 * The two fields are neighbours and written by one pwrite: a reader sees both
 * or none. This is the one place outside the runtime that writes a profile.
 */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bytes.h"
#include "failure.h"
#include "profpass/format.h"

_Static_assert(offsetof(profpass_header, end_value) ==
                   offsetof(profpass_header, end_kind) + 4,
               "written together");

/* What the stamp looks at: the header up to end_value. */
enum { N_HEAD = offsetof(profpass_header, end_value) + 4 };

static void store_u32(uint8_t *at, uint32_t value)
{
    for (size_t i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> (8 * i));
}

/* Check that these are the first bytes of a profile of the process. */
static profpass_status check_head(const uint8_t head[N_HEAD], uint32_t pid,
                                  profpass_error *err)
{
    if (memcmp(head, PROFPASS_MAGIC, 8) != 0)
        return profpass__fail(err, PROFPASS_EFORMAT, 0,
                              "not a profile: it does not begin with "
                              "\"" PROFPASS_MAGIC "\"");
    uint16_t major = profpass__get(head, profpass_header, major);
    if (major > PROFPASS_FORMAT_MAJOR)
        return profpass__fail(err, PROFPASS_EVERSION,
                              offsetof(profpass_header, major),
                              "a profile of format %u, newer than %d", major,
                              PROFPASS_FORMAT_MAJOR);
    uint32_t owner = profpass__get(head, profpass_header, pid);
    if (owner != pid)
        return profpass__fail(err, PROFPASS_ENOTFOUND,
                              offsetof(profpass_header, pid),
                              "a profile of process %u, not %u", owner, pid);
    return PROFPASS_OK;
}

static profpass_status stamp(int fd, uint32_t pid, uint32_t kind,
                             uint32_t value, profpass_error *err)
{
    uint8_t head[N_HEAD];
    uint8_t *end = head + offsetof(profpass_header, end_kind);
    ssize_t n = pread(fd, head, sizeof head, 0);
    if (n < 0)
        return profpass__fail(err, PROFPASS_EIO, 0, "%s", strerror(errno));
    if ((size_t)n < sizeof head)
        return profpass__fail(err, PROFPASS_EFORMAT, (uint64_t)n,
                              "not a profile: only %zd bytes long", n);
    profpass_status status = check_head(head, pid, err);
    if (status != PROFPASS_OK ||
        profpass__get(head, profpass_header, end_kind) != PROFPASS_END_NONE)
        return status;
    store_u32(end, kind);
    store_u32(end + 4, value);
    n = pwrite(fd, end, 8, end - head);
    if (n != 8)
        return profpass__fail(err, PROFPASS_EIO, (uint64_t)(end - head), "%s",
                              n < 0 ? strerror(errno) : "written in part");
    return PROFPASS_OK;
}

profpass_status profpass_stamp_end(const char *path, uint32_t pid,
                                   int wait_status, profpass_error *err)
{
    uint32_t kind, value;
    if (WIFEXITED(wait_status)) {
        kind = PROFPASS_END_EXIT;
        value = (uint32_t)WEXITSTATUS(wait_status);
    } else if (WIFSIGNALED(wait_status)) {
        kind = PROFPASS_END_SIGNAL;
        value = (uint32_t)WTERMSIG(wait_status);
    } else {
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "the process has not ended");
    }
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return profpass__fail(err, PROFPASS_EIO, PROFPASS__NO_OFFSET, "%s",
                              strerror(errno));
    profpass_status status = stamp(fd, pid, kind, value, err);
    close(fd);
    return status;
}
