// Debug information of any kind and place, or stripped off afterwards: the
// profile does not read it.
// RUN: rm -rf %t.d && mkdir %t.d && cd %t.d
// RUN: %profpass_cc -O0 -g3 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -gdwarf-4 %s -o %t && %strip --strip-all %t && %run %t && %check
// RUN: %profpass_cc -O2 -gsplit-dwarf -c %s -o d.o && rm d.dwo && %cc d.o -o %t && %run %t && %check
// RUN: %profpass_cc -O0 -g1 -c %s -o d.o && %strip --strip-debug d.o && %cc d.o -o %t && %run %t && %check
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
