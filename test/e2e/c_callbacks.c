// What the C library calls back is called by whoever called the library.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define _GNU_SOURCE
#include <search.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

PROFILE static int compare(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

PROFILE static int compare_keys(const void *a, const void *b)
{
    return compare(a, b);
}

PROFILE static void drop(void *key)
{
    (void)key;
}

PROFILE static void *find(int key, const int *numbers, size_t n)
{
    return bsearch(&key, numbers, n, sizeof *numbers, compare);
}

PROFILE static int grow_tree(int *keys)
{
    void *root = NULL;
    for (int i = 0; i < 3; i++)
        tsearch(&keys[i], &root, compare_keys); //@ allocations=3 live=0
    int found = tfind(&keys[2], &root, compare_keys) != NULL;
    tdestroy(root, drop); //@ increment<=-72
    return found;
}

PROFILE int main(void)
{
    int pair[] = {2, 1};
    int numbers[] = {1, 2, 3, 4, 5, 6, 7};
    int keys[] = {20, 10, 30};
    qsort(pair, 2, sizeof *pair, compare);
    int ok = pair[0] == 1 && find(4, numbers, 7) == &numbers[3] &&
             find(6, numbers, 7) == &numbers[5] &&
             find(7, numbers, 7) == &numbers[6] && !find(0, numbers, 7);
    return ok && grow_tree(keys) ? 0 : 1;
}

// Halving looks at 4; 4 6; 4 6 7; 4 2 1. The keys meet: none; 20; 20; and the
// third is found behind 20.
// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function compare calls=14
// CHECK: function grow_tree calls=1 net=0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> compare calls=1
// CHECK: edge main -> find calls=4
// CHECK: edge find -> compare calls=9
// CHECK: edge main -> grow_tree calls=1
// CHECK: edge grow_tree -> compare_keys calls=4
// CHECK: edge compare_keys -> compare calls=4
// CHECK: edge grow_tree -> drop calls=3
// CHECK: function find calls=4
// CHECK: function compare_keys calls=4
// CHECK: function drop calls=3
