// A musttail call leaves its function before the callee begins.
// REQUIRES: clang
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

static volatile int sink;

PROFILE static int last(int n)
{
    sink = n;
    return n;
}

PROFILE static int must(int n)
{
    __attribute__((musttail)) return last(n);
}

PROFILE int main(void)
{
    return must(0);
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function must calls=1 total=1
// CHECK: function last calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> must calls=1
// CHECK: edge main -> last calls=1
