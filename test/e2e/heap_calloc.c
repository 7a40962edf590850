// calloc counts the product; its bytes are zero also where the block was used
// before.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>
#include <string.h>

#define PROFILE __attribute__((profile))

enum { N = 20 };

PROFILE static int is_zero(const unsigned char *bytes, size_t n)
{
    unsigned any = 0;
    for (size_t i = 0; i < n; i++)     //@ occurrences=8020
        any |= bytes[i];               //@ occurrences=8000
    return any == 0;                   //@ occurrences=20
}

PROFILE int main(void)
{
    int zeros = 0;
    for (int i = 0; i < N; i++) {              //@ occurrences=21
        unsigned char *used = malloc(400);     //@ increment=8000 live=0
        memset(used, 0xff, 400);               //@ occurrences=20
        free(used);                            //@ increment=-8000
        unsigned char *clean = calloc(50, 8);  //@ increment=8000 live=0
        zeros += is_zero(clean, 400);          //@ increment=0
        free(clean);                           //@ increment=-8000
    }
    return zeros == N ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1 net=0
// CHECK: function is_zero calls=20
// CHECK: heap allocations=40 frees=40 allocated=16000 live=0 peak=400
