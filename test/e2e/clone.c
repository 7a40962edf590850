// A process made by the bare system call runs no fork handlers: it shares the
// file with its parent, and what it does counts there; neither is harmed.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check --untimed
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check --untimed
// RUN: test ! -e %t.prof.1
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

PROFILE static void work(void) {}

PROFILE static void child(void)
{
    for (int i = 0; i < 10; i++)
        work();
    _exit(9);
}

PROFILE int main(void)
{
    work();
    long pid = syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
    if (pid == 0)
        child();
    int status;
    waitpid((pid_t)pid, &status, 0);
    work();
    return WEXITSTATUS(status) == 9 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function child calls=1
// CHECK: function work calls=12
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> work calls=2
// CHECK: edge main -> child calls=1
// CHECK: edge child -> work calls=10
