// The optimizer knows malloc and free, and holds that they touch no memory that
// a probe could see: each line is charged with its own bytes all the same.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O3 %s -o %t && %run %t && %check
#include <stdlib.h>
#include <string.h>

#define PROFILE __attribute__((profile))

void *volatile escaped; // keeps the optimizer from dropping the blocks

static inline void *wrapped(size_t n_bytes) // inlined into its caller
{
    return malloc(n_bytes);
}

PROFILE static void straight(void)
{
    char *a = malloc(100);    //@ increment=100 allocated=100
    escaped = a;              //@ increment=0
    char *b = malloc(2000);   //@ increment=2000 allocated=2000
    char *c = wrapped(30000); //@ increment=30000 allocated=30000
    escaped = c;              //@ increment=0
    free(a);                  //@ increment=-100
    escaped = b;              //@ increment=0
    free(b);                  //@ increment=-2000
}

PROFILE static void around(void)
{
    for (int i = 0; i < 4; i++) {
        char *kept = wrapped(10); //@ occurrences=4 increment=40
        char *copy = strdup("four"); //@ increment=20
        escaped = kept;
        escaped = copy;
        free(copy); //@ increment=-20
    }
}

int main(void)
{
    straight();
    around();
    return 0;
}
