// A program that limits its own memory, as a shell does by `ulimit`, can then use
// what it would have without the runtime.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %check_file --prefix CHILD %s %t.prof.1
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
// RUN: %check_file --prefix CHILD %s %t.prof.1
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

enum { MEBIBYTE = 1 << 20 };

PROFILE static int use(size_t n_bytes)
{
    char *block = malloc(n_bytes);
    if (block == NULL)
        return 1;
    memset(block, 1, n_bytes);
    free(block);
    return 0;
}

PROFILE int main(void)
{
    struct rlimit limit = {200 * MEBIBYTE, 200 * MEBIBYTE};
    if (setrlimit(RLIMIT_AS, &limit) != 0)
        return 2;
    int status, failed = use(100 * MEBIBYTE);
    if (fork() == 0)
        _exit(use(50 * MEBIBYTE) + 3);
    wait(&status);
    return WEXITSTATUS(status) == 3 ? failed : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> use calls=1
// CHECK: heap allocations=1 frees=1 allocated=104857600 live=0

// CHILD: end exit 3
// CHILD: edge outside -> main calls=1
// CHILD: edge main -> use calls=1
// CHILD: heap allocations=1 frees=1 allocated=52428800 live=0
