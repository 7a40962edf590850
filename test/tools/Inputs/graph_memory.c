/* graph_memory.c - blocks that are kept and freed, below calls of all shapes */
#include <stdlib.h>

#define PROFILE __attribute__((profile, noinline))

static void *kept[64];
static int n_kept;

PROFILE static void keep(size_t n)
{
    kept[n_kept++] = malloc(n);
}

/* Direct recursion. */
PROFILE static void direct(int depth)
{
    keep(10);
    kept[n_kept++] = malloc(100);
    if (depth > 0)
        direct(depth - 1);
}

/* Mutual recursion. */
PROFILE static void even(int depth);

PROFILE static void odd(int depth)
{
    kept[n_kept++] = malloc(3000);
    if (depth > 0)
        even(depth - 1);
}

PROFILE static void even(int depth)
{
    kept[n_kept++] = malloc(200);
    if (depth > 0)
        odd(depth - 1);
}

PROFILE static void release(void)
{
    while (n_kept > 5)
        free(kept[--n_kept]);
}

PROFILE int main(void)
{
    direct(3);
    keep(7);
    even(4);
    odd(1);
    release();
    keep(50);
    return 0;
}
