// Whatever signal ends the program, the shell is told so, and profpass run knows
// it afterwards.
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t
// RUN: for s in 6 8 9 11 13 15 24 31; do rm -f %t.prof* && env PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof %t $s 2>%t.err; test $? -eq $((128 + s)) && test ! -s %t.err && %check || exit 1; done
// RUN: for s in 6 11 13 24; do rm -f %t.prof* && env PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof %profpass run -o %t.dat %t $s 2>%t.err; test $? -eq $((128 + s)) && %profpass export --format=json %t.prof | grep "\"end\":\"signal $s\"" > %t.found || exit 1; done
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

PROFILE static void die(int number)
{
    static volatile int zero;
    int ends[2];
    struct rlimit limit = {0, 0};
    setrlimit(RLIMIT_CORE, &limit);
    if (number == SIGSEGV)
        *(volatile int *)8 = 1;
    if (number == SIGFPE)
        zero = 1 / zero;
    if (number == SIGPIPE && pipe(ends) == 0 && close(ends[0]) == 0)
        zero = (int)write(ends[1], "x", 1);
    raise(number);
}

PROFILE int main(int argc, char **argv)
{
    void *volatile kept = malloc(7);
    die(atoi(argv[argc - 1]));
    return kept == NULL;
}

// CHECK: vary what a division by zero does is up to the compiler
// CHECK: end running
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> die calls=1
// CHECK: heap allocations=1 live=7
