// What runs before main and after it, by priority and from the arrays of the
// executable, counts; calls made before the runtime can be there do no harm.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#include <stdlib.h>
#include <string.h>

#define PROFILE __attribute__((profile))

static char order[16];

static void note(char c)
{
    order[strlen(order)] = c;
}

PROFILE __attribute__((constructor(200))) static void second(void)
{
    note('2');
}
PROFILE __attribute__((constructor(150))) static void first(void)
{
    note('1');
}
PROFILE __attribute__((constructor)) static void third(void)
{
    note('3');
}

PROFILE static void from_array(void)
{
    note('4');
}
__attribute__((section(".init_array"), used)) static void (*init)(void) = from_array;

static void from_preinit(void)
{
    note('0');
}
__attribute__((section(".preinit_array"), used)) static void (*preinit)(void) = from_preinit;

PROFILE static void at_exit(void)
{
    note('x');
}
PROFILE __attribute__((destructor(200))) static void last(void)
{
    if (strcmp(order, "01234mxd") != 0 && strcmp(order, "01243mxd") != 0)
        _Exit(1);
}
PROFILE __attribute__((destructor(201))) static void early_destructor(void)
{
    note('d');
}

PROFILE int main(void)
{
    atexit(at_exit);
    note('m');
    return 0;
}

// CHECK: end exit 0
// CHECK: function main calls=1 self=1
// CHECK: function first calls=1
// CHECK: function second calls=1
// CHECK: function third calls=1
// CHECK: function from_array calls=1
// CHECK: function at_exit calls=1
// CHECK: function early_destructor calls=1
// CHECK: function last calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> first calls=1
// CHECK: edge outside -> second calls=1
// CHECK: edge outside -> third calls=1
// CHECK: edge outside -> from_array calls=1
// CHECK: edge outside -> at_exit calls=1
// CHECK: edge outside -> early_destructor calls=1
// CHECK: edge outside -> last calls=1
