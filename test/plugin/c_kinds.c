// c_kinds.c - every kind of C function works, and is entered and left once
// RUN: %log %s -I%source_root/include > %t.log
// RUN: %FileCheck --match-full-lines --strict-whitespace %s < %t.log
// RUN: %log %s -std=c11 -I%source_root/include > %t.c11
// RUN: diff %t.log %t.c11
#include "profpass/profpass.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct big {
    int a[20];
} big;

PROFPASS_PROFILE static int sum(int n, ...)
{
    va_list list;
    va_start(list, n);
    int total = 0;
    while (n-- > 0)
        total += va_arg(list, int);
    va_end(list);
    return total;
}

PROFPASS_PROFILE static big make(int k)
{
    big b;
    memset(&b, 0, sizeof b);
    b.a[3] = k;
    return b;
}

PROFPASS_PROFILE static int interpret(const char *code)
{
    static const void *const labels[] = {&&add, &&twice, &&stop};
    int value = 0;
    goto *labels[*code++ - '0'];
add:
    value += 1;
    goto *labels[*code++ - '0'];
twice:
    value *= 2;
    goto *labels[*code++ - '0'];
stop:
    return value;
}

PROFPASS_PROFILE static int jumps(int x)
{
    __asm__ goto("test %0, %0\n\tjne %l[nonzero]" ::"r"(x) : "cc" : nonzero);
    return 0;
nonzero:
    return 1;
}

static jmp_buf here;

PROFPASS_PROFILE static void thrower(int depth)
{
    if (depth == 0)
        longjmp(here, 7);
    thrower(depth - 1);
}

PROFPASS_PROFILE static int catcher(int depth)
{
    int got = setjmp(here);
    if (got == 0) {
        thrower(depth);
        return -1;
    }
    return got;
}

PROFPASS_PROFILE static unsigned long fact(unsigned n)
{
    return n < 2 ? 1 : n * fact(n - 1);
}

PROFPASS_PROFILE static int vla(int n)
{
    int total = 0;
    for (int i = 1; i <= n; ++i) {
        int room[i];
        room[i - 1] = i;
        total += room[i - 1];
    }
    return total;
}

PROFPASS_PROFILE inline int c99_inline(int x)
{
    return x + 1;
}
extern inline int c99_inline(int x);

PROFPASS_PROFILE __attribute__((pure)) static int pure_one(int x)
{
    return x * 3;
}

PROFPASS_PROFILE_OPTIONS("lines=off") static int no_lines(int x)
{
    return x;
}

PROFPASS_PROFILE_OPTIONS("lines=calls") static int call_lines(int x)
{
    int y = x + 1;
    y = no_lines(y);
    return y;
}

PROFPASS_PROFILE __attribute__((noreturn)) static void leave(int status)
{
    exit(status);
}

PROFPASS_PROFILE __attribute__((always_inline)) static inline int always(int x)
{
    return x - 1;
}

PROFPASS_PROFILE static int choose(int x)
{
    switch (x) {
    case 0:
        return 10;
    case 1: {
        int y = x;
        x += y;
        break;
    }
    default:
        x = 5;
    }
    do {
        --x;
    } while (x > 0);
    return x ? always(x) : 3;
}

PROFPASS_PROFILE int main(void)
{
    printf("%d\n", sum(3, 1, 2, 3));
    printf("%d\n", make(5).a[3]);
    printf("%d\n", interpret("0012"));
    printf("%d %d\n", jumps(0), jumps(1));
    printf("%d\n", catcher(2));
    printf("%lu\n", fact(5));
    printf("%d\n", vla(3));
    printf("%d\n", c99_inline(1));
    printf("%d\n", pure_one(1));
    printf("%d\n", call_lines(1));
    printf("%d %d %d\n", choose(0), choose(1), choose(2));
    leave(3);
}

