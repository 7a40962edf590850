/* merge_layout.c - where everything of a sum stands in its file */
#include "merge_layout.h"

#include "order.h"
#include "profpass/abi.h"

/* Reserve a block for n records; return the offset of the first. */
static uint64_t lay_out(uint64_t *end, uint64_t n, size_t record_bytes)
{
    uint64_t first = *end + sizeof(profpass_block);
    if (n == 0)
        return first;
    *end += profpass__whole(sizeof(profpass_block) + n * record_bytes,
                            PROFPASS_BLOCK_ALIGN);
    return first;
}

/* ---- order ---- */

/* Parents and contexts first; of one parent, folded before not. Equal nodes
 * stay in the order of their appearance. */
static int compare_nodes(const void *context, uint32_t a, uint32_t b)
{
    const profpass__merge_node *nodes = context, *x = &nodes[a], *y = &nodes[b];
    int order = profpass__compare_u64(x->thread, y->thread);
    if (order == 0)
        order = profpass__compare_u64(x->depth, y->depth);
    return order != 0 ? order
                      : profpass__compare_u64(nodes[x->context].depth,
                                              nodes[y->context].depth);
}

static int compare_sites(const void *context, uint32_t a, uint32_t b)
{
    const profpass_merge *merge = context;
    const profpass__merge_node *nodes = merge->nodes.items;
    const profpass__merge_site *sites = merge->sites.items, *x = &sites[a],
                               *y = &sites[b];
    int order = profpass__compare_u64(x->kind, y->kind);
    return order != 0 ? order
                      : profpass__compare_u64(nodes[x->node].thread,
                                              nodes[y->node].thread);
}

static int compare_sizes(const void *context, uint32_t a, uint32_t b)
{
    const profpass__merge_size *sizes = context;
    return profpass__compare_u64(sizes[a].thread, sizes[b].thread);
}

static int compare_lines(const void *context, uint32_t a, uint32_t b)
{
    const profpass__merge_line *lines = context;
    return profpass__compare_u64(lines[a].function, lines[b].function);
}

static void *array(profpass__layout *l, uint32_t n, size_t item_bytes)
{
    return profpass__arena_array(&l->scratch, n, item_bytes);
}

/* Return 0 … n - 1 in order, or NULL. */
static uint32_t *sorted(profpass__layout *l, uint32_t n,
                        profpass__compare_fn *compare, const void *context)
{
    uint32_t *items = array(l, n, sizeof *items);
    uint32_t *room = array(l, n, sizeof *room);
    if (items == NULL || room == NULL)
        return NULL;
    for (uint32_t i = 0; i < n; i++)
        items[i] = i;
    profpass__sort(items, room, n, compare, context);
    return items;
}

static bool prepare(profpass__layout *l)
{
    uint32_t n_lines = PROFPASS__N_ITEMS(l, line),
             n_functions = PROFPASS__N_ITEMS(l, function);
    l->strings = array(l, PROFPASS__N_ITEMS(l, string), sizeof *l->strings);
    l->slot_of_line = array(l, n_lines, sizeof *l->slot_of_line);
    l->first_line = array(l, n_functions + 1, sizeof *l->first_line);
    l->node_refs = array(l, PROFPASS__N_ITEMS(l, node), sizeof *l->node_refs);
    l->thread_roots =
        array(l, PROFPASS__N_ITEMS(l, thread), sizeof *l->thread_roots);
    l->lines = sorted(l, n_lines, compare_lines, PROFPASS__ITEMS(l, line));
    l->nodes = sorted(l, PROFPASS__N_ITEMS(l, node), compare_nodes,
                      PROFPASS__ITEMS(l, node));
    l->sites = sorted(l, PROFPASS__N_ITEMS(l, site), compare_sites, l->merge);
    l->sizes = sorted(l, PROFPASS__N_ITEMS(l, size), compare_sizes,
                      PROFPASS__ITEMS(l, size));
    if (l->strings == NULL || l->slot_of_line == NULL ||
        l->first_line == NULL || l->node_refs == NULL ||
        l->thread_roots == NULL || l->lines == NULL || l->nodes == NULL ||
        l->sites == NULL || l->sizes == NULL)
        return false;
    for (uint32_t i = 0; i < n_lines; i++)
        l->first_line[PROFPASS__ITEMS(l, line)[i].function + 1]++;
    for (uint32_t i = 0; i < n_functions; i++)
        l->first_line[i + 1] += l->first_line[i];
    for (uint32_t i = 0; i < n_lines; i++)
        l->slot_of_line[l->lines[i]] =
            i - l->first_line[PROFPASS__ITEMS(l, line)[l->lines[i]].function];
    return true;
}

/* ---- places ---- */

uint64_t profpass__block_of_node(const profpass__layout *l, uint32_t place)
{
    return PROFPASS__ITEMS(l, node)[l->nodes[place]].thread;
}

