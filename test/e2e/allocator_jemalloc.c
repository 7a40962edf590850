// REQUIRES: jemalloc
// A program linked with jemalloc keeps that allocator, and its blocks are counted:
// the smallest, aligned and large ones.
// RUN: %profpass_cc -O0 -fno-builtin %S/Inputs/allocator.c -o %t -Wl,--no-as-needed -ljemalloc
// RUN: %run %t && %check_file %S/Inputs/allocator.c %t.prof
// RUN: rm -f %t.prof* && env PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof %profpass run -o %t.dat %t
// RUN: %check_file %S/Inputs/allocator.c %t.prof
// RUN: %profpass_cc -O2 -fno-builtin %S/Inputs/allocator.c -o %t -Wl,--no-as-needed -ljemalloc
// RUN: %run %t && %check_file %S/Inputs/allocator.c %t.prof
// RUN: rm -f %t.prof* && env PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof %profpass run -o %t.dat %t
// RUN: %check_file %S/Inputs/allocator.c %t.prof
