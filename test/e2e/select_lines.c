// -lines says which lines of every selected function have probes: none, those
// with calls, or all.
// RUN: %profpass_cc -O2 -fplugin-arg-profpass-lines=off %s -o %t
// RUN: %run %t && %check --prefix OFF
// RUN: %profpass export --format=json %t.prof > %t.json
// RUN: %python -c "import json,sys; sys.exit(any(l['line'] for l in json.load(open('%t.json'))['lines']))"
// RUN: %profpass_cc -O2 -fplugin-arg-profpass-lines=calls %s -o %t
// RUN: %run %t && %check --prefix CALLS
// RUN: %profpass export --format=json %t.prof > %t.json
// RUN: %python -c "import json,sys; sys.exit([l['line'] for l in json.load(open('%t.json'))['lines'] if l['line'] and l['occurrences']] != [20])"
// RUN: %profpass_cc -O2 -fplugin-arg-profpass-lines=all %s -o %t
// RUN: %run %t && %check
#include <unistd.h>

static volatile int zero;

__attribute__((profile)) int main(void)
{
    int n = zero;  //@ occurrences=1
    n += getpid(); //@ occurrences=1
    return n == 0; //@ occurrences=1
}

// CHECK: function main calls=1
// OFF: function main calls=1
// CALLS: function main calls=1
