// Blocks of no bytes, blocks that cannot be had, and pointers to none.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

static volatile size_t huge = PTRDIFF_MAX;
static void *volatile nothing; // gcc knows what free(NULL) does

__attribute__((profile)) int main(void)
{
    void *empty = malloc(0);            //@ allocations=1 allocated=0 increment=0
    void *zeros = calloc(0, 100);       //@ allocations=1 allocated=0 increment=0
    void *grown = realloc(NULL, 50);    //@ allocations=1 allocated=50 increment=50
    free(nothing);                      //@ allocations=0 increment=0
    errno = 0;
    void *failed = malloc(huge);        //@ allocations=0 allocated=0 increment=0
    int error = errno;
    errno = 0;
    if (calloc(huge, 16) || realloc(grown, huge)) //@ allocations=0 increment=0
        return 1;                       //@ occurrences=0
    error += errno;
    grown = realloc(grown, 0);          //@ increment=-50
    free(empty);                        //@ increment=0
    free(zeros);                        //@ increment=0
    return failed || grown || error != 2 * ENOMEM ? 1 : 0;
}

// realloc to 0 bytes frees the block, as glibc has it.
// CHECK: end exit 0
// CHECK: heap allocations=3 frees=3 allocated=50 live=0 peak=50
