// A hundred programs started by vfork and exec, a hundred by posix_spawn: the depth
// of the caller's stack of calls is not moved by any, nor is its heap.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass dump %t.prof | grep -q "^thread 1 .* depth_peak=2 "
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

extern char **environ;
static char *const command[] = {"true", NULL};

static int ends_well(pid_t pid)
{
    int status = 1;
    return waitpid(pid, &status, 0) == pid && status == 0;
}

PROFILE __attribute__((noinline)) static int by_vfork(void)
{
    pid_t pid = vfork();
    if (pid == 0) {
        execv("/bin/true", command);
        _exit(127);
    }
    return ends_well(pid);
}

PROFILE __attribute__((noinline)) static int by_spawn(void)
{
    pid_t pid;
    return posix_spawn(&pid, "/bin/true", NULL, NULL, command, environ) == 0 &&
           ends_well(pid);
}

PROFILE int main(void)
{
    int n = 0;
    for (int i = 0; i < 100; i++)
        n += by_vfork() + by_spawn();
    free(malloc(10)); //@ allocations=1 allocated=10
    return n == 200 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> by_vfork calls=100
// CHECK: edge main -> by_spawn calls=100
// CHECK: heap allocations=1 frees=1 allocated=10 live=0
