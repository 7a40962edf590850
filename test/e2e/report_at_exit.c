// At exit the report goes to stderr, or where report= says; the last line names
// the profile and the command that reads it. Standard output stays the program's.
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && cd %T && rm -f profpass.report_at_exit.*
// RUN: %t >%t.out 2>%t.err && test "$(cat %t.out)" = hello
// RUN: %FileCheck --input-file %t.err %s
// RUN: rm -f profpass.report_at_exit.*
// RUN: env PROFPASS_OPTIONS=clock=step:report=%t.txt:output=%t.prof %t >%t.out 2>%t.err
// RUN: test "$(grep -c -v '^profpass: profile written to' %t.err)" = 0 && test "$(cat %t.out)" = hello
// RUN: %FileCheck --input-file %t.txt %s --check-prefix TABLE
// RUN: env PROFPASS_OPTIONS=report=stdout:output=%t.prof %t 2>%t.err | %FileCheck %s --check-prefix TABLE
#include <stdio.h>
#include <stdlib.h>

__attribute__((profile)) static char *make(void)
{
    return malloc(2048);
}

int main(void)
{
    puts("hello");
    return make() == NULL;
}

// CHECK: Filename: {{.*}}report_at_exit.c
// CHECK: Function: make (1 call{{.*}}line 14{{$}}
// CHECK: Line #    Mem usage    Increment  Occurrences   Line Contents
// CHECK: {{^ *}}16{{ +}}6144 B{{ +}}2048 B{{ +}}1{{ +}}return malloc(2048);
// CHECK: 1 function call
// CHECK: ncalls  tottime  percall  cumtime  percall filename:lineno(function)
// CHECK: profpass: profile written to {{.*}}profpass.report_at_exit.c.tmp.{{[0-9]+}}.prof{{.*}}profpass report
// TABLE: Line #    Mem usage
// TABLE: ncalls  tottime
