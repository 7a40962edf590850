// REQUIRES: gcc
// REQUIRES: lto
// A fat object has its code twice; whichever the linker takes, it counts once.
// RUN: %profpass_cc -O2 -flto -ffat-lto-objects -c %s -o %t.o
// RUN: %cc -fno-lto %t.o -o %t && %run %t && %check
// RUN: %cc -O2 -flto %t.o -o %t && %run %t && %check
// RUN: rm -f %t.a && gcc-ar rc %t.a %t.o && %cc -O2 -flto -fwhole-program -Wl,-u,main %t.a -o %t && %run %t && %check
// RUN: %profpass_cc -O0 -flto -ffat-lto-objects -c %s -o %t.o
// RUN: %cc -O0 -flto -flto-partition=none %t.o -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

PROFILE static int leaf(int n)
{
    return n + 1; //@ occurrences=4
}

PROFILE int main(void)
{
    int n = 0;
    while (n < 4)    //@ occurrences=5
        n = leaf(n); //@ occurrences=4
    return n - 4;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function leaf calls=4
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> leaf calls=4
