/* rt_image.c - a copy of the profile at one moment, and what lies between two
 *
 *     base   | header | block | block |
 *     now    | header | block | block | block |     records only ever get more:
 *                                                   the same place, the same
 *                                                   thing
 *
 * Nodes, line counts and sites are sums, and sums can be subtracted. What was
 * live at the base is inherited, as by the child of a fork.
 */
#include "rt_image.h"

#include <string.h>

#include "rt_core.h"
#include "rt_reset.h"
#include "rt_sites.h"

/* Marks a node of an image in which calls are filed; readers see none. */
#define IS_CONTEXT 1u

rt_image rt_image_take(void)
{
    rt_image image = {.bytes = NULL};
    if (rt_self != NULL)
        rt_flush_open_frames(rt_self);
    rt_clock_sync();
    image.bytes = rt_file_copy(&image.room);
    if (image.bytes == NULL)
        return image;
    image.n_bytes = ((profpass_header *)(void *)image.bytes)->used_bytes;
    rt_reset_image(&image);
    return image;
}

void rt_image_free(rt_image *image)
{
    if (image->bytes != NULL)
        rt_pages_free(image->bytes, image->room);
    image->bytes = NULL;
}

static void *at(const rt_image *image, uint64_t offset)
{
    return image->bytes + offset;
}

static void *object(const rt_image *image, profpass_ref ref)
{
    return at(image, (uint64_t)ref * PROFPASS_REF_UNIT);
}

static void subtract_all(uint64_t *now, const uint64_t *base, size_t n)
{
    for (size_t i = 0; i < n; i++)
        now[i] -= base[i];
}

/* ---- nodes ----------------------------------------------------------------
 */

enum {
    NODE_COUNTS = (offsetof(profpass_node_record, entered_ticks) -
                   offsetof(profpass_node_record, calls)) /
                  sizeof(uint64_t)
};

/* A call that was open at the base and has ended since is no end of a call. The
 * last entry and the greatest rise are those of the whole run. */
static void subtract_node(profpass_node_record *now,
                          const profpass_node_record *base)
{
    subtract_all(&now->calls, &base->calls, NODE_COUNTS);
    if (now->calls == 0)
        memset(&now->calls, 0,
               sizeof *now - offsetof(profpass_node_record, calls));
    if (now->unwound > now->calls)
        now->unwound = now->calls;
    if (now->returns > now->calls - now->unwound)
        now->returns = now->calls - now->unwound;
}

static void mark_context(const rt_image *now, profpass_node_record *node)
{
    if (node->calls == 0)
        return;
    profpass_node_record *context = object(now, node->context);
    context->flags |= IS_CONTEXT;
}

/* A call whose caller is not in the image has none. Its context, when recursion
 * folds it to a call outside, stays: there its callees are filed. */
static void cut_node(const rt_image *now, profpass_node_record *node,
                     profpass_ref root)
{
    if (node->parent == 0)
        return;
    const profpass_node_record *parent = object(now, node->parent);
    bool is_outside = parent->calls == 0 && (parent->flags & IS_CONTEXT) == 0;
    if (is_outside && parent->parent != 0 && node->calls != 0)
        node->parent = root;
}

/* ---- lines and sites ------------------------------------------------------
 */

static void subtract_lines(profpass_line_counts *now,
                           const profpass_line_counts *base)
{
    uint64_t *counts = (uint64_t *)(void *)(now + 1);
    const uint64_t *old = (const uint64_t *)(const void *)(base + 1);
    subtract_all(counts, old, now->n_lines);
    profpass_line_heap *heap =
        (profpass_line_heap *)(void *)(counts + now->n_lines);
    const profpass_line_heap *old_heap =
        (const profpass_line_heap *)(const void *)(old + now->n_lines);
    for (uint32_t i = 0; i < now->n_lines; i++)
        heap[i].increment_bytes -= old_heap[i].increment_bytes;
}

/* What was live at the base is inherited, and born when its owner had seen so
 * many events. */
