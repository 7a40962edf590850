// A block belongs to the line that allocated it, whoever holds it, passes it on
// or frees it; who grows or shrinks is another question.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

struct message {
    char *text;
    int n_owners;
};

PROFILE static struct message *new_message(size_t n)
{
    struct message *m = malloc(sizeof *m);     //@ allocated=160 live=32
    m->text = malloc(n);                       //@ allocated=550 live=150
    m->n_owners = 1;                           //@ occurrences=10
    return m;
}

PROFILE static struct message *share(struct message *m)
{
    m->n_owners++;                             //@ occurrences=10
    return m;
}

PROFILE static void release(struct message *m)
{
    if (--m->n_owners > 0)                     //@ occurrences=18
        return;                                //@ occurrences=10
    free(m->text);                             //@ increment=-400
    free(m);                                   //@ increment=-128
}

PROFILE static void consume(struct message *m)
{
    release(m);                                //@ increment=-528
}

PROFILE int main(void)
{
    for (size_t i = 1; i <= 10; i++) {
        struct message *mine = new_message(10 * i); //@ increment=710
        consume(share(mine));                  //@ increment=0
        if (i % 5 > 0)                         //@ occurrences=10
            consume(mine);                     //@ increment=-528
    }
    return 0;
}

// The fifth and the tenth message, of 50 and 100 bytes, are lost.
// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> new_message calls=10
// CHECK: edge main -> share calls=10
// CHECK: edge main -> consume calls=18
// CHECK: edge consume -> release calls=18
// CHECK: heap allocations=20 frees=16 allocated=710 live=182
