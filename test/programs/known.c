/* known.c - a program whose heap traffic can be counted by reading it
 *
 *     line                       blocks     bytes   of these still live
 *     3 x malloc(1000)                3     3,000   3,000 in 3
 *     malloc(100000), freed           1   100,000
 *     50 x (malloc(64), free)        50     3,200
 *     malloc(1000), realloc          10    55,000
 *       to 2000, 3000 … 10000
 *     memalign(256, 4096)             1     4,096
 *     calloc(100, 50)                 1     5,000
 *     strdup("hello world")           1        12      12 in 1
 *                                    --   -------   -------------
 *     total                          67   170,308   3,012 in 4
 *
 * At the peak all is live but the 50 short-lived blocks and the last strdup:
 * 3,000 + 100,000 + 10,000 + 4,096 + 5,000 = 122,096 bytes.
 */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/* What the optimiser must believe to be used. */
static void *volatile sink;

static void *keep(void *block)
{
    sink = block;
    return sink;
}

static void leak(void)
{
    for (int i = 0; i < 3; i++)
        keep(malloc(1000));
}

static void churn(void)
{
    for (int i = 0; i < 50; i++)
        free(keep(malloc(64)));
}

static void *grow(void)
{
    void *block = keep(malloc(1000));
    for (size_t n = 2000; n <= 10000; n += 1000)
        block = keep(realloc(block, n));
    return block;
}

int main(void)
{
    leak();
    void *big = keep(malloc(100000));
    churn();
    void *grown = grow();
    void *aligned = keep(memalign(256, 4096));
    void *zeroed = keep(calloc(100, 50));
    free(big);
    free(zeroed);
    free(aligned);
    free(grown);
    keep(strdup("hello world"));
    return 0;
}
