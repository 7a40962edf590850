// Debug information of any kind and place, or stripped off afterwards: the
// profile does not read it.
// RUN: rm -rf %t.d && mkdir %t.d && cd %t.d
// RUN: %profpass_cc -O0 -g3 %S/Inputs/four_calls.c -o %t && %run %t && %check_file %S/Inputs/four_calls.c %t.prof
// RUN: %profpass_cc -O2 -gdwarf-4 %S/Inputs/four_calls.c -o %t && %strip --strip-all %t && %run %t && %check_file %S/Inputs/four_calls.c %t.prof
// RUN: %profpass_cc -O2 -gsplit-dwarf -c %S/Inputs/four_calls.c -o d.o && rm d.dwo && %cc d.o -o %t && %run %t && %check_file %S/Inputs/four_calls.c %t.prof
// RUN: %profpass_cc -O0 -g1 -c %S/Inputs/four_calls.c -o d.o && %strip --strip-debug d.o && %cc d.o -o %t && %run %t && %check_file %S/Inputs/four_calls.c %t.prof
