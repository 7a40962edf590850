// A hundred thousand activations are open at once, of one function and of two that
// call each other; coming back they all end.
// RUN: %profpass_cc -O0 %s -o %t && (ulimit -s 65536; %run %t) && %check
// RUN: %profpass_cc -O2 %s -o %t && (ulimit -s 65536; %run %t) && %check
#define PROFILE __attribute__((profile))

enum { DEPTH = 100000 };

PROFILE static int down(int n)
{
    return n == 0 ? 0 : down(n - 1) + 1;
}

PROFILE static int odd(int n);

PROFILE static int even(int n)
{
    return n == 0 ? 0 : odd(n - 1) + 1;
}

PROFILE static int odd(int n)
{
    return n == 0 ? 0 : even(n - 1) + 1;
}

PROFILE int main(void)
{
    return down(DEPTH) == DEPTH && even(DEPTH) == DEPTH ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1 self=3 total=400005
// CHECK: function down calls=100001 primitive=1 self=200001 total=200001
// CHECK: function even calls=50001 primitive=1 total=200001
// CHECK: function odd calls=50000 primitive=1 total=199999
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> down calls=1
// CHECK: edge down -> down calls=100000 primitive=1
// CHECK: edge main -> even calls=1
// CHECK: edge even -> odd calls=50000 primitive=1
// CHECK: edge odd -> even calls=50000 primitive=1
