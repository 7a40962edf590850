/* known_contexts.c - few allocating lines that are reached by many contexts
 *
 * The numbers behind //= are the truth of a line, found by reading:
 * allocations, allocated bytes, of these live at the end, live at the peak, and
 * temporaries; they are 0 for other lines. //= library leaves to the C library
 * how it goes about its work. A block is temporary if the very next operation
 * of its thread on the heap frees it.
 *
 * The peak is the moment after the `big` block came. All
 * that is live then:
 *
 *     chain   10 x 24    dive 50 + 40 + 30 + 20 + 10     table 640 + 64 x 3
 *     box     3,000      aligned 4 x 1,000               text 16
 *     big     50,000
 */
#define _GNU_SOURCE
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *volatile sink;

static void *keep(void *block)
{
    sink = block;
    return sink;
}

/* One line that everyone comes by. */
static void *get(size_t n)
{
    return keep(malloc(n)); //= 28 101154 120 50390 9
}

static void *left(size_t n)
{
    return get(n);
}

static void *right(size_t n)
{
    return get(n);
}

/* Recursion, direct: 5 blocks at 5 depths, freed on the way back. */
static void dive(int n, int keep_them, void **blocks)
{
    if (n == 0)
        return;
    blocks[n] = right((size_t)n * 10);
    dive(n - 1, keep_them, blocks);
    if (!keep_them)
        free(blocks[n]);
}

/* Recursion by turns: 6 temporaries, of 100 to 105 bytes. */
static void pong(int n);

static void ping(int n)
{
    free(left(100 + (size_t)n));
    if (n > 0)
        pong(n - 1);
}

static void pong(int n)
{
    free(right(100 + (size_t)n));
    if (n > 0)
        ping(n - 1);
}

struct link {
    struct link *next;
    long value[2];
};

static struct link *chain(int n)
{
    struct link *first = NULL;
    for (int i = 0; i < n; i++) {
        struct link *link = i % 2 ? left(sizeof *link) : right(sizeof *link);
        link->next = first;
        first = link;
    }
    return first;
}

/* Called by the C library, which has no probes. */
static int compare(const void *a, const void *b)
{
    free(keep(strdup("sixteen letters"))); //= 3 48 0 0 3
    return *(const int *)a - *(const int *)b;
}

static void sorted(void)
{
    int numbers[] = {3, 1, 2};
    qsort(numbers, 3, sizeof *numbers, compare);
}

/* A block that moves from line to line as it grows, and in the end shrinks. */
static void *box(void)
{
    void *block = keep(malloc(1000)); //= 1 1000 0 0 0
    for (size_t n = 2000; n <= 5000; n += 1000)
        block = keep(realloc(block, n)); //= 4 14000 0 0 0
    return keep(realloc(block, 3000));   //= 1 3000 0 3000 0
}

static void **table(void)
{
    void **rows = keep(calloc(8, 80)); //= 1 640 0 640 0
    for (int i = 0; i < 3; i++)
        rows[i] = keep(reallocarray(NULL, 8, 8)); //= 3 192 0 192 0
    return rows;
}

static void aligned(void *blocks[4])
{
    if (posix_memalign(&blocks[0], 64, 1000)) //= 1 1000 0 1000 0
        abort();
    blocks[1] = keep(aligned_alloc(256, 1000)); //= 1 1000 0 1000 0
    blocks[2] = keep(memalign(1 << 21, 1000));  //= 1 1000 0 1000 0
    blocks[3] = keep(valloc(1000));             //= 1 1000 0 1000 0
}

static void *text(void)
{
    char *line = NULL;
    int n = asprintf(&line, "%d letters", 16); //= library
    line = keep(realloc(line, (size_t)n + 6)); //= 1 16 0 16 0
    return line;
}

int main(void)
{
    void *blocks[4], *depths[6];
    struct link *first = chain(10);
    void *boxed = box();
    void **rows = table();
    dive(5, 0, depths);
    dive(5, 1, depths);
    ping(5);
    sorted();
    aligned(blocks);
    void *line = text();
    free(left(50000));
    free(right(49999));
    for (int i = 0; i < 4; i++)
        free(blocks[i]);
    for (int i = 1; i < 6; i++)
        free(depths[i]);
    for (int i = 0; i < 3; i++)
        free(rows[i]);
    free(rows);
    free(boxed);
    free(line);
    /* Half of the chain is leaked. */
    for (int i = 0; i < 5; i++) {
        struct link *next = first->next;
        free(first);
        first = next;
    }
    return 0;
}
