// A program at a fixed address that takes the address of malloc has a malloc of
// its own, to the dynamic linker: a jump to the real one. It is watched as well.
// RUN: %cc -O0 -fno-pic -no-pie %s -o %t && rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS=report=none:output=%t.prof %profpass run -o %t.dat %t
// RUN: %profpass dump %t.prof | %FileCheck %s
#include <stdlib.h>

void *(*volatile allocate)(size_t) = malloc;
void (*volatile release)(void *) = free;

int main(void)
{
    release(allocate(100));
    return allocate(20) == NULL;
}

// CHECK: heap=interposed
// CHECK: heap allocations=2 allocated_bytes=120 frees=1 freed_bytes=100
