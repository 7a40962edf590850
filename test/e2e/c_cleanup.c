// A cleanup function is called by the function whose variable it cleans, on
// every way out of the variable's block.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

PROFILE static void release(char **p)
{
    free(*p);                                          //@ occurrences=9
}

#define OWNED __attribute__((cleanup(release))) char *

PROFILE static int work(int kind)
{
    OWNED outer = malloc(100);                         //@ allocated=400 live=0
    for (int i = 0; i < 2; i++) {
        OWNED inner = malloc(10);                      //@ allocated=50 live=0
        if (kind == 0)                                 //@ occurrences=5
            continue;
        if (kind == 1)                                 //@ occurrences=3
            break;
        if (kind == 2)                                 //@ occurrences=2
            return inner == outer;                     //@ occurrences=1
        goto out;
    }
    return 0;                                          //@ occurrences=2
out:
    return 0;                                          //@ occurrences=1
}

PROFILE int main(void)
{
    int result = 0;
    for (int kind = 0; kind < 4; kind++)
        result += work(kind); //@ occurrences=4 increment=0
    return result;
}

// Four outer variables and, before continue, break, return and goto, 2 + 1 + 1 +
// 1 inner ones.
// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function work calls=4 net=0
// CHECK: function release calls=9 net=-450
// CHECK: heap allocations=9 frees=9 live=0 peak=110
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> work calls=4
// CHECK: edge work -> release calls=9
