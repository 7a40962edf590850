// REQUIRES: root-mount
// A program that gives up its rights or its root directory after the start goes
// on with the file it has; a child that may not make one says so and runs.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && rm -rf %t.dir && mkdir -p %t.dir/root
// RUN: cd %t.dir && env PROFPASS_OPTIONS=clock=step:report=none:output=a.prof %t user 2>%t.err
// RUN: %check_file %s %t.dir/a.prof && %FileCheck --input-file %t.err %s --check-prefix SAYS
// RUN: cd %t.dir && env PROFPASS_OPTIONS=clock=step:report=none:output=b.prof %t root 2>%t.err
// RUN: %check_file %s %t.dir/b.prof && %FileCheck --input-file %t.err %s --check-prefix SAYS
// RUN: test "$(ls %t.dir | tr '\n' ' ')" = "a.prof b.prof root " && test -z "$(ls %t.dir/root)"
#define _GNU_SOURCE
#include <grp.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

PROFILE static void work(int n)
{
    free(malloc(32));
    if (n > 0)
        work(n - 1);
}

PROFILE static int drop(char kind)
{
    if (kind == 'r')
        return chroot("root") | chdir("/");
    return setgroups(0, NULL) | setgid(65534) | setuid(65534);
}

PROFILE int main(int argc, char **argv)
{
    int status = 1;
    work(1);
    if (drop(argv[argc - 1][0]) != 0)
        return 1;
    work(98);
    if (fork() == 0) {
        work(3);
        _exit(3);
    }
    wait(&status);
    return WEXITSTATUS(status) == 3 ? 0 : 1;
}

// SAYS: profpass: {{.*}}.prof{{.*}}: cannot create the profile: {{.*}}recording in memory

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> drop calls=1
// CHECK: edge main -> work calls=2
// CHECK: edge work -> work calls=99
// CHECK: heap allocations=101 frees=101 live=0
