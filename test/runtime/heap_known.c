/* heap_known.c - a program whose heap can be worked out by hand
 *
 *     what                          bytes   blocks   at the peak     at the end
 *     3 leaks of 1000                3000        3     3000/3          3000/3
 *     one of 100000                100000        1   100000/1             0
 *     50 times 64, freed at once     3200       50        0               0
 *     realloc 1000, 2000 … 10000    55000       10    10000/1             0
 *     memalign 4096                  4096        1     4096/1             0
 *     calloc 50 x 100                5000        1     5000/1             0
 *     strdup of 11 letters             12        1        0             12/1
 *                                  170308       67   122096/7        3012/4
 */
#define _GNU_SOURCE
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

static void *volatile sink;

static void *keep(void *block)
{
    sink = block; /* so that the compiler cannot drop the pair */
    return block;
}

int main(void)
{
    for (int i = 0; i < 3; ++i)
        keep(malloc(1000));
    void *large = keep(malloc(100000));
    for (int i = 0; i < 50; ++i)
        free(keep(malloc(64)));
    char *grown = NULL;
    for (size_t n = 1000; n <= 10000; n += 1000)
        grown = keep(realloc(grown, n));
    void *aligned = keep(memalign(64, 4096));
    void *zeroed = keep(calloc(50, 100));
    free(zeroed);
    free(aligned);
    free(grown);
    free(large);
    keep(strdup("hello world"));
    return 0;
}
