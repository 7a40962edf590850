/* order.h - a stable sort of indices that takes no memory of its own */
#ifndef PROFPASS_ORDER_H
#define PROFPASS_ORDER_H

#include <stddef.h>
#include <stdint.h>

/* Return < 0, 0 or > 0 as item a belongs before, with or after item b. */
typedef int profpass__compare_fn(const void *context, uint32_t a, uint32_t b);

/* Sort items[n]; equal items keep their order. scratch[n] is overwritten.
 * O(n log n), O(n) if sorted already. */
void profpass__sort(uint32_t *items, uint32_t *scratch, size_t n,
                    profpass__compare_fn *compare, const void *context);

/* Three-way comparison of unsigned integers. */
static inline int profpass__compare_u64(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

#endif
