// A hash table that doubles: the line of its array owns the last one, that of
// the entries all of them.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

struct entry {
    struct entry *next;
    unsigned key, value;
};

static struct entry **slots;
static unsigned n_entries, n_slots;

PROFILE static unsigned hash(unsigned key)
{
    return key * 2654435761u >> 7;
}

PROFILE static void rehash(unsigned n)
{
    struct entry **grown = calloc(n, sizeof *grown); //@ allocated=1984 live=1024
    for (unsigned i = 0; i < n_slots; i++)           //@ occurrences=125
        for (struct entry *e = slots[i], *next; e; e = next) { //@ occurrences=240
            unsigned at = hash(e->key) & (n - 1);    //@ occurrences=120
            next = e->next;
            e->next = grown[at];
            grown[at] = e;
        }
    free(slots);                                     //@ increment=-960
    slots = grown;
    n_slots = n;
}

PROFILE static unsigned *at(unsigned key)
{
    if (n_entries == n_slots)                        //@ occurrences=100
        rehash(n_slots ? 2 * n_slots : 8);           //@ occurrences=5 increment=1024
    struct entry **slot = &slots[hash(key) & (n_slots - 1)];
    struct entry *new = malloc(sizeof *new);         //@ allocations=100 live=1600
    *new = (struct entry){*slot, key, 0};
    n_entries++;
    return &(*slot = new)->value;
}

PROFILE int main(void)
{
    for (unsigned i = 0; i < 100; i++)
        *at(i * i) = i;                              //@ increment=2624
    return 0;
}

// Arrays of 8, 16, 32, 64 and 128; 0 + 8 + 16 + 32 + 64 entries move, and of as
// many lists the head is looked at once more.
// CHECK: end exit 0
// CHECK: function main calls=1 net=2624
// CHECK: function at calls=100
// CHECK: function rehash calls=5 net=1024
// CHECK: function hash calls=220
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> at calls=100
// CHECK: edge at -> rehash calls=5
// CHECK: edge at -> hash calls=100
// CHECK: edge rehash -> hash calls=120
// CHECK: heap allocations=105 frees=4 live=2624
