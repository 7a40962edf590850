// A line's peak is what the heap was at most while it ran, though nothing of it
// is left afterwards.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

__attribute__((noinline)) static void plain(size_t n)
{
    free(malloc(n));
}

__attribute__((profile("lines=off"), noinline)) static void without_lines(size_t n)
{
    plain(n);
}

PROFILE static void marked(size_t n)
{
    plain(n);      //@ peak=5000100 usage=100 increment=0
}

PROFILE int main(void)
{
    void *kept = malloc(100); //@ peak=100 usage=100 increment=100
    plain(1000000);           //@ peak=1000100 usage=100 increment=0 live=0
    marked(5000000);          //@ peak=5000100 usage=100 increment=0
    plain(2000);              //@ peak=2100 usage=100
    without_lines(3000);      //@ peak=3100 usage=100
    free(kept);               //@ peak=100 usage=0 increment=-100
    return 0;
}

// CHECK: end exit 0
// CHECK: heap peak=5000100 live=0
