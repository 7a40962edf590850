// The distance of two words by recursion that remembers: each pair of prefixes
// is computed once.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>
#include <string.h>

#define PROFILE __attribute__((profile))

static const char *a, *b;
static signed char *known;
static int n_columns;

PROFILE static int least(int x, int y, int z)
{
    int less = x < y ? x : y;
    return less < z ? less : z;
}

PROFILE static int distance(int i, int j)
{
    if (i == 0 || j == 0)                          //@ occurrences=127
        return i + j;                              //@ occurrences=25
    signed char *cell = &known[i * n_columns + j]; //@ occurrences=102
    if (*cell < 0) {                               //@ occurrences=102
        int insert = distance(i, j - 1) + 1;       //@ occurrences=42
        int remove = distance(i - 1, j) + 1;       //@ occurrences=42
        int change = distance(i - 1, j - 1) + (a[i - 1] != b[j - 1]); //@ occurrences=42
        *cell = (signed char)least(insert, remove, change); //@ occurrences=42
    }
    return *cell;                                  //@ occurrences=102
}

PROFILE int main(void)
{
    a = "kitten";
    b = "sitting";
    int m = (int)strlen(a), n = (int)strlen(b);
    size_t n_cells = (size_t)((m + 1) * (n + 1));
    n_columns = n + 1;
    known = malloc(n_cells);                       //@ allocated=56 live=0
    memset(known, -1, n_cells);
    int result = distance(m, n);                   //@ increment=0
    free(known);                                   //@ increment=-56
    return result == 3 ? 0 : 1;
}

// 6 * 7 pairs ask three times each, and main once. About an empty prefix ask
// 2 * 7 - 1 for the one word, 2 * 6 - 1 for the other, and one about two empty.
// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function distance calls=127 primitive=1
// CHECK: function least calls=42
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> distance calls=1
// CHECK: edge distance -> distance calls=126
// CHECK: edge distance -> least calls=42
