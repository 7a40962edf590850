// A function that a resolver chooses while the program is loaded counts when it
// is called; the resolver runs too early to be recorded, and does no harm.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

PROFILE static int plain(int n)
{
    return n;
}

PROFILE static int fancy(int n)
{
    return n + 1;
}

typedef int function(int);

PROFILE static function *resolve(void)
{
    volatile int best = 1;
    return best ? fancy : plain;
}

int work(int n) __attribute__((ifunc("resolve")));

PROFILE int main(void)
{
    int sum = 0;
    for (int i = 0; i < 4; i++)
        sum += work(i);
    return sum == 10 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function fancy calls=4
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> fancy calls=4
