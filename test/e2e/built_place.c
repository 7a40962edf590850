// Where a program's code may stand in memory, and when its symbols are bound,
// changes nothing.
// RUN: %profpass_cc -O0 -fPIE -pie -Wl,-z,now %S/Inputs/four_calls.c -o %t && %run %t && %check_file %S/Inputs/four_calls.c %t.prof
// RUN: %profpass_cc -O2 -fPIE -pie -Wl,-z,now -fno-plt %S/Inputs/four_calls.c -o %t && %run %t && %check_file %S/Inputs/four_calls.c %t.prof
// RUN: %profpass_cc -O0 -fno-pie -no-pie -Wl,-z,norelro %S/Inputs/four_calls.c -o %t && %run %t && %check_file %S/Inputs/four_calls.c %t.prof
// RUN: %profpass_cc -O2 -fno-pie -no-pie -Wl,-z,lazy %S/Inputs/four_calls.c -o %t && %run %t && %check_file %S/Inputs/four_calls.c %t.prof
// RUN: %profpass_cc -O2 -mcmodel=large %S/Inputs/four_calls.c -o %t && %run %t && %check_file %S/Inputs/four_calls.c %t.prof
