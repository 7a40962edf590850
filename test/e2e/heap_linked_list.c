// A linked list: each node is the line's that made it until it is unlinked,
// wherever that is done.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

struct node {
    struct node *next;
    long value;
};

static struct node *head;

PROFILE static void push(long value)
{
    struct node *node = malloc(sizeof *node); //@ allocated=1600 live=800
    node->next = head;
    node->value = value;
    head = node;
}

PROFILE static void unlink_even(void)
{
    struct node **link = &head;
    while (*link) {                           //@ occurrences=101
        struct node *node = *link;            //@ occurrences=100
        if (node->value % 2) {                //@ occurrences=100
            link = &node->next;               //@ occurrences=50
        } else {
            *link = node->next;               //@ occurrences=50
            free(node);                       //@ increment=-800
        }
    }
}

PROFILE static void reverse(void)
{
    struct node *done = NULL;
    for (struct node *next; head; head = next) { //@ occurrences=51
        next = head->next;                    //@ occurrences=50
        head->next = done;                    //@ occurrences=50
        done = head;                          //@ occurrences=50
    }
    head = done;
}

PROFILE int main(void)
{
    for (long i = 0; i < 100; i++)
        push(i);                              //@ increment=1600
    unlink_even();                            //@ increment=-800
    reverse();                                //@ increment=0
    return head->value == 1 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1 net=800
// CHECK: function push calls=100 net=1600
// CHECK: function unlink_even calls=1 net=-800
// CHECK: function reverse calls=1 net=0
// CHECK: heap allocations=100 frees=50 allocated=1600 live=800 peak=1600
