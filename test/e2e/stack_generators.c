// Generators on stacks of their own (makecontext, swapcontext): each stack has its
// own calls and its own time, however they take turns.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#include <stdlib.h>
#include <ucontext.h>

#define PROFILE __attribute__((profile))

enum { N_GENERATORS = 3, N_VALUES = 10, STACK_BYTES = 64 << 10 };

struct generator {
    ucontext_t self, user;
    int value;
    char *stack;
};

static struct generator generators[N_GENERATORS];
static int current;

PROFILE static void produce(int value)
{
    generators[current].value = value; //@ occurrences=30
}

PROFILE static void yield(void)
{
    swapcontext(&generators[current].self, &generators[current].user);
}

PROFILE static void count_up(void)
{
    for (int i = 0; i < N_VALUES; i++) {
        produce(i); //@ occurrences=30
        yield();    //@ occurrences=30
    }
}

PROFILE static void take(int which)
{
    current = which;
    swapcontext(&generators[which].user, &generators[which].self);
}

PROFILE static void consume(void) {}

PROFILE int main(void)
{
    int sum = 0;
    for (int i = 0; i < N_GENERATORS; i++) {
        struct generator *g = &generators[i];
        g->stack = malloc(STACK_BYTES);
        getcontext(&g->self);
        g->self.uc_stack.ss_sp = g->stack;
        g->self.uc_stack.ss_size = STACK_BYTES;
        g->self.uc_link = &g->user;
        makecontext(&g->self, count_up, 0);
    }
    for (int round = 0; round <= N_VALUES; round++) /* the last ends them */
        for (int i = 0; i < N_GENERATORS; i++) {
            take(i);
            consume();
            sum += generators[i].value;
        }
    for (int i = 0; i < N_GENERATORS; i++)
        free(generators[i].stack);
    return sum == N_GENERATORS * (45 + 9) ? 0 : 1;
}

// A switch away from a stack is a reading of its clock, and so is the way back.
// CHECK: end exit 0
// CHECK: threads 1
// CHECK: heap allocations=3 live=0
// CHECK: function main calls=1 self=67
// CHECK: function take calls=33 self=66
// CHECK: function consume calls=33 self=33
// CHECK: function count_up calls=3 primitive=3 self=63
// CHECK: function produce calls=30 self=30
// CHECK: function yield calls=30 self=60
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> take calls=33
// CHECK: edge main -> consume calls=33
// CHECK: edge outside -> count_up calls=3 primitive=3 total=153
// CHECK: edge count_up -> produce calls=30
// CHECK: edge count_up -> yield calls=30
