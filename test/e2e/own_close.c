// A program may stand in for functions of libc that the runtime needs, too, and
// have them profiled: what the runtime does for itself does not go through them.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t -pthread -ldl && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t -pthread -ldl && %run %t && %check
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/types.h>

#define PROFILE __attribute__((profile))

int close(int fd);
ssize_t read(int fd, void *bytes, size_t n_bytes);

static void *real(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

PROFILE int close(int fd)
{
    return ((int (*)(int))real("close"))(fd);
}

PROFILE ssize_t read(int fd, void *bytes, size_t n_bytes)
{
    return ((ssize_t(*)(int, void *, size_t))real("read"))(fd, bytes, n_bytes);
}

PROFILE static void *work(void *argument)
{
    char byte;
    int fd = open("/dev/zero", O_RDONLY);
    read(fd, &byte, 1);
    close(fd);
    return argument;
}

PROFILE int main(void)
{
    pthread_t threads[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    work(NULL);
    return 0;
}
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> work calls=1
// CHECK: edge outside -> work calls=3
// CHECK: edge work -> read calls=4
// CHECK: edge work -> close calls=4