// The log:
// CHECK:enter main
// CHECK-NEXT:  enter sum
// CHECK-NEXT:  exit sum
// CHECK-NEXT:6
// CHECK-NEXT:  enter make
// CHECK-NEXT:  exit make
// CHECK-NEXT:5
// CHECK-NEXT:  enter interpret
// CHECK-NEXT:  exit interpret
// CHECK-NEXT:4
// CHECK-NEXT:  enter jumps
// CHECK-NEXT:  exit jumps
// CHECK-NEXT:  enter jumps
// CHECK-NEXT:  exit jumps
// CHECK-NEXT:0 1
// CHECK-NEXT:  enter catcher
// CHECK-NEXT:    enter thrower
// CHECK-NEXT:      enter thrower
// CHECK-NEXT:        enter thrower
// CHECK-NEXT:        unwound thrower
// CHECK-NEXT:      unwound thrower
// CHECK-NEXT:    unwound thrower
// CHECK-NEXT:  exit catcher
// CHECK-NEXT:7
// CHECK-NEXT:  enter fact
// CHECK-NEXT:    enter fact
// CHECK-NEXT:      enter fact
// CHECK-NEXT:        enter fact
// CHECK-NEXT:          enter fact
// CHECK-NEXT:          exit fact
// CHECK-NEXT:        exit fact
// CHECK-NEXT:      exit fact
// CHECK-NEXT:    exit fact
// CHECK-NEXT:  exit fact
// CHECK-NEXT:120
// CHECK-NEXT:  enter vla
// CHECK-NEXT:  exit vla
// CHECK-NEXT:6
// CHECK-NEXT:  enter c99_inline
// CHECK-NEXT:  exit c99_inline
// CHECK-NEXT:2
// CHECK-NEXT:  enter pure_one
// CHECK-NEXT:  exit pure_one
// CHECK-NEXT:3
// CHECK-NEXT:  enter call_lines
// CHECK-NEXT:    enter no_lines
// CHECK-NEXT:    exit no_lines
// CHECK-NEXT:  exit call_lines
// CHECK-NEXT:2
// CHECK-NEXT:  enter choose
// CHECK-NEXT:  exit choose
// CHECK-NEXT:  enter choose
// CHECK-NEXT:  exit choose
// CHECK-NEXT:  enter choose
// CHECK-NEXT:  exit choose
// CHECK-NEXT:10 3 3
// CHECK-NEXT:  enter leave
// CHECK-NEXT:  unwound leave
// CHECK-NEXT:unwound main
// CHECK-NEXT:c_kinds.c:20: 1
// CHECK-NEXT:c_kinds.c:21: 1
// CHECK-NEXT:c_kinds.c:22: 4
// CHECK-NEXT:c_kinds.c:23: 3
// CHECK-NEXT:c_kinds.c:24: 1
// CHECK-NEXT:c_kinds.c:25: 1
// CHECK-NEXT:c_kinds.c:31: 1
// CHECK-NEXT:c_kinds.c:32: 1
// CHECK-NEXT:c_kinds.c:39: 1
// CHECK-NEXT:c_kinds.c:40: 1
// CHECK-NEXT:c_kinds.c:42: 2
// CHECK-NEXT:c_kinds.c:43: 2
// CHECK-NEXT:c_kinds.c:45: 1
// CHECK-NEXT:c_kinds.c:46: 1
// CHECK-NEXT:c_kinds.c:48: 1
// CHECK-NEXT:c_kinds.c:53: 2
// CHECK-NEXT:c_kinds.c:54: 1
// CHECK-NEXT:c_kinds.c:56: 1
// CHECK-NEXT:c_kinds.c:63: 3
// CHECK-NEXT:c_kinds.c:64: 1 calls
// CHECK-NEXT:c_kinds.c:65: 2 calls
// CHECK-NEXT:c_kinds.c:70: 1 calls
// CHECK-NEXT:c_kinds.c:71: 2
// CHECK-NEXT:c_kinds.c:72: 1 calls
// CHECK-NEXT:c_kinds.c:73: 0
// CHECK-NEXT:c_kinds.c:75: 1
// CHECK-NEXT:c_kinds.c:80: 5
// CHECK-NEXT:c_kinds.c:85: 1
// CHECK-NEXT:c_kinds.c:86: 4
// CHECK-NEXT:c_kinds.c:87: 3
// CHECK-NEXT:c_kinds.c:88: 3
// CHECK-NEXT:c_kinds.c:89: 3
// CHECK-NEXT:c_kinds.c:91: 1
// CHECK-NEXT:c_kinds.c:96: 1
// CHECK-NEXT:c_kinds.c:102: 1
// CHECK-NEXT:c_kinds.c:119: 1 calls
// CHECK-NEXT:c_kinds.c:124: 0
// CHECK-NEXT:c_kinds.c:129: 3
// CHECK-NEXT:c_kinds.c:131: 1
// CHECK-NEXT:c_kinds.c:133: 1
// CHECK-NEXT:c_kinds.c:134: 1
// CHECK-NEXT:c_kinds.c:138: 1
// CHECK-NEXT:c_kinds.c:141: 7
// CHECK-NEXT:c_kinds.c:142: 7
// CHECK-NEXT:c_kinds.c:143: 2
// CHECK-NEXT:c_kinds.c:148: 1 calls
// CHECK-NEXT:c_kinds.c:149: 1 calls
// CHECK-NEXT:c_kinds.c:150: 1 calls
// CHECK-NEXT:c_kinds.c:151: 1 calls
// CHECK-NEXT:c_kinds.c:152: 1 calls
// CHECK-NEXT:c_kinds.c:153: 1 calls
// CHECK-NEXT:c_kinds.c:154: 1 calls
// CHECK-NEXT:c_kinds.c:155: 1 calls
// CHECK-NEXT:c_kinds.c:156: 1 calls
// CHECK-NEXT:c_kinds.c:157: 1 calls
// CHECK-NEXT:c_kinds.c:158: 1 calls
// CHECK-NEXT:c_kinds.c:159: 1 calls
// CHECK-NEXT:status 3
