// A search tree, built and dropped by recursion: a recursive line is charged for
// what it allocates itself and grows by what its callees keep.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

struct node {
    int key;
    struct node *less, *more;
};

PROFILE static struct node *insert(struct node *tree, int key)
{
    if (!tree) {                               //@ occurrences=17
        tree = calloc(1, sizeof *tree);        //@ increment=168 allocated=168
        tree->key = key;                       //@ occurrences=7
    } else if (key < tree->key) {              //@ occurrences=10
        tree->less = insert(tree->less, key);  //@ occurrences=5 increment=120
    } else {
        tree->more = insert(tree->more, key);  //@ occurrences=5 increment=120
    }
    return tree;                               //@ occurrences=17
}

PROFILE static int height(const struct node *tree)
{
    if (!tree)                                 //@ occurrences=15
        return 0;                              //@ occurrences=8
    int less = height(tree->less);             //@ occurrences=7
    int more = height(tree->more);             //@ occurrences=7
    return 1 + (less > more ? less : more);    //@ occurrences=7
}

PROFILE static void drop(struct node *tree)
{
    if (!tree)
        return;
    drop(tree->less);                          //@ increment=-120
    drop(tree->more);                          //@ increment=-120
    free(tree);                                //@ increment=-168
}

PROFILE int main(void)
{
    static const int keys[] = {4, 2, 6, 1, 3, 5, 7};
    struct node *tree = NULL;
    for (int i = 0; i < 7; i++)
        tree = insert(tree, keys[i]);          //@ increment=168 allocations=0
    int ok = height(tree) == 3;
    drop(tree);                                //@ increment=-168
    return ok ? 0 : 1;
}

// Depths 1, 2, 2, 3, 3, 3, 3: 17 calls insert. Of the 10 that go on, half go
// each way; each new node is seen by all activations above it.
// CHECK: end exit 0
// CHECK: function main calls=1 net=0
// CHECK: function insert calls=17 primitive=7
// CHECK: function height calls=15 primitive=1
// CHECK: function drop calls=15 primitive=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> insert calls=7
// CHECK: edge insert -> insert calls=10
// CHECK: edge main -> height calls=1
// CHECK: edge height -> height calls=14
// CHECK: edge main -> drop calls=1
// CHECK: edge drop -> drop calls=14
// CHECK: heap allocations=7 frees=7 live=0 peak=168
