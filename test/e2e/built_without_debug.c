// REQUIRES: gcc
// GCC knows its lines without debug information: so does the profile.
// RUN: %profpass_cc -g0 -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -g0 -O2 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -c %s -o %t.o && %readelf -S %t.o | grep -c debug_line
// RUN: %profpass_cc -g0 -O2 -c %s -o %t.o && %readelf -S %t.o > %t.sections && %not grep debug %t.sections
#define PROFILE __attribute__((profile))

PROFILE static int leaf(int n)
{
    n += 1;   //@ occurrences=4
    return n; //@ occurrences=4
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
