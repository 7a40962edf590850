/* rt_pools.c - blocks that the program hands out by itself, as it notes them
 *
 *     pool        | chunk: malloc or mmap, counted there                 |
 *     notes       | block |    | block | block |
 *     free_range  |------------------|  and what begins in it is gone
 *
 * Where a pool has its memory from is counted in the heap or as a mapping, its
 * blocks in an account of their own, so that nothing counts twice. Blocks may
 * lie within one another, as those of a pool that lives in another pool do: a
 * block is known by its address alone.
 */
#include "rt_accounts.h"
#include "rt_api.h"

static rt_ranges blocks; /* labels are sites */

typedef struct removal {
    const rt_change *change;
    uint32_t n_blocks;
} removal;

static void remove_block(void *context, void *label, uint64_t n_bytes,
                         bool is_last)
{
    removal *r = context;
    rt_debit(r->change, RT_POOLS, label, n_bytes, is_last);
    r->n_blocks++;
}

/* Book out the blocks that begin in a range; return how many. */
static uint32_t remove_blocks(const rt_change *change, const void *base,
                              uint64_t n_bytes)
{
    removal r = {change, 0};
    rt_ranges_take(&blocks, (uintptr_t)base, n_bytes, remove_block, &r);
    return r.n_blocks;
}

void rt_call_note_alloc(const void *block, size_t n_bytes)
{
    rt_change change;
    if (block == NULL || !rt_change_begin(&change, rt_thread_current()))
        return;
    if (remove_blocks(&change, block, 1) != 0)
        rt_loss(PROFPASS_LOSS_NOTED_TWICE, 1);
    if (rt_ranges_prepare(&blocks)) {
        rt_site *site = rt_change_site(&change, RT_POOLS);
        rt_ranges_put(&blocks, (uintptr_t)block, n_bytes, site);
        rt_credit(RT_POOLS, site, n_bytes);
    } else {
        rt_loss(PROFPASS_LOSS_BLOCKS, 1);
    }
    rt_change_end(&change);
}

void rt_call_note_free(const void *block)
{
    rt_change change;
    if (block == NULL || !rt_change_begin(&change, rt_self))
        return;
    if (remove_blocks(&change, block, 1) == 0)
        rt_loss(PROFPASS_LOSS_NOTED_FREES, 1);
    rt_change_end(&change);
}

void rt_call_note_free_range(const void *base, size_t n_bytes)
{
    rt_change change;
    if (!rt_change_begin(&change, rt_self))
        return;
    remove_blocks(&change, base, n_bytes);
    rt_change_end(&change);
}
