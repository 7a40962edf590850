// A function without a mark compiles to the code that it is without the plugin;
// an object without marks is the same byte for byte.
// RUN: %cc -O0 -w -c %s -o %t.plain.o && %profpass_cc -g0 -O0 -c %s -o %t.o
// RUN: %objdump -dr --no-show-raw-insn --disassemble-symbols=unmarked %t.plain.o | tail -n +3 > %t.plain
// RUN: %objdump -dr --no-show-raw-insn --disassemble-symbols=unmarked %t.o | tail -n +3 > %t.with
// RUN: grep -q ret %t.plain && cmp %t.plain %t.with
// RUN: %cc -O2 -w -c %s -o %t.plain.o && %profpass_cc -g0 -O2 -c %s -o %t.o
// RUN: %objdump -dr --no-show-raw-insn --disassemble-symbols=unmarked %t.plain.o | tail -n +3 > %t.plain
// RUN: %objdump -dr --no-show-raw-insn --disassemble-symbols=unmarked %t.o | tail -n +3 > %t.with
// RUN: grep -q ret %t.plain && cmp %t.plain %t.with
// RUN: %cc -DNO_MARKS -O2 -c %s -o %t.plain.o
// RUN: %profpass_cc -g0 -DNO_MARKS -O2 -c %s -o %t.o && cmp %t.plain.o %t.o
// Line information may hold the flags, and with them the plugin's name.
// RUN: %cc -DNO_MARKS -g -gno-record-gcc-switches -O2 -c %s -o %t.plain.o
// RUN: %profpass_cc -DNO_MARKS -gno-record-gcc-switches -O2 -c %s -o %t.o
// RUN: cmp %t.plain.o %t.o
#include <stdlib.h>

int unmarked(int n, const int *numbers)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += abs(numbers[i]);
    return sum;
}

#ifndef NO_MARKS
__attribute__((profile)) int marked(int n, const int *numbers)
{
    return unmarked(n, numbers) * 2;
}
#endif
