// Nothing is lost, counted twice or waited for for ever while threads map, note and
// fork, and signal handlers do the same in the middle of it.
// RUN: %profpass_cc -O0 -fno-builtin -pthread -I%source_root/include %s -o %t && %run timeout 60 %t && %check_file %s %t.prof
// RUN: %profpass_cc -O2 -fno-builtin -pthread -I%source_root/include %s -o %t && %run timeout 60 %t && %check_file %s %t.prof
// CHECK: vary a timer
#include <errno.h>
#include <profpass/profpass.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE    ((size_t)4096)
#define N_TIMES 500
#define N_FORKS 20

static char pool[5][100];
static __thread int number;

static char *map(size_t n)
{
    return mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

PROFPASS_PROFILE static void handle(int signal)
{
    (void)signal;
    int saved = errno;
    char block;
    profpass_note_alloc(&block, 1);
    char *mapped = map(2 * PAGE);
    munmap(mapped + PAGE, PAGE);
    munmap(mapped, PAGE);
    profpass_note_free(&block);
    errno = saved;
}

PROFPASS_PROFILE static void *work(void *argument)
{
    number = *(int *)argument;
    for (int i = 0; i < N_TIMES; i++) {
        errno = 77;
        char *mapped = map(4 * PAGE);
        profpass_note_alloc(pool[number], 10);
        munmap(mapped + PAGE, PAGE);
        profpass_note_alloc(pool[number] + 10, 20);
        munmap(mapped, PAGE);
        munmap(mapped + 2 * PAGE, 2 * PAGE);
        profpass_note_free_range(pool[number], sizeof pool[number]);
        if (errno != 77)
            abort();
    }
    return argument;
}

PROFPASS_PROFILE static void divide(void)
{
    for (int i = 0; i < N_FORKS; i++) {
        pid_t child = fork();
        if (child == 0)
            _exit(munmap(map(PAGE), PAGE));
        int status;
        while (waitpid(child, &status, 0) != child)
            continue;
        if (status != 0)
            abort();
        if (vfork() == 0)
            _exit(munmap(map(PAGE), PAGE));
    }
}

PROFPASS_PROFILE int main(void)
{
    pthread_t threads[4];
    int numbers[4] = {1, 2, 3, 4};
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
    struct itimerval often = {{0, 200}, {0, 200}}, never = {{0, 0}, {0, 0}};
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &often, NULL);
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, work, &numbers[i]);
    divide();
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    setitimer(ITIMER_REAL, &never, NULL);
    return 0;
}

// CHECK: end exit 0
// CHECK: site mapped work 46 allocations=2000 allocated=32768000 frees=2000 freed=32768000
// CHECK: site pools work 47 allocations=2000 frees=2000
// CHECK: site pools work 49 allocations=2000 frees=2000 freed=40000
// CHECK: site mapped divide 71 allocations=20 frees=20
// CHECK: site mapped handle 34 allocations>=1 live=0
// CHECK: site stacks main 84 allocations=4 frees=4
// CHECK: account mapped live=0 live_blocks=0
// CHECK: site pools handle 33 allocations>=1 allocated>=1 live=0
// CHECK: account pools live=0 live_blocks=0
// CHECK: account stacks live=0 live_blocks=0
