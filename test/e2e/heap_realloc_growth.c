// A buffer that doubles: realloc is an allocation and a free, and its line grows
// by the difference.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#define _GNU_SOURCE
#include <stdlib.h>

#define PROFILE __attribute__((profile))

static char *bytes;
static size_t n, room;

PROFILE static void push(char byte)
{
    if (n == room) {                     //@ occurrences=1000 increment=0
        room = room ? 2 * room : 8;      //@ occurrences=8
        bytes = realloc(bytes, room);    //@ allocations=8 allocated=2040 increment=1024
    }
    bytes[n++] = byte;                   //@ occurrences=1000
}

PROFILE static void *table(void)
{
    int *rows = reallocarray(NULL, 10, sizeof *rows); //@ allocated=40 live=0
    rows = reallocarray(rows, 25, sizeof *rows);      //@ allocated=100 increment=60
    void *same = reallocarray(rows, (size_t)-1 / 2, 4); //@ allocations=0 increment=0
    return same ? NULL : rows;
}

PROFILE int main(void)
{
    for (int i = 0; i < 1000; i++)
        push((char)i);                   //@ occurrences=1000 increment=1024
    bytes = realloc(bytes, n);           //@ allocated=1000 increment=-24
    free(bytes);                         //@ increment=-1000
    free(table());                       //@ increment=0 allocations=0
    return 0;
}

// 8 + 16 + ... + 1024 = 2040.
// CHECK: end exit 0
// CHECK: function main calls=1 net=0
// CHECK: function push calls=1000 net=1024
// CHECK: function table calls=1 net=100
// CHECK: heap allocations=11 frees=11 allocated=3180 live=0 peak=1024
