/* kill_random.c - a program that runs until it is killed, and keeps count
 *
 *     kill_random COUNTS single|threads|fork
 *
 * COUNTS is a file of `struct count`, one a process, that outlives it.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

enum { N_PROCESSES = 4096, N_THREADS = 3, N_CALLS = 3000 };

struct count {
    unsigned long pid, calls, allocations, frees;
};

static struct count *counts, *own;

static void step(unsigned long *number)
{
    __atomic_fetch_add(number, 1, __ATOMIC_RELAXED);
}

PROFILE __attribute__((noinline)) static void work(unsigned depth)
{
    step(&own->calls);
    char *volatile block = malloc(16 + depth);
    step(&own->allocations);
    if (depth > 0)
        work(depth - 1);
    free(block);
    step(&own->frees);
}

PROFILE static void *work_forever(void *argument)
{
    for (;;)
        work(3);
    return argument;
}

PROFILE static void fork_forever(void)
{
    for (unsigned i = 1; i < N_PROCESSES; i++) {
        if (fork() == 0) {
            own = &counts[i];
            own->pid = (unsigned long)getpid();
            for (int j = 0; j < N_CALLS; j++)
                work(3);
            _exit(0);
        }
        work(3);
        if (i % 4 == 0)
            while (wait(NULL) > 0)
                continue;
    }
}

PROFILE int main(int argc, char **argv)
{
    (void)argc;
    int fd = open(argv[1], O_RDWR);
    counts = mmap(NULL, N_PROCESSES * sizeof *counts, PROT_READ | PROT_WRITE,
                  MAP_SHARED, fd, 0);
    close(fd);
    own = &counts[0];
    own->pid = (unsigned long)getpid();
    if (strcmp(argv[2], "fork") == 0)
        fork_forever();
    pthread_t thread;
    for (int i = 1; strcmp(argv[2], "threads") == 0 && i < N_THREADS; i++)
        pthread_create(&thread, NULL, work_forever, NULL);
    work_forever(NULL);
}
