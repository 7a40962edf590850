// A stream that cannot be had, or takes nothing, costs one message: the tables
// stay in the report, and the program is none the worse. A pipe without reader
// is not waited for, and a descriptor that the program closed is not used.
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && rm -rf %t.dir && mkdir %t.dir && cd %t.dir && mkfifo fifo
// RUN: env PROFPASS_OPTIONS=output=/dev/null %t 2>err >out <&-; test $? -eq 9
// RUN: %FileCheck --input-file err %s && test "$(cat out)" = out && test -s good.log
// RUN: (ulimit -f 0; env PROFPASS_OPTIONS=output=/dev/null %t 2>&1 >/dev/null; echo status $?) | cat >err
// RUN: %FileCheck --input-file err %s --check-prefix LIMIT
#include <stdio.h>

#define PROFILE(options) __attribute__((profile(options)))

PROFILE("stream=nowhere/x.log") static void first(void) {}
PROFILE("stream=nowhere/x.log") static void second(void) {}
PROFILE("stream=/dev/full") static void third(void) {}
PROFILE("stream=fifo") static void fourth(void) {}
PROFILE("stream=good.log") static void fifth(void) {}

int main(void)
{
    first();
    second();
    third();
    fourth();
    fifth();
    puts("out");
    return 9;
}

// CHECK: profpass: {{/.*}}/nowhere/x.log: cannot write line tables to this stream: No such file or directory; they are left to the report
// CHECK-NEXT: profpass: /dev/full: cannot write line tables to this stream: it does not take it all; they are left to the report
// CHECK-NEXT: profpass: {{/.*}}/fifo: cannot write line tables to this stream: No such device or address; they are left to the report
// CHECK: Function: first (1 call
// CHECK: Line #
// CHECK: Function: second (1 call
// CHECK: Line #
// CHECK: Function: third (1 call
// CHECK: Line #
// CHECK: Function: fourth (1 call
// CHECK: Line #
// CHECK: Function: fifth (1 call
// CHECK-NEXT: Lines: in good.log
// CHECK: 5 function calls

// LIMIT: good.log: cannot write line tables to this stream: the limit of its size is reached
// LIMIT: Function: fifth (1 call
// LIMIT: Line #
// LIMIT: status 9
