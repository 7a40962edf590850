/* known_edges.c - where valgrind 3.19 counts otherwise than the documents say
 *
 * The numbers behind //= are the truth of a line, as in known_contexts.c.
 * Valgrind 0 0 0 0 0 departs from it in this:
 *
 *     a block of 0 bytes    1 byte for DHAT and massif; 0 is what was asked for
 *     two equal maxima      DHAT shows the last one, massif and we the first
 *     what cannot be had    memcheck dies of calloc, DHAT of realloc, which for
 *                           memcheck is an allocation and a free; truly,
 * nothing pvalloc               valgrind ends the program
 *
 * The last two are only done, and only then is `alone` true of their lines, if
 * the program is called with an argument.
 *
 * realloc(p, 0) frees p and returns NULL in glibc: no allocation, one free.
 * Peak: the first 7,000 of `twice`, and the 300 that stay.
 */
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>

static void *volatile sink;
static volatile size_t too_large = PTRDIFF_MAX;

static void *keep(void *block)
{
    sink = block;
    return sink;
}

static void nothing(void)
{
    free(keep(malloc(0)));            //= 1 0 0 0 1
    free(keep(calloc(0, 7)));         //= 1 0 0 0 1
    free(keep(realloc(NULL, 0)));     //= 1 0 0 0 1
    free(keep(aligned_alloc(64, 0))); //= 1 0 0 0 1
    free(NULL);
}

/* The result of the first one was never freed by anyone else: not temporary. */
static void to_nothing(void)
{
    for (int i = 0; i < 10; i++)
        sink = realloc(keep(malloc(30)), 0); //= 10 300 0 0 10
}

static void twice(void)
{
    void *again = NULL;
    sink = malloc(300);       //= 1 300 300 300 0
    free(keep(malloc(7000))); //= 1 7000 0 7000 1
    again = malloc(7000);     //= 1 7000 0 0 1
    free(again);
}

/* pvalloc rounds up to pages, but what was asked for is what counts. */
static void alone(void)
{
    free(keep(pvalloc(10)));        //= alone 1 10 0 0 1
    free(keep(pvalloc(0)));         //= alone 1 0 0 0 1
    void *block = keep(malloc(50)); //= alone 1 50 0 0 1
    if (keep(realloc(block, too_large)) || keep(malloc(too_large)) ||
        keep(reallocarray(block, too_large, 2)) || keep(calloc(too_large, 2)) ||
        keep(aligned_alloc(64, too_large)))
        abort();
    free(block);
}

int main(int argc, char **argv)
{
    (void)argv;
    nothing();
    to_nothing();
    twice();
    if (argc > 1)
        alone();
    return 0;
}
