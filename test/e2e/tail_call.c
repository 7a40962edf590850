// A musttail call leaves its function before the callee begins; an ordinary call
// in tail position does not, at any level of optimisation.
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

PROFILE static int must(int n)
{
    __attribute__((musttail)) return last(n);
}

PROFILE int main(void)
{
    return ordinary(0) + must(0);
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function ordinary calls=1 total=3
// CHECK: function must calls=1 total=1
// CHECK: function last calls=2
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> ordinary calls=1
// CHECK: edge main -> must calls=1
// CHECK: edge ordinary -> last calls=1
// CHECK: edge main -> last calls=1
