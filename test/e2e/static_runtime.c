// With libprofrt.a linked in, fully static or not, the program needs no shared
// runtime.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t $(%profpass flags --cc=%cc --static)
// RUN: %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t $(%profpass flags --cc=%cc --static)
// RUN: %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t -Wl,-u,__profpass_attach %profpass_lib/libprofrt.a
// RUN: %run %t && %check
#include <stdlib.h>
#include <string.h>

__attribute__((profile)) int main(void)
{
    char *copy = strdup("12345"); //@ allocations=1 allocated=6 increment=6
    free(malloc(10));             //@ allocations=1 allocated=10
    return copy[0] == '1' ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1 net=6
// CHECK: edge outside -> main calls=1
