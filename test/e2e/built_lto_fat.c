// REQUIRES: gcc
// REQUIRES: lto
// A fat object has its code twice; whichever the linker takes, it counts once.
// RUN: %profpass_cc -O2 -flto -ffat-lto-objects -c %S/Inputs/four_calls.c -o %t.o
// RUN: %cc -fno-lto %t.o -o %t && %run %t && %check_file %S/Inputs/four_calls.c %t.prof
// RUN: %cc -O2 -flto %t.o -o %t && %run %t && %check_file %S/Inputs/four_calls.c %t.prof
// RUN: rm -f %t.a && gcc-ar rc %t.a %t.o && %cc -O2 -flto -fwhole-program -Wl,-u,main %t.a -o %t && %run %t && %check_file %S/Inputs/four_calls.c %t.prof
// RUN: %profpass_cc -O0 -flto -ffat-lto-objects -c %S/Inputs/four_calls.c -o %t.o
// RUN: %cc -O0 -flto -flto-partition=none %t.o -o %t && %run %t && %check_file %S/Inputs/four_calls.c %t.prof
