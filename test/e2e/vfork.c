// The child of vfork runs in its parent's memory: what it calls counts there, it
// ends nothing, and the parent goes on where it was.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
// RUN: test ! -e %t.prof.1
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

PROFILE __attribute__((noinline)) static void work(void) {}

PROFILE __attribute__((noinline)) static void leave(void)
{
    work();
    _exit(5);
}

PROFILE __attribute__((noinline)) static void fail_to_exec(void)
{
    execl("/nowhere/to/be/found", "it", (char *)NULL);
    leave();
}

PROFILE static int by_exit(void)
{
    pid_t pid = vfork();
    if (pid == 0)
        leave();
    int status;
    waitpid(pid, &status, 0);
    work();
    return WEXITSTATUS(status);
}

PROFILE static int by_exec(void)
{
    pid_t pid = vfork();
    if (pid == 0)
        fail_to_exec();
    int status;
    waitpid(pid, &status, 0);
    work();
    return WEXITSTATUS(status);
}

PROFILE int main(void)
{
    int sum = 0;
    for (int i = 0; i < 10; i++)
        sum += by_exit() + by_exec();
    work();
    return sum == 100 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function by_exit calls=10
// CHECK: function by_exec calls=10
// CHECK: function fail_to_exec calls=10
// CHECK: function leave calls=20
// CHECK: function work calls=41
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> by_exit calls=10
// CHECK: edge main -> by_exec calls=10
// CHECK: edge by_exit -> leave calls=10
// CHECK: edge by_exec -> fail_to_exec calls=10
// CHECK: edge fail_to_exec -> leave calls=10
// CHECK: edge leave -> work calls=20
// CHECK: edge by_exit -> work calls=10
// CHECK: edge by_exec -> work calls=10
// CHECK: edge main -> work calls=1
