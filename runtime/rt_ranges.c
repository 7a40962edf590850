/* rt_ranges.c - an ordered map of address ranges: a treap
 *
 *              [5000, 8000)  priority 9         in order by base,
 *              /          \                     a parent's priority is at
 *     [1000, 2000) 7   [9000, a000) 4           least its children's
 *
 * Priorities are a hash of the address where a piece was made, so that the tree
 * is shallow whatever comes in which order. Everything is done by two steps,
 * both without recursion: split a tree at an address into what lies below and
 * what does not, and join two such trees.
 */
#include "rt_ranges.h"

/* ---- trees ----------------------------------------------------------------
 */

static void split(rt_piece *tree, uintptr_t address, rt_piece **low,
                  rt_piece **high)
{
    while (tree != NULL) {
        if (tree->base < address) {
            *low = tree;
            low = &tree->right;
            tree = tree->right;
        } else {
            *high = tree;
            high = &tree->left;
            tree = tree->left;
        }
    }
    *low = *high = NULL;
}

static rt_piece *join(rt_piece *low, rt_piece *high)
{
    rt_piece *root, **at = &root;
    while (low != NULL && high != NULL) {
        if (low->priority >= high->priority) {
            *at = low;
            at = &low->right;
            low = low->right;
        } else {
            *at = high;
            at = &high->left;
            high = high->left;
        }
    }
    *at = low != NULL ? low : high;
    return root;
}

/* The piece with the highest base below an address, NULL if there is none. */
static rt_piece *last_below(rt_piece *tree, uintptr_t address)
{
    rt_piece *found = NULL;
    while (tree != NULL) {
        if (tree->base < address)
            found = tree;
        tree = tree->base < address ? tree->right : tree->left;
    }
    return found;
}

static void add(rt_ranges *ranges, rt_piece *piece)
{
    rt_piece *low, *high;
    split(ranges->root, piece->base, &low, &high);
    ranges->root = join(join(low, piece), high);
}

/* ---- pieces ---------------------------------------------------------------
 */

/* A put makes a piece, and each end of a cut divides one. */
#define PREPARED 3

bool rt_ranges_prepare(rt_ranges *ranges)
{
    while (ranges->n_spare < PREPARED) {
        rt_piece *piece = rt_arena_alloc(sizeof *piece);
        if (piece == NULL)
            return false;
        piece->behind = ranges->spare;
        ranges->spare = piece;
        ranges->n_spare++;
    }
    return true;
}

static rt_piece *make_piece(rt_ranges *ranges, uintptr_t base, uint64_t n_bytes,
                            void *label)
{
    rt_piece *piece = ranges->spare;
    ranges->spare = piece->behind;
    ranges->n_spare--;
    ranges->n_pieces++;
    *piece = (rt_piece){.base = base,
                        .n_bytes = n_bytes,
                        .label = label,
                        .before = piece,
                        .behind = piece,
                        .priority = base * UINT64_C(0x9E3779B97F4A7C15)};
    return piece;
}

/* Give a piece back; return whether it was the last of its range. */
static bool drop_piece(rt_ranges *ranges, rt_piece *piece)
{
    bool is_last = piece->behind == piece;
    piece->before->behind = piece->behind;
    piece->behind->before = piece->before;
    piece->behind = ranges->spare;
    ranges->spare = piece;
    ranges->n_spare++;
    ranges->n_pieces--;
    return is_last;
}

/* Break a piece that an address lies in into what is below and what is not;
 * the upper part becomes the next piece of its range. */
static void divide(rt_ranges *ranges, uintptr_t address)
{
    rt_piece *below = last_below(ranges->root, address);
    if (below == NULL || address - below->base >= below->n_bytes)
        return;
    uint64_t n_below = address - below->base;
    rt_piece *above =
        make_piece(ranges, address, below->n_bytes - n_below, below->label);
    below->n_bytes = n_below;
    above->before = below;
    above->behind = below->behind;
    above->behind->before = above;
    below->behind = above;
    add(ranges, above);
}

/* ---- what the runtime calls -----------------------------------------------
 */

void rt_ranges_put(rt_ranges *ranges, uintptr_t base, uint64_t n_bytes,
                   void *label)
{
    add(ranges, make_piece(ranges, base, n_bytes, label));
}

/* The first address behind; what would lie beyond all addresses ends there. */
static uintptr_t end_of(uintptr_t base, uint64_t n_bytes)
{
    return n_bytes > UINTPTR_MAX - base ? UINTPTR_MAX : base + n_bytes;
}

void rt_ranges_take(rt_ranges *ranges, uintptr_t base, uint64_t n_bytes,
                    rt_ranges_visit *visit, void *context)
{
    rt_piece *low, *taken, *high;
    split(ranges->root, base, &low, &taken);
    split(taken, end_of(base, n_bytes), &taken, &high);
    ranges->root = join(low, high);
    while (taken != NULL) {
        rt_piece gone = *taken;
        bool is_last = drop_piece(ranges, taken);
        taken = join(gone.left, gone.right);
        visit(context, gone.label, gone.n_bytes, is_last);
    }
}

void rt_ranges_cut(rt_ranges *ranges, uintptr_t base, uint64_t n_bytes,
                   rt_ranges_visit *visit, void *context)
{
    divide(ranges, base);
    divide(ranges, end_of(base, n_bytes));
    rt_ranges_take(ranges, base, n_bytes, visit, context);
}

bool rt_ranges_hold(const rt_ranges *ranges, uintptr_t address)
{
    const rt_piece *piece = last_below(ranges->root, address + 1);
    return piece != NULL && address - piece->base < piece->n_bytes;
}
