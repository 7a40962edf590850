// A signal handler forks, and interrupts whatever ran, a probe too.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %check_file --profiles 8 --prefix CHILD %s %t.prof.*
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
// RUN: %check_file --profiles 8 --prefix CHILD %s %t.prof.*
#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

enum { N_FORKS = 8, N_CALLS = 1000000 };

static volatile sig_atomic_t n_forks, n_good;

PROFILE __attribute__((noinline)) static void after(void)
{
    free(malloc(17));
}

PROFILE static void on_alarm(int number)
{
    (void)number;
    if (n_forks == N_FORKS)
        return;
    n_forks++;
    pid_t pid = fork();
    if (pid == 0) {
        after();
        after();
        _exit(3);
    }
    int status;
    waitpid(pid, &status, 0);
    n_good += WIFEXITED(status) && WEXITSTATUS(status) == 3;
}

PROFILE static void work(void) {}

int main(void)
{
    struct itimerval often = {{0, 2000}, {0, 2000}}, never = {{0, 0}, {0, 0}};
    struct sigaction action = {.sa_handler = on_alarm};
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &often, NULL);
    for (int i = 0; i < N_CALLS; i++)
        work();
    while (n_forks < N_FORKS)
        pause();
    setitimer(ITIMER_REAL, &never, NULL);
    return n_good == N_FORKS ? 0 : 1;
}

// CHECK: vary a timer decides how often
// CHECK: end exit 0
// CHECK: function work calls=1000000
// CHECK: function on_alarm calls>=8

// CHILD: end exit 3
// CHILD: threads 1
// CHILD: heap allocations=2 frees=2 allocated=34
