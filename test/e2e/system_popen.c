// system and popen run shells: their output and status come through, and the
// program's own profile is the only one.
// RUN: %profpass_cc -O0 %s -o %t && %run %t >%t.out && %check && test "$(cat %t.out)" = "by system"
// RUN: %profpass_cc -O2 %s -o %t && %run %t >%t.out && %check && test "$(cat %t.out)" = "by system"
// RUN: test ! -e %t.prof.1
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#define PROFILE __attribute__((profile))

PROFILE static int by_system(void)
{
    return WEXITSTATUS(system("echo by system; exit 6"));
}

PROFILE static int read_number(FILE *pipe)
{
    int number = 0;
    return fscanf(pipe, "%d", &number) == 1 ? number : -1;
}

PROFILE static int by_popen(void)
{
    FILE *pipe = popen("echo 42; exit 7", "r");
    int number = read_number(pipe);
    return WEXITSTATUS(pclose(pipe)) + number;
}

PROFILE int main(void)
{
    return by_system() == 6 && by_popen() == 49 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> by_system calls=1
// CHECK: edge main -> by_popen calls=1
// CHECK: edge by_popen -> read_number calls=1
// CHECK: heap live=0
