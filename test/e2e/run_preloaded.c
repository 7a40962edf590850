// profpass run sees the program's heap from its first allocation, passes the exit
// status through, and knows how a killed program ended.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS=report=none:output=%t.prof %profpass run -o %t.dat -- %t; test $? -eq 9
// RUN: %check
// RUN: env PROFPASS_OPTIONS=report=none:output=%t.killed.prof %profpass run -o %t.dat %t kill; test $? -eq 143
// RUN: %check_file --prefix KILLED %s %t.killed.prof
// RUN: %cc -O0 -w -fno-builtin %s -o %t.plain && rm -f %t.plain.prof*
// RUN: env PROFPASS_OPTIONS=report=none:output=%t.plain.prof %profpass run -o %t.dat %t.plain; test $? -eq 9
// RUN: %check_file --prefix PLAIN %s %t.plain.prof
#include <signal.h>
#include <stdlib.h>

static void *early;

__attribute__((constructor)) static void before_main(void)
{
    early = malloc(123);
}

__attribute__((profile)) int main(int argc, char **argv)
{
    (void)argv;
    free(early);
    if (argc > 1)
        raise(SIGTERM);
    free(malloc(77)); //@ allocations=1 allocated=77
    return 9;
}

// CHECK: end exit 9
// CHECK: function main calls=1
// CHECK: heap allocations=2 frees=2 allocated=200 live=0 peak=123
// CHECK: unattributed allocations=1 allocated=123

// KILLED: end signal 15
// KILLED: function main calls=1

// PLAIN: end exit 9
// PLAIN: heap allocations=2 frees=2 allocated=200 live=0 peak=123
// PLAIN: unattributed allocations=2
