/* rt_system.c - files of the kernel's, read for ourselves */
#define _GNU_SOURCE
#include "rt_system.h"

ssize_t rt_read_file(const char *path, void *bytes, size_t n_bytes)
{
    int fd = rt_open_to_read(path);
    if (fd < 0)
        return -1;
    size_t used = 0;
    for (ssize_t n; used < n_bytes; used += (size_t)n) {
        n = rt_read(fd, (char *)bytes + used, n_bytes - used);
        if (n <= 0)
            break;
    }
    rt_close(fd);
    return (ssize_t)used;
}
