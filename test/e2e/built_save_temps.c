// REQUIRES: gcc
// With every file between kept, the profile is the same. (clang says that it
// cannot: plugin/no_passes.c.)
// RUN: rm -rf %t.d && mkdir %t.d && cd %t.d
// RUN: %profpass_cc -O0 -save-temps=obj %S/Inputs/four_calls.c -o %t.d/kept && %run %t.d/kept && %check_file %S/Inputs/four_calls.c %t.prof
// RUN: %profpass_cc -O2 -save-temps=obj %S/Inputs/four_calls.c -o %t.d/kept && %run %t.d/kept && %check_file %S/Inputs/four_calls.c %t.prof
