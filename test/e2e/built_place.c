// Where a program's code may stand in memory, and when its symbols are bound,
// changes nothing.
// RUN: %profpass_cc -O0 -fPIE -pie -Wl,-z,now %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fPIE -pie -Wl,-z,now -fno-plt %s -o %t && %run %t && %check
// RUN: %profpass_cc -O0 -fno-pie -no-pie -Wl,-z,norelro %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-pie -no-pie -Wl,-z,lazy %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -mcmodel=large %s -o %t && %run %t && %check
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
