// Blocks that another thread frees, or moves, live as long as their own thread goes
// on with its heap, even one that has ended; the blocks of its stacks add up.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <pthread.h>
#include <stdlib.h>
#include <ucontext.h>

#define PROFILE __attribute__((profile, noinline))

static void *blocks[4], *mine;
static ucontext_t here, there;
static char stack[64 << 10];

PROFILE static void make(void)
{
    for (int i = 0; i < 4; i++)
        blocks[i] = malloc(10); //@ allocations=4 frees=3 remote_frees=2 lifetime_events=10 moved_out=1 moved_out_bytes=10 live=10
    free(blocks[3]); // its fifth operation
}

static void *run(void *unused)
{
    make();
    return unused;
}

PROFILE static void other_stack(void)
{
    mine = malloc(20); //@ allocations=1 frees=1 lifetime_events=1
    swapcontext(&there, &here);
}

PROFILE int main(void)
{
    pthread_t thread;
    void *a = malloc(30); //@ allocations=1 lifetime_events=5
    if (pthread_create(&thread, NULL, run, NULL) != 0)
        return 1;
    pthread_join(thread, NULL);
    free(blocks[0]);                      // 2
    blocks[1] = realloc(blocks[1], 50);   //@ allocations=1 live=50 lifetime_events=3 moved_in=1
    getcontext(&there);
    there.uc_stack.ss_sp = stack;
    there.uc_stack.ss_size = sizeof stack;
    makecontext(&there, other_stack, 0);
    swapcontext(&here, &there); // 4, elsewhere
    free(mine);                 // 5
    free(a);                    // 6
    return 0;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function make calls=1
// CHECK: function other_stack calls=1
// CHECK: site heap make 18 max=40 max_blocks=4
// CHECK: site heap main 37 max=30 max_blocks=1
// CHECK: sizes make 18 5:4
// CHECK: points n=11 sum=710 most=110
