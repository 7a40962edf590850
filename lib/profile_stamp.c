/* profile_stamp.c - write the end of a killed process into its profile
 *
 *     header: … | end_kind u32 | end_value u32 | …
 *                 0 ──▶ 1, 2     status, signal
 *
 * The two fields are neighbours and written by one pwrite: a reader sees both
 * or none. This is the one place outside the runtime that writes a profile.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "profpass/format.h"
#include "profpass/stats.h"

_Static_assert(offsetof(profpass_header, end_value) ==
                   offsetof(profpass_header, end_kind) + 4,
               "written together");

/* What the stamp looks at: the header up to end_value. */
enum { N_HEAD = offsetof(profpass_header, end_value) + 4 };

static uint32_t load(const unsigned char *bytes, size_t n)
{
    uint32_t value = 0;
    for (size_t i = n; i-- > 0;)
        value = value << 8 | bytes[i];
    return value;
}

static void store_u32(unsigned char *bytes, uint32_t value)
{
    for (size_t i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(value >> (8 * i));
}

static profpass_status fail(profpass_error *err, profpass_status status,
                            uint64_t offset, const char *what)
{
    if (err != NULL) {
        err->status = status;
        err->offset = offset;
        snprintf(err->message, sizeof err->message, "%s", what);
    }
    return status;
}

/* Check that these are the first bytes of a profile of the process. */
static profpass_status check_head(const unsigned char head[N_HEAD],
                                  uint32_t pid, profpass_error *err)
{
    if (memcmp(head, PROFPASS_MAGIC, 8) != 0)
        return fail(err, PROFPASS_EFORMAT, 0, "not a profile of profpass");
    if (load(head + offsetof(profpass_header, major), 2) >
        PROFPASS_FORMAT_MAJOR)
        return fail(err, PROFPASS_EVERSION, offsetof(profpass_header, major),
                    "a profile of a newer version");
    if (load(head + offsetof(profpass_header, pid), 4) != pid)
        return fail(err, PROFPASS_ENOTFOUND, offsetof(profpass_header, pid),
                    "a profile of another process");
    return PROFPASS_OK;
}

static profpass_status stamp(int fd, uint32_t pid, uint32_t kind,
                             uint32_t value, profpass_error *err)
{
    unsigned char head[N_HEAD];
    const size_t at = offsetof(profpass_header, end_kind);
    ssize_t n = pread(fd, head, sizeof head, 0);
    if (n < 0)
        return fail(err, PROFPASS_EIO, 0, strerror(errno));
    if ((size_t)n < sizeof head)
        return fail(err, PROFPASS_EFORMAT, (uint64_t)n,
                    "too short for a profile");
    profpass_status status = check_head(head, pid, err);
    if (status != PROFPASS_OK || load(head + at, 4) != PROFPASS_END_NONE)
        return status;
    store_u32(head + at, kind);
    store_u32(head + at + 4, value);
    if (pwrite(fd, head + at, 8, (off_t)at) != 8)
        return fail(err, PROFPASS_EIO, at, strerror(errno));
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
        return fail(err, PROFPASS_EINVAL, UINT64_MAX,
                    "the process has not ended");
    }
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return fail(err, PROFPASS_EIO, UINT64_MAX, strerror(errno));
    profpass_status status = stamp(fd, pid, kind, value, err);
    close(fd);
    return status;
}
