// deterministic.c - the same source gives the same object, and unmarked
// functions the same code as without the plugin
// RUN: %profpass_cc -O2 -c %s -o %t.1.o && %profpass_cc -O2 -c %s -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %cc -g -O2 -DPLAIN -ffunction-sections -c %s -o %t.plain.o
// RUN: %profpass_cc -O2 -ffunction-sections -c %s -o %t.with.o
// RUN: %objdump -dr --no-show-raw-insn --section=.text.unmarked %t.plain.o | grep -v '%t' > %t.plain.s
// RUN: %objdump -dr --no-show-raw-insn --section=.text.unmarked %t.with.o | grep -v '%t' > %t.with.s
// RUN: grep -v 'file format' %t.plain.s > %t.plain.t
// RUN: grep -v 'file format' %t.with.s > %t.with.t
// RUN: grep -q 'marked' %t.with.t && diff %t.plain.t %t.with.t
//
// RUN: %cc -g -gno-record-gcc-switches -O2 -DPLAIN -DALONE -c %s -o %t.alone.plain.o
// RUN: %profpass_cc -gno-record-gcc-switches -O2 -DPLAIN -DALONE -c %s -o %t.alone.with.o
// RUN: cmp %t.alone.plain.o %t.alone.with.o
#ifdef __clang__
#define APART noinline
#else
#define APART noipa // GCC lets a caller know which registers a callee uses
#endif
#ifdef PLAIN
#define PROFILE __attribute__((APART))
#else
#define PROFILE __attribute__((profile, APART))
#endif

#ifndef ALONE
PROFILE static int marked(int x)
{
    return x * 2;
}
#else
static int marked(int x)
{
    return x * 3;
}
#endif

int unmarked(const int *p, int n);
int unmarked(const int *p, int n)
{
    int sum = 0;
    for (int i = 0; i < n; ++i)
        sum += marked(p[i]);
    return sum;
}