static void subtract_site(profpass_site_record *now,
                          const profpass_site_record *base, uint64_t events)
{
    now->inherited_blocks = base->inherited_blocks + base->allocations -
                            base->frees - base->remote_frees;
    now->inherited_bytes = base->inherited_bytes + base->allocated_bytes -
                           base->freed_bytes - base->remote_freed_bytes;
    subtract_all(&now->allocations, &base->allocations,
                 (offsetof(profpass_site_record, inherited_blocks) -
                  offsetof(profpass_site_record, allocations)) /
                     sizeof(uint64_t));
    now->born_events += now->inherited_blocks * events - base->born_events;
    now->died_events -= base->died_events;
    subtract_all(&now->moved_in, &base->moved_in,
                 (sizeof *now - offsetof(profpass_site_record, moved_in)) /
                     sizeof(uint64_t));
}

static void subtract_sizes(profpass_size_record *now,
                           const profpass_size_record *base)
{
    uint64_t n = 0;
    subtract_all(now->counts, base->counts, PROFPASS_SIZE_CLASSES);
    for (size_t i = 0; i < PROFPASS_SIZE_CLASSES; i++)
        n += now->counts[i];
    if (n == 0)
        now->largest_bytes = 0;
}

/* Samples are no sums: the older ones go. */
static void drop_samples(profpass_block *now, uint32_t n)
{
    profpass_heap_sample *samples = rt_block_records(now);
    now->n_records -= n;
    memmove(samples, samples + n, now->n_records * sizeof *samples);
}

/* ---- the whole ------------------------------------------------------------
 */

static void subtract_header(profpass_header *now, const profpass_header *base)
{
    profpass_header was = *base;
    for (rt_book book = RT_HEAP; book < RT_N_BOOKS; book++) {
        rt_totals totals = rt_totals_of(now, book);
        rt_totals before = rt_totals_of(&was, book);
        *totals.inherited_bytes = *before.live_bytes;
        *totals.inherited_blocks = *before.live_blocks;
    }
    subtract_all(now->losses, base->losses,
                 sizeof now->losses / sizeof now->losses[0]);
}

static void subtract_block(const rt_image *image, profpass_block *now,
                           const profpass_block *base)
{
    const profpass_thread_record *owner = object(image, base->owner);
    if (now->kind == PROFPASS_BLOCK_HEAP_SERIES)
        drop_samples(now, base->n_records);
    for (uint32_t i = 0; i < base->n_records; i++) {
        if (now->kind == PROFPASS_BLOCK_NODES)
            subtract_node((profpass_node_record *)rt_block_records(now) + i,
                          (const profpass_node_record *)(base + 1) + i);
        else if (rt_book_of(now->kind) < RT_N_BOOKS)
            subtract_site((profpass_site_record *)rt_block_records(now) + i,
                          (const profpass_site_record *)(base + 1) + i,
                          owner->events);
        else if (now->kind == PROFPASS_BLOCK_SIZES)
            subtract_sizes((profpass_size_record *)rt_block_records(now) + i,
                           (const profpass_size_record *)(base + 1) + i);
        else if (now->kind == PROFPASS_BLOCK_LINE_COUNTS)
            subtract_lines(rt_block_records(now),
                           (const profpass_line_counts *)(base + 1));
    }
}

typedef enum pass { MARK, CUT, CLEAR } pass;

static void visit_nodes(const rt_image *now, profpass_block *block, pass p)
{
    if (block->kind != PROFPASS_BLOCK_NODES)
        return;
    const profpass_thread_record *thread = object(now, block->owner);
    profpass_node_record *nodes = rt_block_records(block);
    for (uint32_t i = 0; i < block->n_records; i++) {
        if (p == MARK)
            mark_context(now, &nodes[i]);
        else if (p == CUT)
            cut_node(now, &nodes[i], thread->root);
        else
            nodes[i].flags &= ~IS_CONTEXT;
    }
}

void rt_image_subtract(rt_image *now, const rt_image *base)
{
    profpass_block *block;
    for (uint64_t o = PROFPASS_HEADER_BYTES; o < base->n_bytes;
         o += block->block_bytes) {
        block = at(now, o);
        subtract_block(base, block, at(base, o));
    }
    for (pass p = MARK; p <= CLEAR; p++)
        for (uint64_t o = PROFPASS_HEADER_BYTES; o < now->n_bytes;
             o += block->block_bytes) {
            block = at(now, o);
            visit_nodes(now, block, p);
        }
    subtract_header(at(now, 0), at(base, 0));
}
