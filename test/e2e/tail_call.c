// A function that ends with a call is left when the callee has returned, at any
// level of optimisation.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

static volatile int sink;

PROFILE static int last(int n)
{
    sink = n;
    return n;
}

PROFILE static int ordinary(int n)
{
    return last(n);
}

PROFILE int main(void)
{
    return ordinary(0);
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function ordinary calls=1 total=3
// CHECK: function last calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> ordinary calls=1
// CHECK: edge ordinary -> last calls=1
