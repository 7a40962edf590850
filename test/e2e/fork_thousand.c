// Fifty forks (a thousand in the long run) of a process whose other threads allocate
// all the time: each child runs, allocates and has a profile (the last fifty are
// looked at); the parent's counts are its own.
// RUN: rm -f %t.prof* && %profpass_cc -O1 -fno-builtin -DFORKS=%often %s -o %t -pthread && %run %t && %check
// RUN: test $(ls %t.prof.* | wc -l) = %often
// RUN: %check_file --profiles 50 --prefix CHILD %s $(ls -t %t.prof.* | head -n 50)
#include <pthread.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

static int stop;

PROFILE static void *churn(void *argument)
{
    while (!__atomic_load_n(&stop, __ATOMIC_RELAXED))
        free(realloc(malloc(100), 3000));
    return argument;
}

PROFILE static void child(void)
{
    void *block = malloc(10);
    free(malloc(20));
    block = realloc(block, 30);
    _exit(block == NULL);
}

PROFILE static int forker(void)
{
    int n = 0, status;
    for (int i = 0; i < FORKS; i++) {
        pid_t pid = fork();
        if (pid == 0)
            child();
        n += waitpid(pid, &status, 0) == pid && status == 0;
    }
    return n;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, churn, NULL);
    int n = forker();
    __atomic_store_n(&stop, 1, __ATOMIC_RELAXED);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return n == FORKS ? 0 : 1;
}

// CHECK: vary the threads race
// CHECK: end exit 0
// CHECK: function churn calls=2 net=0
// CHECK: function forker calls=1 net=0
// CHILD: end exit 0
// CHILD: function forker calls=1
// CHILD: function child calls=1 net=30
// CHILD: heap allocations=3 frees=2 allocated=60
