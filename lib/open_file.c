/* open_file.c - regular files, opened and read with our words for failures */
#define _DEFAULT_SOURCE
#include "open_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "failure.h"

profpass_status profpass__open_file(const char *path, const char *what, int *fd,
                                    uint64_t *n_bytes, profpass_error *err)
{
    /* O_NONBLOCK: a pipe would wait for its writer. */
    int opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat st;
    if (opened >= 0 && fstat(opened, &st) == 0 && S_ISREG(st.st_mode)) {
        *fd = opened;
        *n_bytes = (uint64_t)st.st_size;
        return PROFPASS_OK;
    }
    int why = errno;
    if (opened < 0)
        return profpass__fail(err, PROFPASS_EIO, PROFPASS__NO_OFFSET,
                              "cannot be opened: %s",
                              why == ENOENT   ? "no such file"
                              : why == EACCES ? "permission denied"
                                              : "input or output error");
    bool is_directory = fstat(opened, &st) == 0 && S_ISDIR(st.st_mode);
    close(opened);
    return profpass__fail(err, PROFPASS_EFORMAT, PROFPASS__NO_OFFSET,
                          "not %s: %s", what,
                          is_directory ? "a directory" : "not a regular file");
}

bool profpass__read_bytes(int fd, void *bytes, size_t n_bytes)
{
    for (size_t n = 0; n < n_bytes;) {
        ssize_t got = pread(fd, (char *)bytes + n, n_bytes - n, (off_t)n);
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        n += got > 0 ? (size_t)got : 0;
    }
    return true;
}

profpass_status profpass__read_pages(int fd, size_t n_bytes, uint8_t **bytes,
                                     profpass_error *err)
{
    uint8_t *pages = profpass__pages_new(n_bytes);
    if (pages == NULL)
        return profpass__fail_memory(err);
    if (profpass__read_bytes(fd, pages, n_bytes)) {
        *bytes = pages;
        return PROFPASS_OK;
    }
    profpass__pages_free(pages, n_bytes);
    return profpass__fail(err, PROFPASS_EIO, PROFPASS__NO_OFFSET,
                          "cannot be read to its end");
}
