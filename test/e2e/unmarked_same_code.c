// Beside marked functions, those without a mark compile to the same instructions
// and relocations as without the plugin, at every level.
// RUN: for o in -O0 -O1 -O2 -O3 -Os; do \
// RUN:     %cc $o -w -ffunction-sections -fdata-sections -c %s -o %t.plain.o && \
// RUN:     %profpass_cc -g0 $o -w -ffunction-sections -fdata-sections -c %s -o %t.with.o && \
// RUN:     %python %S/untouched.py %objdump %t.plain.o %t.with.o marked || exit 1; \
// RUN: done
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Else the code of callers depends on theirs: by inlining, and by registers. */
#define PROFILE __attribute__((profile, noinline, noipa))

PROFILE int marked_sum(int n, ...)
{
    int sum = 0;
    va_list rest;
    va_start(rest, n);
    while (n-- > 0)
        sum += va_arg(rest, int);
    va_end(rest);
    return sum;
}

static jmp_buf back;

int plain_jump(int n)
{
    if (setjmp(back) != 0)
        return n;
    if (n > 3)
        longjmp(back, n);
    return marked_sum(2, n, n);
}

static int plain_static(const char *text)
{
    return (int)strlen(text) + marked_sum(1, 1);
}

PROFILE char *marked_copy(const char *text)
{
    puts("a string of a marked function");
    return strdup(text);
}

int plain_switch(int n)
{
    switch (n) {
    case 1: return plain_static("one");
    case 2: return plain_static("two and more");
    case 3: puts("three"); return 7;
    case 4: return (int)marked_copy("four")[0];
    case 5: free(malloc((size_t)n)); return 5;
    default: return plain_jump(n);
    }
}

double plain_table(const double *numbers, int n)
{
    static const double weights[] = {1.5, 2.5, 3.5, 4.5};
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += weights[i & 3] * numbers[i];
    return sum;
}

__attribute__((weak)) int plain_weak(int (*called)(const char *, ...), int n)
{
    return called("%d\n", n) + plain_switch(n);
}