uint64_t profpass__block_of_site(const profpass__layout *l, uint32_t place)
{
    const profpass__merge_site *site =
        &PROFPASS__ITEMS(l, site)[l->sites[place]];
    return PROFPASS__ITEMS(l, node)[site->node].thread +
           (uint64_t)site->kind * PROFPASS__N_ITEMS(l, thread);
}

uint64_t profpass__block_of_size(const profpass__layout *l, uint32_t place)
{
    return PROFPASS__ITEMS(l, size)[l->sizes[place]].thread;
}

uint32_t profpass__run_end(const profpass__layout *l, uint32_t from, uint32_t n,
                           profpass__block_of_fn *block_of)
{
    uint32_t to = from;
    while (to < n && block_of(l, to) == block_of(l, from))
        to++;
    return to;
}

/* Lay out the blocks of n records that are in runs. */
static void lay_out_runs(const profpass__layout *l, uint64_t *end, uint32_t n,
                         profpass__block_of_fn *block_of, size_t record_bytes)
{
    for (uint32_t i = 0, to; i < n; i = to) {
        to = profpass__run_end(l, i, n, block_of);
        lay_out(end, to - i, record_bytes);
    }
}

/* A line area's size after its block's head. */
size_t profpass__area_bytes(uint32_t n_lines)
{
    return sizeof(profpass_line_counts) +
           n_lines * (sizeof(uint64_t) + sizeof(profpass_line_heap));
}

uint32_t profpass__n_lines_of(const profpass__layout *l, uint32_t function)
{
    return l->first_line[function + 1] - l->first_line[function];
}

bool profpass__has_area(const profpass__layout *l, uint32_t function)
{
    return profpass__n_lines_of(l, function) != 0 ||
           PROFPASS__ITEMS(l, function)[function].entry_usage_bytes != 0;
}

uint64_t profpass__string_bytes(const profpass__layout *l, uint32_t i)
{
    return profpass__whole(sizeof(profpass_string) +
                               PROFPASS__ITEMS(l, string)[i].n_bytes + 1,
                           PROFPASS_REF_UNIT);
}

uint32_t profpass__n_modules(const profpass__layout *l)
{
    return l->merge->n_producers + PROFPASS__N_ITEMS(l, function);
}

/* Lay out all blocks. Each function has a module for its directory. */
static void place_all(profpass__layout *l)
{
    uint64_t end = PROFPASS_HEADER_BYTES;
    uint64_t at = end + sizeof(profpass_block);
    for (uint32_t i = 1; i < PROFPASS__N_ITEMS(l, string); i++) {
        l->strings[i] = profpass__ref_at(at, 0, 0);
        at += profpass__string_bytes(l, i);
    }
    if (PROFPASS__N_ITEMS(l, string) > 1)
        end = profpass__whole(at, PROFPASS_BLOCK_ALIGN);
    l->strings_end = end;
    l->modules =
        lay_out(&end, profpass__n_modules(l), sizeof(profpass_module_record));
    l->functions = lay_out(&end, PROFPASS__N_ITEMS(l, function),
                           sizeof(profpass_function_record));
    l->source_lines =
        lay_out(&end, PROFPASS__N_ITEMS(l, line), sizeof(profpass_line_record));
    l->threads = lay_out(&end, PROFPASS__N_ITEMS(l, thread),
                         sizeof(profpass_thread_record));
    for (uint32_t i = 0, n = PROFPASS__N_ITEMS(l, node), to; i < n; i = to) {
        to = profpass__run_end(l, i, n, profpass__block_of_node);
        uint64_t first = lay_out(&end, to - i, sizeof(profpass_node_record));
        for (uint32_t k = i; k < to; k++)
            l->node_refs[l->nodes[k]] =
                profpass__ref_at(first, k - i, sizeof(profpass_node_record));
        l->thread_roots[profpass__block_of_node(l, i)] =
            l->node_refs[l->nodes[i]];
    }
    for (uint32_t i = 0; i < PROFPASS__N_ITEMS(l, function); i++)
        if (profpass__has_area(l, i))
            lay_out(&end, 1, profpass__area_bytes(profpass__n_lines_of(l, i)));
    lay_out_runs(l, &end, PROFPASS__N_ITEMS(l, site), profpass__block_of_site,
                 sizeof(profpass_site_record));
    lay_out_runs(l, &end, PROFPASS__N_ITEMS(l, size), profpass__block_of_size,
                 sizeof(profpass_size_record));
    l->used_bytes = end;
}

bool profpass__layout_make(profpass__layout *l)
{
    if (!prepare(l))
        return false;
    place_all(l);
    return true;
}

void profpass__layout_done(profpass__layout *l)
{
    profpass__arena_done(&l->scratch);
}
