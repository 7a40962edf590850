/* rt_system.h - mappings and files of our own, asked of the kernel itself
 *
 * By its name, mmap may be our stand-in: in a static program each call of it
 * is, and in one that we are linked into those that share its slot. What we map
 * is not the program's.
 *
 * ThreadSanitizer has to know that an address means new memory; its names lead
 * to nobody's stand-in either.
 *
 * Nor are open, read and close libc's for sure: a program may bring its own,
 * with probes, that would come back to us in the middle of what we do; and
 * they are points where a thread may be cancelled, which malloc is not.
 */
#ifndef PROFPASS_RT_SYSTEM_H
#define PROFPASS_RT_SYSTEM_H

#include <fcntl.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#ifdef __SANITIZE_THREAD__
void *__interceptor_mmap(void *, size_t, int, int, int, off_t);
int __interceptor_munmap(void *, size_t);
#define rt_mmap   __interceptor_mmap
#define rt_munmap __interceptor_munmap

#else

static inline void *rt_mmap(void *address, size_t n_bytes, int protection,
                            int flags, int fd, off_t offset)
{
    return (void *)syscall(SYS_mmap, address, n_bytes, protection, flags, fd,
                           offset);
}

static inline int rt_munmap(void *address, size_t n_bytes)
{
    return (int)syscall(SYS_munmap, address, n_bytes);
}

#endif

static inline void *rt_mremap(void *address, size_t n_bytes, size_t n_new,
                              int flags, void *target)
{
    return (void *)syscall(SYS_mremap, address, n_bytes, n_new, flags, target);
}

static inline int rt_open_to_read(const char *path)
{
    return (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
}

static inline ssize_t rt_read(int fd, void *bytes, size_t n_bytes)
{
    return syscall(SYS_read, fd, bytes, n_bytes);
}

static inline void rt_close(int fd)
{
    syscall(SYS_close, fd);
}

/* Read a file from its beginning, as far as there is room. Returns how many
 * bytes; -1 with errno if it cannot be opened. */
ssize_t rt_read_file(const char *path, void *bytes, size_t n_bytes)
    __attribute__((visibility("hidden")));

#endif
