// REQUIRES: valgrind
// Where the heap is a tool's, what is apart from it is counted all the same, with
// the same figures; heap=off leaves out both.
// RUN: %profpass_cc -O0 -gdwarf-4 -fno-builtin -pthread -I%source_root/include %S/apart_reset.c -o %t
// RUN: %run valgrind -q --error-exitcode=1 %t 2>%t.err && %check_file %S/apart_reset.c %t.prof
// RUN: rm -f %t.prof && env PROFPASS_OPTIONS=heap=off:clock=step:report=none:output=%t.prof %t && %check

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: account mapped absent
// CHECK: account pools absent
// CHECK: account stacks absent
