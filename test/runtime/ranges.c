/* ranges.c - the ordered map of ranges does what a table of bytes does
 *
 * Random ranges are put and cut in a small space of addresses, where each byte
 * notes whose it is. What a cut reports, what is held afterwards and the shape
 * of the tree must follow.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rt_ranges.h"

enum { N_BYTES = 512, N_LABELS = 4096, N_STEPS = 50000, BASE = 1000 };

static int failures;
static size_t n_made;

#define CHECK(condition)                                            \
    do {                                                            \
        if (!(condition) && failures++ < 10)                        \
            fprintf(stderr, "line %d: %s\n", __LINE__, #condition); \
    } while (0)

void *rt_arena_alloc(size_t n_bytes)
{
    n_made++;
    return calloc(1, n_bytes);
}

static uint32_t chance(uint32_t n)
{
    static uint64_t state = 1;
    state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(state >> 33) % n;
}

/* ---- the model ------------------------------------------------------------
 */

static uint16_t owner[N_BYTES]; /* 0: nobody's */
static uint64_t left[N_LABELS]; /* bytes of a label */
static char labels[N_LABELS];   /* their addresses are the labels */

typedef struct gone {
    uint64_t n_bytes[N_LABELS];
    uint8_t n_last[N_LABELS];
} gone;

static void note(void *context, void *label, uint64_t n_bytes, bool is_last)
{
    gone *found = context;
    size_t i = (size_t)((char *)label - labels);
    found->n_bytes[i] += n_bytes;
    found->n_last[i] += is_last;
}

static void cut(rt_ranges *ranges, uint32_t at, uint32_t n)
{
    static gone found, wanted;
    memset(&found, 0, sizeof found);
    memset(&wanted, 0, sizeof wanted);
    CHECK(rt_ranges_prepare(ranges));
    rt_ranges_cut(ranges, BASE + at, n, note, &found);
    for (uint32_t i = at; i - at < n && i < N_BYTES; i++) {
        uint16_t label = owner[i];
        owner[i] = 0;
        if (label == 0)
            continue;
        wanted.n_bytes[label]++;
        wanted.n_last[label] += --left[label] == 0;
    }
    CHECK(memcmp(&found, &wanted, sizeof found) == 0);
}

static void put(rt_ranges *ranges, uint32_t at, uint32_t n, uint16_t label)
{
    CHECK(rt_ranges_prepare(ranges));
    rt_ranges_put(ranges, BASE + at, n, &labels[label]);
    for (uint32_t i = at; i < at + n; i++)
        owner[i] = label;
    left[label] = n;
}

/* ---- the tree -------------------------------------------------------------
 */

static uint32_t walk(const rt_piece *piece, uintptr_t *end, uint32_t depth)
{
    if (piece == NULL)
        return 0;
    CHECK(depth < 64);
    uint32_t n = walk(piece->left, end, depth + 1);
    CHECK(piece->base >= *end);
    CHECK(piece->left == NULL || piece->left->priority <= piece->priority);
    CHECK(piece->right == NULL || piece->right->priority <= piece->priority);
    CHECK(piece->behind->before == piece && piece->before->behind == piece);
    CHECK(piece->behind->label == piece->label);
    *end = piece->base + piece->n_bytes;
    return n + 1 + walk(piece->right, end, depth + 1);
}

static void check_tree(const rt_ranges *ranges)
{
    uintptr_t end = 0;
    CHECK(walk(ranges->root, &end, 0) == ranges->n_pieces);
    CHECK(ranges->n_pieces + ranges->n_spare == n_made);
    for (uint32_t i = 0; i < N_BYTES; i++)
        CHECK(rt_ranges_hold(ranges, BASE + i) == (owner[i] != 0));
}

static void random_cuts(void)
{
    static rt_ranges ranges;
    uint16_t label = 0;
    for (int i = 0; i < N_STEPS; i++) {
        uint32_t at = chance(N_BYTES), n = 1 + chance(chance(8) ? 24 : 300);
        n = n > N_BYTES - at ? N_BYTES - at : n;
        cut(&ranges, at, chance(500) ? n : UINT32_MAX);
        do
            label = (uint16_t)(label % (N_LABELS - 1) + 1);
        while (left[label] != 0);
        if (chance(3) != 0)
            put(&ranges, at, n, label);
        if (i % 16 == 0)
            check_tree(&ranges);
    }
    cut(&ranges, 0, N_BYTES);
    check_tree(&ranges);
    CHECK(ranges.root == NULL);
}

/* ---- by their base --------------------------------------------------------
 */

static void overlapping(void)
{
    static rt_ranges ranges;
    static gone found;
    for (uint32_t i = 1; i <= 100; i++) {
        CHECK(rt_ranges_prepare(&ranges));
        rt_ranges_put(&ranges, 10 * i, i == 5 ? 0 : 1000, &labels[i]);
    }
    rt_ranges_take(&ranges, 45, 0, note, &found);
    CHECK(ranges.n_pieces == 100);
    rt_ranges_take(&ranges, 50, 1, note, &found);
    CHECK(ranges.n_pieces == 99 && found.n_last[5] == 1);
    rt_ranges_take(&ranges, 10, 80, note, &found);
    CHECK(ranges.n_pieces == 92 && found.n_last[8] == 1);
    CHECK(found.n_last[9] == 0 && found.n_bytes[8] == 1000);
    rt_ranges_take(&ranges, 500, UINT64_MAX, note, &found);
    CHECK(ranges.n_pieces == 41 && found.n_last[100] == 1);
    CHECK(!rt_ranges_hold(&ranges, 89) && rt_ranges_hold(&ranges, 90));
}

/* Ascending addresses do not make a list of the tree. */
static void many(void)
{
    static rt_ranges ranges;
    n_made = 0;
    for (uint32_t i = 0; i < 100000; i++) {
        CHECK(rt_ranges_prepare(&ranges));
        rt_ranges_put(&ranges, (uintptr_t)i << 12, 4096, &labels[1]);
    }
    uintptr_t end = 0;
    CHECK(walk(ranges.root, &end, 0) == 100000);
    CHECK(end == (uintptr_t)100000 << 12);
}

int main(void)
{
    random_cuts();
    overlapping();
    many();
    printf("%d failures\n", failures);
    return failures != 0;
}
