// The increment of a line is what the heap has grown by while it ran, callees
// included, so that the rows of a function add up to what it has changed.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

static void *kept[64];
static int n_kept;

static void keep(size_t n_bytes) // not marked: its bytes are its caller's
{
    kept[n_kept++] = malloc(n_bytes);
}

PROFILE static void grow_and_shrink(void)
{
    for (int i = 0; i < 5; i++)  //@ occurrences=6 increment=0
        keep(100);               //@ occurrences=5 increment=500 live=300
    for (int i = 0; i < 2; i++)  //@ occurrences=3 increment=0
        free(kept[--n_kept]);    //@ occurrences=2 increment=-200
    free(malloc(7));             //@ increment=0 allocations=1 live=0
    int even = n_kept % 2;       //@ increment=0
    keep(even ? 11 : 13);        //@ increment=11 allocated=11
}

PROFILE static void recurse(int n)
{
    keep(10);                    //@ occurrences=3 increment=30 allocated=30
    if (n > 0)                   //@ occurrences=3 increment=0
        recurse(n - 1);          //@ occurrences=2 increment=30 allocated=0
}

PROFILE static void *resized(void)
{
    char *p = malloc(10);        //@ increment=10 allocations=1
    p = realloc(p, 1000);        //@ increment=990 allocations=1 allocated=1000
    p = realloc(p, 30);          //@ increment=-970 allocations=1 live=30
    return p;
}

PROFILE int main(void)
{
    grow_and_shrink();           //@ increment=311 allocations=0
    recurse(2);                  //@ increment=30
    kept[n_kept++] = resized();  //@ increment=30
    return 0;
}

// The two outer activations of recurse also see what the inner ones keep.
// CHECK: end exit 0
// CHECK: function main calls=1 net=371
// CHECK: function grow_and_shrink calls=1 net=311
// CHECK: function recurse calls=3 net=60
// CHECK: function resized calls=1 net=30
// CHECK: heap allocations=13 frees=5 allocated=1588 live=371 peak=1341
// CHECK: unattributed allocations=0
