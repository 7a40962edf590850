/* heap_map.c - the side map at the edges of what a cell can say */
#include <stdio.h>

#include "rt_map.h"

static int failures;
static uint64_t losses;

void rt_loss(enum profpass_loss loss, uint64_t n)
{
    losses += loss == PROFPASS_LOSS_BLOCKS ? n : 0;
}

static bool has_memory = true;

size_t rt_affordable_bytes(size_t n_bytes, unsigned n_parts)
{
    return has_memory ? n_bytes : n_bytes / n_parts;
}

#define CHECK(condition)                                            \
    do {                                                            \
        if (!(condition)) {                                         \
            fprintf(stderr, "line %d: %s\n", __LINE__, #condition); \
            failures++;                                             \
        }                                                           \
    } while (0)

static void check_kept(uintptr_t address, uint32_t site, uint64_t n_bytes)
{
    CHECK(rt_map_put(address, site, n_bytes));
    rt_taken taken = rt_map_take(address);
    CHECK(taken.known && taken.site == site && taken.n_bytes == n_bytes);
    CHECK(!rt_map_take(address).known);
}

int main(void)
{
    const uint64_t tebibyte = UINT64_C(1) << 40;
    rt_map_shift = RT_MAP_SHIFT_GLIBC;
    check_kept(0x10, 1, 0);
    check_kept(0x7fffffffffe0, 0xfffffe, 1);
    check_kept(0x500000000000, 7, tebibyte - 1);
    check_kept(0x500000000000, 7, tebibyte);
    check_kept(0x500000000000, 7, UINT64_C(100) << 40);

    /* Neighbours 32 bytes apart, however they lie, have cells of their own. */
    CHECK(rt_map_put(0x600000000010, 1, 24) &&
          rt_map_put(0x600000000030, 2, 24) &&
          rt_map_put(0x600000000060, 3, 24));
    CHECK(rt_map_take(0x600000000030).site == 2);
    CHECK(rt_map_take(0x600000000010).site == 1);
    CHECK(rt_map_take(0x600000000060).site == 3);

    /* All tebibyte blocks there is room for, at once. */
    for (uint64_t i = 1; i < 128; ++i)
        CHECK(rt_map_put(i << 40, (uint32_t)i, tebibyte + i));
    for (uint64_t i = 127; i >= 1; --i)
        CHECK(rt_map_take(i << 40).n_bytes == tebibyte + i);

    CHECK(!rt_map_take(0).known && !rt_map_take(0x123450).known);
    /* Beyond the addresses of the map. */
    check_kept(UINT64_C(1) << 47, 1, 1);
    check_kept(UINT64_C(1) << 55, 2, 100);

    /* Without leaves all is kept aside, however much it is. */
    has_memory = false;
    for (uint32_t i = 1; i <= 100000; ++i)
        CHECK(rt_map_put(0x30000000000 + 32 * i, i, i));
    for (uint32_t i = 1; i <= 100000; i += 3)
        CHECK(rt_map_take(0x30000000000 + 32 * i).site == i);
    for (uint32_t i = 1; i <= 100000; ++i) {
        rt_taken taken = rt_map_take(0x30000000000 + 32 * i);
        CHECK(taken.known == (i % 3 != 1) &&
              (!taken.known || (taken.site == i && taken.n_bytes == i)));
    }
    CHECK(losses == 0);
    return failures != 0;
}
