// A forked child and a program that is executed add their tables to the same
// file as the parent, each under a line of its own; %p gives each its own file.
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && rm -rf %t.dir && mkdir %t.dir && cd %t.dir
// RUN: env PROFPASS_OPTIONS=report=none:output=p.prof %t
// RUN: test "$(grep -c '^Run: ' all.log)" = 3 && test "$(grep -c '^Function: all ' all.log)" = 3
// RUN: test "$(cat all.log *.own.*.log | grep '^Run: ' | sort | uniq -c | grep -c '^ *2 ')" = 3
// RUN: for log in *.own.*.log; do echo "${log##*own.} $(sed -n 1p $log | cut -d' ' -f4)"; done | sed 's/.log / /;s/,$//' >pids
// RUN: test "$(wc -l <pids)" -eq 3 && awk '$1 != $2 { exit 1 }' pids
// RUN: grep -h '^Function: all ' all.log | sort | %FileCheck %s
#include <sys/wait.h>
#include <unistd.h>

__attribute__((profile("stream=all.log"))) static void all(void) {}
__attribute__((profile("stream=%e.own.%p.log"))) static void own(void) {}

static void times(int n)
{
    while (n-- > 0) {
        all();
        own();
    }
}

static int child(char *executes)
{
    pid_t pid = fork();
    if (pid == 0) {
        if (executes)
            execl(executes, executes, "again", (char *)0);
        times(2);
        return -1;
    }
    int status;
    return waitpid(pid, &status, 0) == pid ? status : 1;
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        times(5);
        return 0;
    }
    times(1);
    int status = child((char *)0);
    return status < 0 ? 0 : status + child(argv[0]);
}

// CHECK: Function: all (1 call,
// CHECK: Function: all (2 calls,
// CHECK: Function: all (5 calls,
