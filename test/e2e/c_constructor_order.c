// Constructors run in the order of their priorities, the destructors in the
// opposite one, and what they allocate is theirs.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

static int order;
static void *kept[2];

PROFILE static void expect(int n)
{
    if (order++ != n)   //@ occurrences=6
        abort();        //@ occurrences=0
}

PROFILE __attribute__((constructor(201))) static void second(void)
{
    expect(1);
    kept[1] = malloc(20); //@ increment=20 live=0
}

PROFILE __attribute__((constructor(101))) static void first(void)
{
    expect(0);
    kept[0] = malloc(10); //@ increment=10 live=10
}

PROFILE __attribute__((constructor)) static void third(void)
{
    expect(2);
}

PROFILE __attribute__((destructor(201))) static void last(void)
{
    expect(5);
    free(kept[1]); //@ increment=-20
}

PROFILE __attribute__((destructor)) static void fifth(void)
{
    expect(4);
}

PROFILE int main(void)
{
    expect(3);
    return 0;
}

// CHECK: end exit 0
// CHECK: heap allocations=2 frees=1 live=10 peak=30
// CHECK: edge outside -> first calls=1
// CHECK: edge outside -> second calls=1
// CHECK: edge outside -> third calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> fifth calls=1
// CHECK: edge outside -> last calls=1
// CHECK: edge first -> expect calls=1
// CHECK: edge second -> expect calls=1
// CHECK: edge third -> expect calls=1
// CHECK: edge main -> expect calls=1
// CHECK: edge fifth -> expect calls=1
// CHECK: edge last -> expect calls=1
