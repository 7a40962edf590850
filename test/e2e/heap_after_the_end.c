// What a preloaded library takes in its first constructor, before all others, and
// frees in its last destructor, after the runtime's, is counted.
// RUN: %cc -w -O1 -fno-builtin -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run env LD_PRELOAD="%profpass_lib/libprofrt.so %t.so" %t && %check
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run env LD_PRELOAD="%t.so %profpass_lib/libprofrt.so" %t && %check
#include <stdlib.h>

#ifdef LIBRARY
static void *early;

__attribute__((constructor(101))) static void first(void)
{
    early = malloc(500);
}

__attribute__((destructor(101))) static void last(void)
{
    free(early);
    free(malloc(700));
    early = malloc(900);
}
#else
__attribute__((profile)) int main(void)
{
    return malloc(30) == NULL; //@ allocations=1 allocated=30 live=30
}

// CHECK: end exit 0
// CHECK: unattributed allocations=3 allocated=2100 live=900
// CHECK: heap allocations=4 frees=2 allocated=2130 live=930 peak=930
#endif
