// An exec that fails changes nothing: errno is its own, the run goes on, and all
// of it is in one profile.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
// RUN: test ! -e %t.prof.1
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

static int n_right;

PROFILE static void work(void)
{
    free(malloc(8));
}

PROFILE static void try(const char *path, int error)
{
    char *none[] = {NULL};
    work();
    errno = 0;
    execve(path, none, none);
    n_right += errno == error;
    work();
}

PROFILE int main(void)
{
    try("/nowhere/to/be/found", ENOENT);
    try("/", EACCES);
    try("/dev/null", EACCES);
    try("/dev/null/x", ENOTDIR);
    work();
    return n_right == 4 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> try calls=4
// CHECK: edge main -> work calls=1
// CHECK: edge try -> work calls=8
// CHECK: heap allocations=9 frees=9 allocated=72 live=0 peak=8
