// In a parallel region the first thread's calls are called by the function that
// holds the region, those of the others by no one; loops and reductions count once.
// REQUIRES: openmp
// RUN: %profpass_cc -O0 -fopenmp %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fopenmp %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

enum { N_THREADS = 4, N = 1000 };

PROFILE static int inner(int i)
{
    return i % 7;
}

PROFILE static int work(int i)
{
    return inner(i) + 1;
}

PROFILE static long sum_up(void)
{
    long sum = 0;
#pragma omp parallel for num_threads(N_THREADS) schedule(static) reduction(+ : sum)
    for (int i = 0; i < N; i++)
        sum += work(i);
    return sum;
}

PROFILE int main(void)
{
    long expected = 0;
    for (int i = 0; i < N; i++)
        expected += i % 7 + 1;
    for (int round = 0; round < 3; round++)
        if (sum_up() != expected)
            return 1;
    return 0;
}

// CHECK: end exit 0
// CHECK: threads 4
// CHECK: function main calls=1
// CHECK: function sum_up calls=3
// CHECK: function work calls=3000 primitive=3000 self=6000
// CHECK: function inner calls=3000 self=3000
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> sum_up calls=3
// CHECK: edge sum_up -> work calls=750
// CHECK: edge outside -> work calls=2250
// CHECK: edge work -> inner calls=3000
