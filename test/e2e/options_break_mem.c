// break_mem= says, at the allocation that crosses the limit and only there, who is
// running; in a debugger the program stops there instead, and goes on as ever.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && rm -f %t.prof && env PROFPASS_OPTIONS=break_mem=4KiB:clock=step:report=none:output=%t.prof %t >%t.out 2>%t.err; test $? -eq 3 && %FileCheck --input-file %t.err %s --check-prefix SAID && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && rm -f %t.prof && env PROFPASS_OPTIONS=break_mem=4KiB:clock=step:report=none:output=%t.prof %t >%t.out 2>%t.err; test $? -eq 3 && %FileCheck --input-file %t.err %s --check-prefix SAID && %check
// RUN: env PROFPASS_OPTIONS=break_mem=4KiB:report=none:output=/dev/null timeout 30 gdb -nx -batch -ex run -ex bt -ex cont --args %t </dev/null >%t.gdb 2>&1 && %FileCheck --input-file %t.gdb %s --check-prefix GDB
// RUN: env PROFPASS_OPTIONS=break_mem=5000:report=none:output=/dev/null %t >%t.out 2>%t.err; test $? -eq 3 && test ! -s %t.err
// RUN: env PROFPASS_OPTIONS=break_mem=4kb:report=none:output=/dev/null %t >%t.out 2>%t.err; test $? -eq 3 && %FileCheck --input-file %t.err %s --check-prefix WRONG
#include <errno.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile, noinline))

static void *kept[10];

PROFILE static void grow(int i)
{
    kept[i] = malloc(1000); //@ allocations=5 allocated=5000 peak=5000
}

__attribute__((noinline)) static void plain(int i)
{
    grow(i);
}

PROFILE static int again(int depth)
{
    if (depth == 0)
        return 0;
    int kept_errno = errno = 77;
    plain(depth);
    return (errno != kept_errno) + again(depth - 1);
}

int main(void)
{
    int wrong = again(5);
    free(kept[1]);
    kept[1] = malloc(1000); // crosses it once more
    return wrong == 0 ? 3 : 4;
}

// SAID: {{^}}profpass: break_mem: 5000 bytes are live, 1000 of them new, at
// SAID-NEXT: {{^}}profpass:   grow ({{.*}}break_mem.c:[[@LINE-26]])
// SAID-NEXT: {{^}}profpass:   again ({{.*}}break_mem.c:[[@LINE-14]])
// SAID-NEXT: {{^}}profpass:   again ({{.*}}break_mem.c:[[@LINE-14]])
// SAID-NEXT: {{^}}profpass:   again ({{.*}}break_mem.c:[[@LINE-15]])
// SAID-NEXT: {{^}}profpass:   again ({{.*}}break_mem.c:[[@LINE-16]])
// SAID-NEXT: {{^}}profpass:   again ({{.*}}break_mem.c:[[@LINE-17]])
// SAID-NOT: {{.}}

// GDB: break_mem: 5000 bytes are live, 1000 of them new: stopping here
// GDB: received signal SIGTRAP
// GDB: malloc
// GDB: grow
// GDB: again
// GDB: main
// GDB: exited with code 03

// WRONG: profpass: PROFPASS_OPTIONS: break_mem=4kb: expected N[KiB|MiB|GiB]; using the default

// CHECK: end exit 3
// CHECK: function again calls=6
// CHECK: function grow calls=5
