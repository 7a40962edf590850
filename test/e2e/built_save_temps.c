// REQUIRES: gcc
// With every file between kept, the profile is the same. (clang says that it
// cannot: plugin/no_passes.c.)
// RUN: rm -rf %t.d && mkdir %t.d && cd %t.d
// RUN: %profpass_cc -O0 -save-temps=obj %s -o %t.d/kept && %run %t.d/kept && %check
// RUN: %profpass_cc -O2 -save-temps=obj %s -o %t.d/kept && %run %t.d/kept && %check
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
