// What output= and report= may name besides a new file: devices, pipes,
// directories and impossible names are left alone, and the program runs.
// RUN: %profpass_cc -O2 %s -o %t && rm -rf %t.dir && mkdir %t.dir && mkfifo %t.dir/fifo && mkdir %t.dir/sub
// RUN: cd %t.dir && sh %S/Inputs/outputs.sh %t >%t.out 2>%t.err
// RUN: %FileCheck --input-file %t.err %s && test "$(uniq %t.out)" = out
// RUN: test "$(ls %t.dir | tr '\n' ' ')" = "fifo full sub " && test ! -e /dev/null.1 && test ! -e /dev/full.1
#include <stdio.h>

__attribute__((profile)) int main(void)
{
    puts("out");
    return 8;
}

// CHECK: {{^}}/dev/null{{$}}
// CHECK-NEXT: {{^}}/dev/full{{$}}
// CHECK-NEXT: profpass: PROFPASS_OPTIONS: output=/dev/full: not a regular file
// CHECK-NEXT: {{^}}fifo{{$}}
// CHECK-NEXT: profpass: PROFPASS_OPTIONS: output={{.*}}/fifo: not a regular file
// CHECK-NEXT: {{^}}sub{{$}}
// CHECK-NEXT: profpass: PROFPASS_OPTIONS: output={{.*}}/sub: not a regular file
// CHECK-NEXT: {{^}}%q{{$}}
// CHECK-NEXT: profpass: PROFPASS_OPTIONS: output=%q: not a path that can be used
// CHECK-NEXT: {{^x+$}}
// CHECK-NEXT: profpass: {{.*}}: File name too long
// CHECK-NEXT: {{^}}nowhere/x{{$}}
// CHECK-NEXT: profpass: {{.*}}/nowhere/x: cannot create the profile: No such file or directory
// CHECK-NEXT: {{^}}report /dev/full{{$}}
// CHECK-NEXT: {{^}}report nowhere/x{{$}}
// CHECK-NEXT: profpass: nowhere/x: cannot write the report: No such file or directory
// CHECK-NEXT: {{^}}report sub{{$}}
// CHECK-NEXT: profpass: sub: cannot write the report: Is a directory
