// REQUIRES: gcc
// GCC knows its lines without debug information: so does the profile.
// RUN: %profpass_cc -g0 -O0 %S/Inputs/four_calls.c -o %t && %run %t && %check_file %S/Inputs/four_calls.c %t.prof
// RUN: %profpass_cc -g0 -O2 %S/Inputs/four_calls.c -o %t && %run %t && %check_file %S/Inputs/four_calls.c %t.prof
// RUN: %profpass_cc -O2 -c %S/Inputs/four_calls.c -o %t.o && %readelf -S %t.o | grep -c debug_line
// RUN: %profpass_cc -g0 -O2 -c %S/Inputs/four_calls.c -o %t.o && %readelf -S %t.o > %t.sections && %not grep debug %t.sections
