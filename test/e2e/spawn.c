// vfork with exec and posix_spawn leave the parent's profile alone.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
// RUN: test ! -e %t.prof.1
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

extern char **environ;

PROFILE static void by_vfork(void)
{
    pid_t pid = vfork();
    if (pid == 0) {
        execl("/bin/true", "true", (char *)NULL);
        _exit(127);
    }
    waitpid(pid, NULL, 0);
}

PROFILE static void by_spawn(void)
{
    char *arguments[] = {"true", NULL};
    pid_t pid;
    posix_spawn(&pid, "/bin/true", NULL, NULL, arguments, environ);
    waitpid(pid, NULL, 0);
}

PROFILE int main(void)
{
    by_vfork();
    by_spawn();
    return 0;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function by_vfork calls=1
// CHECK: function by_spawn calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> by_vfork calls=1
// CHECK: edge main -> by_spawn calls=1
