// The sieve of Eratosthenes: how often its inner line runs is a sum that can be
// done by hand.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

PROFILE static void strike(char *composite, int n, int prime)
{
    for (int i = prime * prime; i <= n; i += prime) //@ occurrences=108
        composite[i] = 1;                           //@ occurrences=104
}

PROFILE static int count(int n)
{
    char *composite = calloc((size_t)n + 1, 1);     //@ allocated=101 live=0
    int n_primes = 0;
    for (int i = 2; i <= n; i++) {                  //@ occurrences=100
        if (composite[i])                           //@ occurrences=99
            continue;                               //@ occurrences=74
        n_primes++;                                 //@ occurrences=25
        if (i * i <= n)                             //@ occurrences=25
            strike(composite, n, i);                //@ occurrences=4
    }
    free(composite);                                //@ increment=-101
    return n_primes;
}

PROFILE int main(void)
{
    return count(100) == 25 ? 0 : 1;
}

// 2 strikes 49 numbers from 4 on, 3 from 9 on 31, 5 from 25 on 16, 7 from 49 on 8.
// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> count calls=1
// CHECK: edge count -> strike calls=4
