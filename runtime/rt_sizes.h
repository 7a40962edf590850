/* rt_sizes.h - how large the blocks are that a line allocates
 *
 *     rt_site ──▶ profpass_size_record, in the file ◀── the line's other sites
 *                   counts[0 … 47]
 */
#ifndef PROFPASS_RT_SIZES_H
#define PROFPASS_RT_SIZES_H

#include "rt.h"

#pragma GCC visibility push(hidden)

/* Takes what cannot be filed; outside of the file. */
extern profpass_size_record rt_sizes_spare;

/* Find or make the record of a function's slot in a thread. Never NULL: without
 * room it is one outside of the file, counted. With signals blocked. */
profpass_size_record *rt_sizes_of(rt_thread *thread, profpass_ref function,
                                  uint32_t slot);

/* Whether a size is from 1 to 2^39. */
static inline bool rt_size_is_small(uint64_t n_bytes)
{
    return (n_bytes - 1) >> 39 == 0;
}

/* The class of a small size, for the hot path. */
static inline uint64_t rt_small_size_class(uint64_t n_bytes)
{
    return (uint64_t)(64 - __builtin_clzll(2 * n_bytes - 1));
}

/* The class of any size: sizes.h. */
static inline uint64_t rt_size_class(uint64_t n_bytes)
{
    const uint64_t last = PROFPASS_SIZE_CLASSES - 1;
    if (n_bytes == 0)
        return 0;
    return n_bytes > UINT64_C(1) << (last - 2) ? last
                                               : rt_small_size_class(n_bytes);
}

#pragma GCC visibility pop

#endif
