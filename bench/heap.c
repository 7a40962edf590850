/* heap.c - what a block costs: malloc/free pairs, and a million live blocks */
#include "bench.h"

enum { N_LIVE = 1000000, MAX_BYTES = 256 };

static void pair_of_64(uint64_t n)
{
    for (uint64_t i = 0; i < n; i++) {
        void *block = malloc(64);
        BENCH_USE(block);
        free(block);
    }
}

/* The pair is charged to the line of the call below. */
BENCH_LINES static void pairs(uint64_t n)
{
    pair_of_64(n);
}

/* The same with a probe on each of its lines. */
BENCH_LINES static void pairs_in_lines(uint64_t n)
{
    for (uint64_t i = 0; i < n; i++) {
        void *block = malloc(64);
        BENCH_USE(block);
        free(block);
    }
}

static uint64_t random_state = 88172645463325252u;

/* xorshift64 by Marsaglia, 2003. */
static uint64_t random_number(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

static void replace_blocks(void **blocks, uint64_t n)
{
    for (uint64_t i = 0; i < n; i++) {
        void **place = &blocks[random_number() % N_LIVE];
        free(*place);
        *place = malloc(16 + random_number() % (MAX_BYTES - 16));
    }
}

/* Keep a million blocks alive; free one at random and make another, n times. */
BENCH_LINES static void live(uint64_t n)
{
    static void **blocks;
    if (blocks == NULL) {
        blocks = calloc(N_LIVE, sizeof(*blocks));
        for (int i = 0; i < N_LIVE; i++)
            blocks[i] = malloc(16 + random_number() % (MAX_BYTES - 16));
    }
    replace_blocks(blocks, n);
}

int main(int argc, char **argv)
{
    const bench_work works[] = {{"pairs", pairs},
                                {"pairs_in_lines", pairs_in_lines},
                                {"live", live},
                                {NULL, NULL}};
    return bench_main(argc, argv, works);
}
