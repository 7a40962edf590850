/* heap_changed.c - a program and its next version, -DNEXT: who calls get() how
 * often has changed, and its lines have moved */
#include <stdlib.h>

#define PROFILE __attribute__((profile, noinline))

static void *kept[8];
static int n_kept;

PROFILE static void *get(size_t n)
{
    return malloc(n);
}

PROFILE static void few(void)
{
    kept[n_kept++] = get(100);
}

#ifdef NEXT
PROFILE static void churn(void)
{
    free(get(10));
    free(get(20));
}
#endif

PROFILE static void many(void)
{
    kept[n_kept++] = get(50);
}

int main(void)
{
    few();
    many();
#ifdef NEXT
    many();
    churn();
    few();
#else
    few();
    free(kept[--n_kept]);
#endif
    return 0;
}
