// A fork while other threads run probes and allocate: their locks are not
// inherited, and what they do is in the parent's profile alone.
// RUN: %profpass_cc -O0 -fno-builtin -pthread %s -o %t && %run %t && %check
// RUN: %check_file --profiles 10 --prefix CHILD %s %t.prof.*
// RUN: %profpass_cc -O2 -fno-builtin -pthread %s -o %t && %run %t && %check
// RUN: %check_file --profiles 10 --prefix CHILD %s %t.prof.*
#include <pthread.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

enum { N_THREADS = 3, N_FORKS = 10, N_MORE = 1000 };

static int stop;
static unsigned long rounds[N_THREADS];

PROFILE static void work(void)
{
    free(malloc(32));
}

PROFILE static void *worker(void *argument)
{
    unsigned long *n = argument;
    while (!__atomic_load_n(&stop, __ATOMIC_RELAXED) || *n < N_MORE) {
        work();
        ++*n;
    }
    return NULL;
}

PROFILE static void child(void)
{
    for (int i = 0; i < N_MORE; i++)
        work();
    exit(0);
}

PROFILE static int forker(void)
{
    int n = 0, status;
    for (int i = 0; i < N_FORKS; i++) {
        pid_t pid = fork();
        if (pid == 0)
            child();
        waitpid(pid, &status, 0);
        n += status == 0;
    }
    return n;
}

/* Make the number of calls one that can be written down. */
PROFILE static void fill_up(void)
{
    unsigned long n = rounds[0] + rounds[1] + rounds[2];
    for (; n < 3000000; n++)
        work();
}

PROFILE int main(void)
{
    pthread_t threads[N_THREADS];
    for (int i = 0; i < N_THREADS; i++)
        pthread_create(&threads[i], NULL, worker, &rounds[i]);
    int n = forker();
    __atomic_store_n(&stop, 1, __ATOMIC_RELAXED);
    for (int i = 0; i < N_THREADS; i++)
        pthread_join(threads[i], NULL);
    fill_up();
    return n == N_FORKS ? 0 : 1;
}

// CHECK: vary the threads race
// CHECK: end exit 0
// CHECK: threads 4
// CHECK: function main calls=1
// CHECK: function forker calls=1
// CHECK: function worker calls=3
// CHECK: function fill_up calls=1
// CHECK: function work calls=3000000
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> worker calls=3
// CHECK: edge main -> forker calls=1
// CHECK: edge main -> fill_up calls=1
// CHECK: edge worker -> work calls>=3000
// CHECK: edge fill_up -> work calls>=0

// CHILD: end exit 0
// CHILD: function main calls=1
// CHILD: function forker calls=1
// CHILD: function child calls=1
// CHILD: function work calls=1000
// CHILD: edge outside -> main calls=1
// CHILD: edge main -> forker calls=1
// CHILD: edge forker -> child calls=1
// CHILD: edge child -> work calls=1000
// CHILD: heap allocations=1000 frees=1000 allocated=32000
