// no_new_warnings.c - the plugin adds no warning to those of the compiler
// RUN: c="-Wall -Wextra -Wpedantic -Wshadow -Wcast-qual -Wno-comment"
// RUN: for level in -O0 -O1 -O2 -O3; do \
// RUN:   %profpass_cc $level $c -Wconversion -Werror -c %s -o %t.o || exit 1; \
// RUN:   %profpass_cc $level $c -x c++ -Werror -c %s -o %t.o || exit 1; \
// RUN: done
// RUN: %profpass_cc -O2 $c -flto -Werror -c %s -o %t.o && test -s %t.o
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __cplusplus
#define OTHER_THAN_C extern "C"
#else
#define OTHER_THAN_C
#endif
#define PROFILE __attribute__((profile))

OTHER_THAN_C int entry(int n, const char *text);
static jmp_buf place;

PROFILE static int last_line_returns(int n)
{
    if (n > 2)
        return 1;
    else
        abort();
}

PROFILE __attribute__((noreturn)) static void leaves(int n)
{
    if (n > 2)
        exit(n);
    longjmp(place, n);
}

PROFILE static size_t copies(const char *text)
{
    char buffer[8];
    (void)snprintf(buffer, sizeof buffer, "%.7s", text);
    return strlen(buffer);
}

PROFILE static int all_cases(unsigned n)
{
    switch (n & 1u) {
    case 0:
        return 1;
    case 1:
        return 2;
    }
    return 0;
}

PROFILE static int only_if(int n)
{
    int value = 0;
    if (n > 0)
        value = n;
    for (int i = 0; i < n; i++)
        value += i;
    return value;
}

PROFILE int entry(int n, const char *text)
{
    if (setjmp(place) != 0)
        return 1;
    if (n == 9)
        leaves(n);
    return last_line_returns(n) + (int)copies(text) + all_cases((unsigned)n) +
           only_if(n);
}
