// Tasks run in whatever thread is free: all of them count, once.
// REQUIRES: openmp
// RUN: %profpass_cc -O0 -fopenmp %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fopenmp %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

enum { N_THREADS = 4 };

PROFILE static int leaf(int n)
{
    return n;
}

PROFILE static int fib(int n)
{
    int a, b;
    if (n < 2)
        return leaf(n);
#pragma omp task shared(a)
    a = fib(n - 1);
#pragma omp task shared(b)
    b = fib(n - 2);
#pragma omp taskwait
    return a + b;
}

PROFILE int main(void)
{
    int result = 0;
#pragma omp parallel num_threads(N_THREADS)
#pragma omp single
    result = fib(12);
    return result == 144 ? 0 : 1;
}

// CHECK: vary which thread takes a task is chance
// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function fib calls=465
// CHECK: function leaf calls=233
