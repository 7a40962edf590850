// A reader of nested lists that builds a tree and drops it: calls, nodes and texts.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>
#include <string.h>

#define PROFILE __attribute__((profile))

struct node {
    struct node *next, *child;
    char *text;
};

PROFILE static struct node *value(const char **at);

PROFILE static char *text(const char **at, const char *ends)
{
    size_t n = strcspn(*at, ends);
    char *copy = strndup(*at, n);                    //@ allocations=7 allocated=29 live=0
    *at += n;
    return copy;
}

PROFILE static struct node *list(const char **at, char end)
{
    struct node *first = NULL, **last = &first;
    for (++*at; **at != end; last = &(*last)->next) { //@ occurrences=12
        *last = value(at);                           //@ occurrences=9
        if (**at == ',')                             //@ occurrences=9
            ++*at;                                   //@ occurrences=6
    }
    ++*at;
    return first;
}

struct node *value(const char **at)
{
    struct node *node = calloc(1, sizeof *node);     //@ allocations=10 allocated=240 live=0
    if (**at == '[')                                 //@ occurrences=10
        node->child = list(at, ']');                 //@ occurrences=2
    else if (**at == '{')                            //@ occurrences=8
        node->child = list(at, '}');                 //@ occurrences=1
    else
        node->text = text(at, ",]}");                //@ occurrences=7
    return node;
}

PROFILE static int drop(struct node *node)
{
    if (!node)                                       //@ occurrences=21
        return 0;                                    //@ occurrences=11
    int n = 1 + drop(node->next) + drop(node->child); //@ occurrences=10
    free(node->text);                                //@ increment=-29
    free(node);                                      //@ increment=-240
    return n;
}

PROFILE int main(void)
{
    const char *lists = "[1,22,{a:9,[true,false],b:0},null]";
    struct node *tree = value(&lists);
    return drop(tree) == 10 && !*lists ? 0 : 1;
}

// The outermost list has 1, 22, a list of three and null; that one has a:9, a
// list of two, and b:0.
// CHECK: end exit 0
// CHECK: function main calls=1 net=0
// CHECK: function value calls=10 primitive=1
// CHECK: function list calls=3 primitive=1
// CHECK: function text calls=7
// CHECK: function drop calls=21 primitive=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> value calls=1
// CHECK: edge value -> list calls=3
// CHECK: edge list -> value calls=9
// CHECK: edge value -> text calls=7
// CHECK: edge main -> drop calls=1
// CHECK: edge drop -> drop calls=20
// CHECK: heap allocations=17 frees=17 allocated=269 live=0 peak=269
