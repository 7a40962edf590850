// missing_runtime.c - without a runtime the program says so once and runs on
// RUN: %profpass_cc -fplugin-arg-profpass-runtime=/nonexistent/libprofrt.so \
// RUN:     %s -o %t.exe
// RUN: %t.exe > %t.out 2> %t.err
// RUN: %FileCheck %s < %t.err
// RUN: test "$(wc -l < %t.err)" = 1 && test "$(cat %t.out)" = 20
// CHECK: profpass: /nonexistent/libprofrt.so cannot be loaded: the program runs unprofiled
#include <errno.h>
#include <stdio.h>

__attribute__((profile)) int main(void)
{
    if (errno != 0)
        return 1;
    int sum = 0;
    for (int i = 0; i < 10; ++i)
        sum += 2;
    printf("%d\n", sum);
    return 0;
}
