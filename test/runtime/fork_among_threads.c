/* fork_among_threads.c - a process forks while its threads allocate, call, and
 * make new contexts: each child's file is whole, and its laws hold
 */
// PROFILES: 13
// STDOUT: 0 went wrong
// CHILD: program end="exit 5"
// ABSENT: loss
#define _GNU_SOURCE
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probes.h"

enum { N = 60, N_THREADS = 3, N_FORKS = 12, DEPTH = 6 };

N_FUNCTIONS(N)
static volatile int stop;
static void *volatile kept;

static void *work(void *number)
{
    unsigned random = (unsigned)(uintptr_t)number;
    while (!stop) {
        profpass_frame *open[DEPTH];
        for (unsigned i = 0; i < DEPTH; i++) {
            random = random * 1103515245 + 12345;
            unsigned one = i * 5 + (random >> 28) % 3;
            open[i] = hooks.enter(&functions[one], stack_address());
            void *block = malloc(random >> 24);
            kept = block;
            free(block);
        }
        for (int i = DEPTH - 1; i >= 0; i--)
            hooks.exit(open[i]);
    }
    return NULL;
}

static int run_child(void)
{
    ENTER(1);
    pid_t id = fork();
    if (id == 0) {
        for (int i = 0; i < N; i++)
            hooks.exit(hooks.enter(&functions[i], stack_address()));
        kept = malloc(10);
        EXIT();
        exit(5);
    }
    int status = 0;
    waitpid(id, &status, 0);
    EXIT();
    return WIFEXITED(status) && WEXITSTATUS(status) == 5;
}

int main(void)
{
    for (unsigned i = 0; i < N; i++)
        name_function(functions, i, "f");
    attach();
    pthread_t ids[N_THREADS];
    for (uintptr_t i = 0; i < N_THREADS; i++)
        pthread_create(&ids[i], NULL, work, (void *)(i + 1));
    int n_wrong = 0;
    for (int i = 0; i < N_FORKS; i++)
        n_wrong += !run_child();
    stop = 1;
    for (int i = 0; i < N_THREADS; i++)
        pthread_join(ids[i], NULL);
    printf("%d went wrong\n", n_wrong);
    return 0;
}
