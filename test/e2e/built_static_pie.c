// REQUIRES: static-pie
// A static program that stands anywhere in memory: its records are relocated
// before its constructors run.
// RUN: %profpass_cc -O0 -fno-builtin -fPIE %s -o %t $(%profpass flags --cc=%cc --static | sed s/-static/-static-pie/)
// RUN: %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin -fPIE %s -o %t $(%profpass flags --cc=%cc --static | sed s/-static/-static-pie/)
// RUN: %run %t && %check && %readelf -h %t | grep -c 'Type:  *DYN'
#include <stdlib.h>

__attribute__((profile)) static void *make(size_t size)
{
    return malloc(size); //@ occurrences=3 allocations=3 increment=30
}

__attribute__((profile)) int main(void)
{
    char *first = make(10);           //@ increment=10
    char *second = make(10);          //@ increment=10
    char *third = make(10);           //@ increment=10
    free(second);                     //@ increment=-10
    return first && third ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1 net=20
// CHECK: function make calls=3 net=30
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> make calls=3
