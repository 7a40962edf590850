// A program that becomes a daemon, by daemon() or by forking twice, is recorded
// to its end, in the directory where it was started.
// RUN: %profpass_cc -O0 %s -o %t && rm -rf %t.dir && mkdir %t.dir && cd %t.dir
// RUN: cd %t.dir && env PROFPASS_OPTIONS=clock=step:report=none:output=once.prof %t 3 | wc -c | grep -qx 2
// RUN: cd %t.dir && env PROFPASS_OPTIONS=clock=step:report=none:output=twice.prof %t twice 3 | wc -c | grep -qx 2
// RUN: %check_file --prefix LEAVES %s %t.dir/once.prof && %check_file --prefix STAYS %s %t.dir/once.prof.1
// RUN: %check_file --prefix OUTER %s %t.dir/twice.prof && %check_file --prefix MIDDLE %s %t.dir/twice.prof.1 && %check_file --prefix INNER %s %t.dir/twice.prof.2
// RUN: %profpass_cc -O2 %s -o %t && rm -rf %t.dir && mkdir %t.dir && cd %t.dir
// RUN: cd %t.dir && env PROFPASS_OPTIONS=clock=step:report=none:output=once.prof %t 3 | wc -c | grep -qx 2
// RUN: cd %t.dir && env PROFPASS_OPTIONS=clock=step:report=none:output=twice.prof %t twice 3 | wc -c | grep -qx 2
// RUN: %check_file --prefix LEAVES %s %t.dir/once.prof && %check_file --prefix STAYS %s %t.dir/once.prof.1
// RUN: %check_file --prefix OUTER %s %t.dir/twice.prof && %check_file --prefix MIDDLE %s %t.dir/twice.prof.1 && %check_file --prefix INNER %s %t.dir/twice.prof.2
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

PROFILE static void serve(int out)
{
    if (write(out, "ok", 2) != 2)
        exit(1);
}

PROFILE static void once(void)
{
    if (daemon(0, 0) != 0)
        exit(1);
}

PROFILE static void twice(void)
{
    if (fork() != 0)
        _exit(0);
    setsid();
    if (fork() != 0)
        _exit(0);
    if (chdir("/") != 0)
        exit(1);
}

/* The pipe stays open until the daemon ends: its reader waits for it. */
PROFILE int main(int argc, char **argv)
{
    (void)argv;
    int out = dup(STDOUT_FILENO);
    if (argc > 2)
        twice();
    else
        once();
    serve(out);
    return 0;
}

// LEAVES: end exit 0
// LEAVES: edge outside -> main calls=1
// LEAVES: edge main -> once calls=1

// STAYS: end exit 0
// STAYS: edge outside -> main calls=1
// STAYS: edge main -> once calls=1
// STAYS: edge main -> serve calls=1

// OUTER: end exit 0
// OUTER: edge outside -> main calls=1
// OUTER: edge main -> twice calls=1

// MIDDLE: end exit 0
// MIDDLE: edge outside -> main calls=1
// MIDDLE: edge main -> twice calls=1

// INNER: end exit 0
// INNER: edge outside -> main calls=1
// INNER: edge main -> twice calls=1
// INNER: edge main -> serve calls=1
