// Matrices made of rows, and products that make new ones.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

enum { N = 5 };

PROFILE static double **new_matrix(double diagonal)
{
    double **m = malloc(N * sizeof *m);         //@ allocated=120 live=0
    for (int i = 0; i < N; i++) {               //@ occurrences=18
        m[i] = calloc(N, sizeof **m);           //@ allocated=600 live=0
        m[i][i] = diagonal;                     //@ occurrences=15
    }
    return m;
}

PROFILE static void free_matrix(double **m)
{
    for (int i = 0; i < N; i++)                 //@ occurrences=18
        free(m[i]);                             //@ increment=-600
    free(m);                                    //@ increment=-120
}

PROFILE static double **product(double **a, double **b)
{
    double **c = new_matrix(0);                 //@ increment=240 allocations=0
    for (int i = 0; i < N; i++)                 //@ occurrences=6
        for (int j = 0; j < N; j++)             //@ occurrences=30
            for (int k = 0; k < N; k++)         //@ occurrences=150
                c[i][j] += a[i][k] * b[k][j];   //@ occurrences=125
    return c;
}

PROFILE int main(void)
{
    double **a = new_matrix(2), **b = new_matrix(3); //@ increment=480
    double **c = product(a, b);                 //@ increment=240 usage=720
    int ok = c[0][0] == 6 && c[N - 1][N - 1] == 6 && c[0][1] == 0;
    free_matrix(a);                             //@ increment=-240
    free_matrix(b);                             //@ increment=-240
    free_matrix(c);                             //@ increment=-240
    return ok ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> new_matrix calls=2
// CHECK: edge main -> product calls=1
// CHECK: edge product -> new_matrix calls=1
// CHECK: edge main -> free_matrix calls=3
// CHECK: heap allocations=18 frees=18 allocated=720 live=0 peak=720
