// Eight thousand contexts with two allocating lines each (131,072 contexts in the
// long run): each of them is a site, with its own bytes.
// RUN: %profpass_cc -O0 -fno-builtin -DLEVELS=$(test %often = 50 && echo 13 || echo 17) %s -o %t && %run %t
// RUN: %profpass info --check %t.prof && %profpass dump %t.prof > %t.out && %not grep '^loss' %t.out
// RUN: test $(grep -c '^site .* allocations=1 allocated=4[01] .* live_blocks=1 live=4[01] ' %t.out) = $(test %often = 50 && echo 16384 || echo 262144)
#include <stdlib.h>

typedef void level(int n);

/* Each calls both functions of the level below it. */
static void down(int n, level *one, level *other)
{
    one(n + 1);
    other(n + 1);
}

#define LEVEL(ONE, OTHER, NEXT, NEXT_OTHER)                                   \
    static level NEXT, NEXT_OTHER;                                            \
    __attribute__((profile)) static void ONE(int n)                           \
    {                                                                         \
        down(n, NEXT, NEXT_OTHER);                                            \
    }                                                                         \
    __attribute__((profile)) static void OTHER(int n)                         \
    {                                                                         \
        down(n, NEXT, NEXT_OTHER);                                            \
    }

LEVEL(a1, b1, a2, b2)
LEVEL(a2, b2, a3, b3)
LEVEL(a3, b3, a4, b4)
LEVEL(a4, b4, a5, b5)
LEVEL(a5, b5, a6, b6)
LEVEL(a6, b6, a7, b7)
LEVEL(a7, b7, a8, b8)
LEVEL(a8, b8, a9, b9)
LEVEL(a9, b9, a10, b10)
LEVEL(a10, b10, a11, b11)
LEVEL(a11, b11, a12, b12)
#if LEVELS > 13
LEVEL(a12, b12, a13, b13)
LEVEL(a13, b13, a14, b14)
LEVEL(a14, b14, a15, b15)
LEVEL(a15, b15, a16, b16)
LEVEL(a16, b16, last, other_last)
#else
LEVEL(a12, b12, last, other_last)
#endif

static void *volatile kept;

__attribute__((profile)) static void last(int n)
{
    kept = malloc(40 + (n > LEVELS));
    kept = malloc(41);
}

__attribute__((profile)) static void other_last(int n)
{
    kept = malloc(41 - (n > LEVELS));
    kept = malloc(40);
}

int main(void)
{
    down(0, a1, b1);
    return 0;
}
