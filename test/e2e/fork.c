// The child of a fork has a profile of its own: what is open at the fork is
// entered anew there, what was before it belongs to the parent alone.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %check_file --prefix CHILD %s %t.prof.1
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
// RUN: %check_file --prefix CHILD %s %t.prof.1
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

PROFILE static void work(void) {}

PROFILE static int forker(char *block)
{
    pid_t pid = fork();
    if (pid == 0) {
        for (int i = 0; i < 3; i++)
            work();
        free(block);
        exit(7);
    }
    int status;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

PROFILE int main(void)
{
    char *block = malloc(1000);
    work();
    int status = forker(block);
    work();
    free(block);
    return status == 7 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function forker calls=1
// CHECK: function work calls=2
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> forker calls=1
// CHECK: edge main -> work calls=2
// CHECK: heap allocations=1 frees=1 allocated=1000 live=0 peak=1000

// CHILD: end exit 7
// CHILD: function main calls=1
// CHILD: function forker calls=1
// CHILD: function work calls=3
// CHILD: edge outside -> main calls=1
// CHILD: edge main -> forker calls=1
// CHILD: edge forker -> work calls=3
// CHILD: heap allocations=0 frees=1 allocated=0 live=0 peak=1000
