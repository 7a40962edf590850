// An arena takes few blocks and gives out many pieces: the heap sees the blocks.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

enum { ROOM = 1000 };

struct block {
    struct block *before;
    size_t used;
    char bytes[];
};

PROFILE static void *take(struct block **arena, size_t n)
{
    if (!*arena || (*arena)->used + n > ROOM) {          //@ occurrences=100 increment=0
        struct block *new = malloc(sizeof *new + ROOM);  //@ allocated=4064 live=0
        new->before = *arena;
        new->used = 0;
        *arena = new;
    }
    char *piece = (*arena)->bytes + (*arena)->used;      //@ occurrences=100 increment=0
    (*arena)->used += n;
    return piece;
}

PROFILE static void drop(struct block *arena)
{
    for (struct block *before; arena; arena = before) {  //@ occurrences=5
        before = arena->before;                          //@ occurrences=4
        free(arena);                                     //@ increment=-4064
    }
}

PROFILE int main(void)
{
    struct block *arena = NULL;
    for (size_t i = 0; i < 100; i++)
        take(&arena, 40);                                //@ increment=4064
    drop(arena);                                         //@ increment=-4064
    return 0;
}

// 25 pieces of 40 bytes fit into each of four blocks of 16 + 1000 bytes.
// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> take calls=100
// CHECK: edge main -> drop calls=1
// CHECK: heap allocations=4 frees=4 allocated=4064 live=0 peak=4064
