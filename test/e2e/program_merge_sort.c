// Merge sort: a call for each half, a block for each merge, and the comparisons
// that sorted and reversed numbers take.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>
#include <string.h>

#define PROFILE __attribute__((profile))

enum { N = 64 };

PROFILE static int less(int a, int b)
{
    return a < b;
}

PROFILE static void merge(int *left, int *right, int *end)
{
    size_t n_bytes = (size_t)(right - left) * sizeof *left;
    int *copy = malloc(n_bytes);                //@ allocated=1536 live=0
    memcpy(copy, left, n_bytes);
    int *from = copy, *copy_end = copy + (right - left), *to = left;
    while (from < copy_end && right < end)      //@ occurrences=510
        *to++ = less(*right, *from) ? *right++ : *from++; //@ occurrences=384
    while (from < copy_end)                     //@ occurrences=318
        *to++ = *from++;                        //@ occurrences=192
    free(copy);                                 //@ increment=-1536
}

PROFILE static void sort(int *first, int n)
{
    if (n < 2)                                  //@ occurrences=254
        return;                                 //@ occurrences=128
    sort(first, n / 2);                         //@ occurrences=126
    sort(first + n / 2, n - n / 2);             //@ occurrences=126
    merge(first, first + n / 2, first + n);     //@ occurrences=126
}

PROFILE int main(void)
{
    int up[N], down[N];
    for (int i = 0; i < N; i++) {
        up[i] = i;
        down[i] = N - i;
    }
    sort(up, N);                                //@ increment=0
    sort(down, N);                              //@ increment=0
    return up[7] == 7 && down[7] == 8 ? 0 : 1;
}

// Each of 6 levels copies 32 numbers. Sorted halves compare once for each left
// number, reversed ones once for each right number and copy the left ones back.
// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function sort calls=254 primitive=2
// CHECK: function merge calls=126
// CHECK: function less calls=384
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> sort calls=2
// CHECK: edge sort -> sort calls=252
// CHECK: edge sort -> merge calls=126
// CHECK: edge merge -> less calls=384
// CHECK: heap allocations=126 frees=126 live=0 peak=128
