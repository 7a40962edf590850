// A program executed without any environment, and even without a name, records
// under the default name in its directory.
// RUN: %profpass_cc -O0 %s -o %t && rm -rf %t.dir && mkdir %t.dir && cd %t.dir && %run %t 2>%t.err && %check
// RUN: %check_file --untimed --profiles 1 --prefix SECOND %s %t.dir/profpass.*.prof
// RUN: grep -q 'profile written to profpass\.exec_empty' %t.err
// RUN: %profpass_cc -O2 %s -o %t && rm -rf %t.dir && mkdir %t.dir && cd %t.dir && %run %t 2>%t.err && %check
// RUN: %check_file --untimed --profiles 1 --prefix SECOND %s %t.dir/profpass.*.prof
#include <unistd.h>

#define PROFILE __attribute__((profile))

extern char **environ;

PROFILE static void first(char *path)
{
    char *none[] = {NULL};
    execve(path, none, none);
}

PROFILE static void second(void) {}

PROFILE int main(int argc, char **argv)
{
    if (environ != NULL && environ[0] != NULL)
        first(argv[0]);
    second();
    return argc <= 1 ? 0 : 1;
}

// CHECK: end running
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> first calls=1

// SECOND: end exit 0
// SECOND: edge outside -> main calls=1
// SECOND: edge main -> second calls=1
