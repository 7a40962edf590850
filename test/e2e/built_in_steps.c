// Preprocessed, compiled and assembled one by one: the profile is that of the
// one command, and speaks of the source.
// RUN: rm -rf %t.d && mkdir %t.d && cd %t.d
// RUN: %profpass_cc -O0 -pipe %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -E %s -o steps.i && %profpass_cc -O2 -S steps.i && %cc -c steps.s
// RUN: %cc steps.o -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -c -MD -MF steps.d -x c - -o steps.o < %s && grep -q steps.o steps.d
// RUN: %cc steps.o -o %t && %run %t && %profpass dump %t.prof | grep -c '^function leaf .*calls=3 '
#include <stddef.h>

#define PROFILE __attribute__((profile))
#define DOUBLED(n) \
    ((n) +         \
     (n))

PROFILE static int leaf(int n)
{
    return DOUBLED(n); //@ occurrences=3
}

PROFILE int main(void)
{
    int sum = 0;
    for (int i = 0; i < 3; i++) //@ occurrences=4
        sum += leaf(i);         //@ occurrences=3
    return sum - 6;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function leaf calls=3
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> leaf calls=3
