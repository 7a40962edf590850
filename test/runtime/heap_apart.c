/* heap_apart.c - memory apart from the heap, in a program without probes
 *
 *     mapped   8 pages less 2, by a pointer to mmap as well as by name; 100
 *              bytes of the break: 24676 of 32868 bytes, 2 blocks
 *     stacks   two of 64 KiB, one at a time
 *     a file's pages, and what malloc maps for a large block, are neither
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static __typeof__(mmap) *volatile map = mmap;

static void *nothing(void *argument)
{
    return argument;
}

static int make_thread(void)
{
    pthread_t thread;
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    int error = pthread_create(&thread, &small, nothing, NULL);
    return error != 0 ? error : pthread_join(thread, NULL);
}

int main(void)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS;
    char *a = map(NULL, 7 * 4096, PROT_READ | PROT_WRITE, flags, -1, 0);
    char *b = mmap(NULL, 1, PROT_READ | PROT_WRITE, flags, -1, 0);
    int file = open("/proc/self/exe", O_RDONLY);
    void *c = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, file, 0);
    int bad = sbrk(100) == (void *)-1 || c == MAP_FAILED || *b != 0;
    bad |= munmap(a, 4096) | munmap(b, 4096) | munmap(c, 4096);
    free(malloc(1 << 20));
    return bad | make_thread() | make_thread();
}
