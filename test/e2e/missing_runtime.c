// Without a runtime the program runs as ever; one line says what is missing and
// what to do.
// RUN: rm -rf %t.dir && mkdir %t.dir
// RUN: cp -r %profpass_plugin $(ls -d %profpass_lib/profpass) %t.dir
// RUN: %cc -g -O2 -fplugin=%t.dir/$(basename %profpass_plugin) %s -o %t
// RUN: %t >%t.out 2>%t.err; test $? -eq 3
// RUN: test "$(cat %t.out)" = 42
// RUN: %FileCheck --input-file %t.err %s --check-prefix MESSAGE
// RUN: test "$(wc -l < %t.err)" -eq 1
#include <stdio.h>

#define PROFILE __attribute__((profile))

PROFILE static int answer(int n)
{
    return n == 0 ? 0 : 1 + answer(n - 1);
}

PROFILE int main(void)
{
    printf("%d\n", answer(42));
    return 3;
}

// MESSAGE: profpass: {{.*}}libprofrt.so{{.*}}unprofiled
