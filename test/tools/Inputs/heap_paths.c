/* heap_paths.c - contexts that grow and shrink at different times, each with one
 * place that calls */
#include <stdlib.h>

#ifdef PROFILED
#define PROFILE __attribute__((profile, noinline))
#else
#define PROFILE __attribute__((noinline))
#endif

static void *kept[100];

PROFILE static void *leaf(size_t n)
{
    return malloc(n);
}

PROFILE static void fill(int from, int to)
{
    for (int i = from; i < to; i++)
        kept[i] = leaf((size_t)i + 1);
}

PROFILE static void refill(void)
{
    for (int i = 0; i < 20; i++)
        free(leaf(1000));
    fill(60, 100);
}

PROFILE static void drain(int to)
{
    for (int i = 0; i < to; i++)
        free(kept[i]);
}

PROFILE int main(void)
{
    fill(0, 70);
    drain(60);
    refill();
    return kept[99] == NULL;
}
