/* order.c - a stable sort of indices that takes no memory of its own
 *
 * Bottom-up merge sort. The C library's qsort calls malloc for large arrays,
 * and is not stable.
 */
#include "order.h"

#include <string.h>

static void merge(const uint32_t *from, uint32_t *to, size_t low, size_t middle,
                  size_t high, profpass__compare_fn *compare,
                  const void *context)
{
    size_t left = low, right = middle;
    for (size_t i = low; i < high; i++) {
        if (left < middle &&
            (right >= high || compare(context, from[left], from[right]) <= 0))
            to[i] = from[left++];
        else
            to[i] = from[right++];
    }
}

void profpass__sort(uint32_t *items, uint32_t *scratch, size_t n,
                    profpass__compare_fn *compare, const void *context)
{
    size_t sorted = 1;
    while (sorted < n &&
           compare(context, items[sorted - 1], items[sorted]) <= 0)
        sorted++;
    if (sorted >= n)
        return;

    uint32_t *from = items, *to = scratch;
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t low = 0; low < n; low += 2 * width) {
            size_t middle = low + width < n ? low + width : n;
            size_t high = low + 2 * width < n ? low + 2 * width : n;
            merge(from, to, low, middle, high, compare, context);
        }
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != items)
        memcpy(items, from, n * sizeof *items);
}
