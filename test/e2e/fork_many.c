// Many children at once: each file is complete, none is written by two.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %check_file --profiles 20 --prefix CHILD %s %t.prof.*
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
// RUN: %check_file --profiles 20 --prefix CHILD %s %t.prof.*
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

enum { N = 20 };

PROFILE static void work(void)
{
    free(malloc(64));
}

PROFILE static void live(void)
{
    for (int i = 0; i < 1000; i++)
        work();
    _exit(4);
}

PROFILE static int wait_for_all(void)
{
    int n = 0, status;
    while (wait(&status) > 0)
        n += WIFEXITED(status) && WEXITSTATUS(status) == 4;
    return n;
}

PROFILE int main(void)
{
    for (int i = 0; i < N; i++)
        if (fork() == 0)
            live();
    return wait_for_all() == N ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function wait_for_all calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> wait_for_all calls=1
// CHECK: heap allocations=0

// CHILD: end exit 4
// CHILD: function main calls=1
// CHILD: function live calls=1
// CHILD: function work calls=1000
// CHILD: edge outside -> main calls=1
// CHILD: edge main -> live calls=1
// CHILD: edge live -> work calls=1000
// CHILD: heap allocations=1000 frees=1000 allocated=64000 live=0 peak=64
