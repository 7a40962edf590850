// A doubly recursive function is called from outside once, whatever it does to
// itself.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

PROFILE static unsigned ackermann(unsigned m, unsigned n)
{
    if (m == 0)                                   //@ occurrences=44
        return n + 1;                             //@ occurrences=20
    if (n == 0)                                   //@ occurrences=24
        return ackermann(m - 1, 1);               //@ occurrences=5
    return ackermann(m - 1, ackermann(m, n - 1)); //@ occurrences=19
}

PROFILE int main(void)
{
    return ackermann(2, 3) == 9 ? 0 : 1;
}

// A(1,n) takes 2n + 2 calls, one of them with n = 0 and n + 1 with m = 0;
// A(2,n) takes itself, A(2,n-1) and A(1,2n+1), and A(2,0) = A(1,1).
// CHECK: end exit 0
// CHECK: function main calls=1 total=89
// CHECK: function ackermann calls=44 primitive=1 total=87
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> ackermann calls=1 primitive=1
// CHECK: edge ackermann -> ackermann calls=43
