/* rt_ranges.h - an ordered map of address ranges: base -> length, and a label
 *
 *     put 0x1000 +0x5000      [1000 ........... 6000)
 *     cut 0x2000 +0x1000      [1000 2000)     [3000 . 6000)    one label still
 *     cut 0x3000 +0x3000      [1000 2000)
 *
 * A range that is cut lives on in its pieces, each in its place by address, all
 * linked to one another: a cut tells whether it took the last. Ranges made by
 * put may overlap only if they are taken by their base (rt_ranges_take); what
 * is cut must not overlap. All is O(log n) for each piece that is touched.
 *
 * No locks: the caller has one. Memory comes from the runtime's arena and is
 * used again.
 */
#ifndef PROFPASS_RT_RANGES_H
#define PROFPASS_RT_RANGES_H

#include "rt.h"

#pragma GCC visibility push(hidden)

typedef struct rt_piece {
    uintptr_t base;
    uint64_t n_bytes;
    void *label;
    struct rt_piece *left, *right;    /* by base; heap order by priority */
    struct rt_piece *before, *behind; /* a ring of the pieces of one range */
    uint64_t priority;
} rt_piece;

/* All zero: empty. */
typedef struct rt_ranges {
    rt_piece *root;
    rt_piece *spare; /* linked by behind; counted by n_spare */
    uint32_t n_spare;
    uint32_t n_pieces;
} rt_ranges;

/* What a cut took, for each piece that it touched: bytes of a range, and
 * whether nothing of that is left. */
typedef void rt_ranges_visit(void *context, void *label, uint64_t n_bytes,
                             bool is_last);

/* Have memory for one put and one cut to come; false if there is none. */
bool rt_ranges_prepare(rt_ranges *ranges);

/* Add a range, prepared for. None may begin at its base. */
void rt_ranges_put(rt_ranges *ranges, uintptr_t base, uint64_t n_bytes,
                   void *label);

/* Take all of [base, base + n_bytes) out of the ranges, prepared for. */
void rt_ranges_cut(rt_ranges *ranges, uintptr_t base, uint64_t n_bytes,
                   rt_ranges_visit *visit, void *context);

/* Take out the ranges that begin in [base, base + n_bytes), whole. */
void rt_ranges_take(rt_ranges *ranges, uintptr_t base, uint64_t n_bytes,
                    rt_ranges_visit *visit, void *context);

/* Whether a range holds the address. */
bool rt_ranges_hold(const rt_ranges *ranges, uintptr_t address);

#pragma GCC visibility pop

#endif
