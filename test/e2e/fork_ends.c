// However a child ends, the parent is told the same, and the child's profile
// knows it.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %check_file --prefix EXIT %s %t.prof.1
// RUN: %check_file --prefix UNDERSCORE %s %t.prof.2
// RUN: %check_file --prefix ABORT %s %t.prof.3
// RUN: %check_file --prefix SIGNAL %s %t.prof.4
// RUN: %check_file --prefix EXEC %s %t.prof.5
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
// RUN: %check_file --prefix EXIT %s %t.prof.1
// RUN: %check_file --prefix UNDERSCORE %s %t.prof.2
// RUN: %check_file --prefix ABORT %s %t.prof.3
// RUN: %check_file --prefix SIGNAL %s %t.prof.4
// RUN: %check_file --prefix EXEC %s %t.prof.5
// RUN: test ! -e %t.prof.6
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

PROFILE static void by_exit(void)
{
    exit(11);
}

PROFILE static void by_underscore(void)
{
    _exit(12);
}

PROFILE static void by_abort(void)
{
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    abort();
}

PROFILE static void by_signal(void)
{
    raise(SIGTERM);
}

PROFILE static void by_exec(void)
{
    execl("/bin/sh", "sh", "-c", "exit 13", (char *)NULL);
}

PROFILE static int status_of(void (*end)(void))
{
    int status;
    pid_t pid = fork();
    if (pid == 0)
        end();
    waitpid(pid, &status, 0);
    return status;
}

PROFILE int main(void)
{
    int a = status_of(by_exit), b = status_of(by_underscore);
    int c = status_of(by_abort), d = status_of(by_signal);
    int e = status_of(by_exec);
    return WEXITSTATUS(a) == 11 && WEXITSTATUS(b) == 12 && c == SIGABRT &&
                   d == SIGTERM && WEXITSTATUS(e) == 13
               ? 0
               : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function status_of calls=5
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> status_of calls=5

// EXIT: end exit 11
// EXIT: edge outside -> main calls=1
// EXIT: edge main -> status_of calls=1
// EXIT: edge status_of -> by_exit calls=1

// UNDERSCORE: end exit 12
// UNDERSCORE: edge outside -> main calls=1
// UNDERSCORE: edge main -> status_of calls=1
// UNDERSCORE: edge status_of -> by_underscore calls=1

// ABORT: end signal 6
// ABORT: edge outside -> main calls=1
// ABORT: edge main -> status_of calls=1
// ABORT: edge status_of -> by_abort calls=1

// SIGNAL: end running
// SIGNAL: edge outside -> main calls=1
// SIGNAL: edge main -> status_of calls=1
// SIGNAL: edge status_of -> by_signal calls=1

// EXEC: end running
// EXEC: edge outside -> main calls=1
// EXEC: edge main -> status_of calls=1
// EXEC: edge status_of -> by_exec calls=1
