// Functions in the style of Kernighan and Ritchie, with and without prototypes.
// RUN: %profpass_cc -std=gnu89 -w -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -std=gnu89 -w -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

int power();

PROFILE int strange(c, x, text)
char c;
float x;
char *text;
{
    return c + (int)(2 * x) + text[0];
}

PROFILE main()
{
    int i, sum = 0;
    for (i = 0; i < 10; ++i)
        sum += power(2, i) + strange('a', 1.5, "b"); //@ occurrences=10
    return sum == 1023 + 10 * ('a' + 3 + 'b') ? 0 : 1;
}

/* power: raise base to the n-th power; n >= 0 */
PROFILE int power(base, n)
int base, n;
{
    int p;
    for (p = 1; n > 0; --n) //@ occurrences=55
        p = p * base;       //@ occurrences=45
    return p;               //@ occurrences=10
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function power calls=10
// CHECK: function strange calls=10
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> power calls=10
// CHECK: edge main -> strange calls=10
