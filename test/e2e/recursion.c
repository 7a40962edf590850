// Every call of a recursion is counted; only the outermost are primitive, and
// only they count for the total time.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

PROFILE static int fib(int n)
{
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

static int is_odd(int n);

PROFILE static int is_even(int n)
{
    return n == 0 ? 1 : is_odd(n - 1);
}

PROFILE static int is_odd(int n)
{
    return n == 0 ? 0 : is_even(n - 1);
}

PROFILE int main(void)
{
    return fib(5) == 5 && is_even(6) ? 0 : 1;
}

// The clock steps at each entry and exit: n calls below each other take 2n - 1.
// CHECK: end exit 0
// CHECK: function main calls=1 primitive=1 self=3 total=45
// CHECK: function fib calls=15 primitive=1 self=29 total=29
// CHECK: function is_even calls=4 primitive=1 self=7 total=13
// CHECK: function is_odd calls=3 primitive=1 self=6 total=11
// CHECK: edge outside -> main calls=1 primitive=1 self=3 total=45
// CHECK: edge main -> fib calls=1 primitive=1 self=3 total=29
// CHECK: edge fib -> fib calls=14 primitive=2 self=26 total=26
// CHECK: edge main -> is_even calls=1 primitive=1 self=2 total=13
// CHECK: edge is_even -> is_odd calls=3 primitive=1 self=6 total=11
// CHECK: edge is_odd -> is_even calls=3 primitive=1 self=5 total=9
// CHECK: threads 1
