// The program prints and saves statistics while it runs, of all so far or of one
// function's run alone: callers outside are left out, times stand still meanwhile.
// RUN: %profpass_cc -O0 -I%source_root/include %s -o %t && rm -rf %t.dir && mkdir %t.dir && cd %t.dir
// RUN: %run %t > %t.out 2> %t.err && %check && %FileCheck %s --input-file %t.out --check-prefix OUT && %FileCheck %s --input-file %t.err --check-prefix ERR
// RUN: %check_file --prefix SNAPSHOT %s %t.dir/snapshot.prof && %check_file --prefix PART %s %t.dir/run.prof
// RUN: %python -c "import pstats; s = pstats.Stats('now.pstats', 'run.pstats').stats; print(sorted((f[2], r[0], r[1], sorted((c[2], n[0], n[1]) for c, n in r[4].items())) for f, r in s.items() if r[1]))" > %t.python && %FileCheck %s --input-file %t.python --check-prefix PYTHON
// RUN: %profpass_cc -O2 -I%source_root/include %s -o %t && rm -rf %t.dir/* && cd %t.dir && %run %t > %t.out2 2> %t.err && %check && diff %t.out %t.out2
// RUN: %check_file --prefix SNAPSHOT %s %t.dir/snapshot.prof && %check_file --prefix PART %s %t.dir/run.prof
// RUN: %cc -O2 -w -I%source_root/include %s -o %t && rm -rf %t.dir/* && %t > %t.out && test ! -s %t.out && test -z "$(ls %t.dir)"
#include <errno.h>
#include <profpass/profpass.h>

#define PROFILE __attribute__((profile, noinline))

PROFILE static int fib(int n)
{
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

PROFILE static void *job(void *argument)
{
    fib(*(int *)argument);
    return argument;
}

PROFILE static void *job_of_two(void *globals, void *locals)
{
    job(locals);
    return globals;
}

static int check_failures(void)
{
    if (profpass_is_recording() == 0)
        return 0; // nothing can fail where there is no runtime
    if (profpass_print_stats(stdout, "nonsense") != EINVAL)
        return 1;
    return profpass_snapshot("/nowhere/at/all.prof") == ENOENT ? 0 : 2;
}

PROFILE int main(void)
{
    int n = 4, other = 0;
    fib(2);
    int failed = profpass_print_stats(stdout, "calls,name");
    failed |= profpass_snapshot("snapshot.prof");
    failed |= profpass_dump_stats("now.pstats");
    if (profpass_run(job, &n, NULL, "cumulative") != &n ||
        profpass_run(job, &n, "run.prof", NULL) != &n ||
        profpass_runctx(job_of_two, &other, &n, "run.pstats", "time") != &other)
        return 3;
    return failed | check_failures();
}

// A pause costs its thread two readings of the clock, of which one passes.
// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function fib calls=30 self=56
// CHECK: function job calls=3 self=6
// CHECK: function job_of_two calls=1 self=2
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> fib calls=1
// CHECK: edge fib -> fib calls=26
// CHECK: edge main -> job calls=2
// CHECK: edge main -> job_of_two calls=1
// CHECK: edge job_of_two -> job calls=1
// CHECK: edge job -> fib calls=3

// SNAPSHOT: end running
// SNAPSHOT: function main calls=1
// SNAPSHOT: function fib calls=3 primitive=1 self=5
// SNAPSHOT: edge outside -> main calls=1
// SNAPSHOT: edge main -> fib calls=1
// SNAPSHOT: edge fib -> fib calls=2

// PART: end running
// PART: function job calls=1 self=2 total=19
// PART: function fib calls=9 primitive=1 self=17
// PART: edge outside -> job calls=1
// PART: edge job -> fib calls=1
// PART: edge fib -> fib calls=8

// OUT:      {{^}}         4 function calls (2 primitive calls) in 0.000 seconds
// OUT:         Ordered by: call count, function name
// OUT:         ncalls  tottime  percall  cumtime  percall filename:lineno(function)
// OUT-NEXT: {{^}}      3/1    0.000    0.000    0.000    0.000 api_statistics.c:[[#]](fib)
// OUT-NEXT: {{^}}        1    0.000    0.000    0.000    0.000 api_statistics.c:[[#]](main)
// OUT:      {{^}}         10 function calls (2 primitive calls) in 0.000 seconds
// OUT:         Ordered by: cumulative time
// OUT:      {{^}}        1    0.000    0.000    0.000    0.000 api_statistics.c:[[#]](job)
// OUT-NEXT: {{^}}      9/1    0.000    0.000    0.000    0.000 api_statistics.c:[[#]](fib)
// OUT-NOT:  main

// ERR:      profpass: profpass_run: a file has no order: sort=time is for whoever prints run.pstats
// ERR-NEXT: profpass: profpass_print_stats: no sort key "nonsense": calls,
// ERR-NEXT: profpass: /nowhere/at/all.prof: cannot be written: No such file or directory

// PYTHON: [('fib', 2, 12, [('fib', 10, 4), ('job', 1, 1), ('main', 1, 1)]), ('job', 1, 1, [('job_of_two', 1, 1)]), ('job_of_two', 1, 1, []), ('main', 1, 1, [])]
