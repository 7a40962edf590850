// -lines says which lines of functions selected without a mark have probes: none,
// those with calls, or all.
// RUN: %profpass_cc -O2 -fplugin-arg-profpass-all -fplugin-arg-profpass-lines=off %s -o %t
// RUN: %run %t && %check --prefix OFF
// RUN: %profpass_cc -O2 -fplugin-arg-profpass-all -fplugin-arg-profpass-lines=calls %s -o %t
// RUN: %run %t && %check --prefix CALLS
// RUN: %profpass_cc -O2 -fplugin-arg-profpass-all -fplugin-arg-profpass-lines=all %s -o %t
// RUN: %run %t && %check
#include <unistd.h>

static volatile int zero;

int main(void)
{
    int n = zero;  //@ occurrences=1
    n += getpid(); //@ occurrences=1
    return n == 0; //@ occurrences=1
}

// CHECK: function main calls=1
// CHECK: lines main 15 16 17

// OFF: function main calls=1
// OFF: lines main

// CALLS: function main calls=1
// CALLS: lines main 16
