/* merge_layout.h - where everything of a sum stands in its file
 *
 *     header | strings | modules | functions | source_lines | threads |
 *     nodes of a thread … | line_counts … | sites of a kind and thread … |
 *     sizes of a thread …
 *
 * Every size is known before the first byte is written, so what refers to a
 * record knows its place: merge_layout.c lays the blocks out, merge_write.c
 * writes them in that order.
 */
#ifndef PROFPASS_MERGE_LAYOUT_H
#define PROFPASS_MERGE_LAYOUT_H

#include "merge.h"

typedef struct profpass__layout {
    const profpass_merge *merge;
    profpass__arena scratch;

    profpass_ref *strings;      /* [n_strings]                             */
    uint32_t *slot_of_line;     /* [n_lines] in its function               */
    uint32_t *lines;            /* [n_lines] by function                   */
    uint32_t *first_line;       /* [n_functions + 1] in lines              */
    uint32_t *nodes;            /* [n_nodes] in the order of the file      */
    uint32_t *sites;            /* [n_sites] by kind and thread            */
    uint32_t *sizes;            /* [n_sizes] by thread                     */
    profpass_ref *node_refs;    /* [n_nodes]                               */
    profpass_ref *thread_roots; /* [n_threads]                             */

    /* Offsets of the first record of each. */
    uint64_t modules, functions, source_lines, threads;
    uint64_t strings_end, used_bytes;
} profpass__layout;

/* The items of a kind in the sum, and how many there are. */
#define PROFPASS__ITEMS(l, kind) \
    ((const profpass__merge_##kind *)(l)->merge->kind##s.items)
#define PROFPASS__N_ITEMS(l, kind) ((l)->merge->kind##s.n)

/* Lay the file out; the layout has nothing but its merge. False: no memory. */
bool profpass__layout_make(profpass__layout *l);
void profpass__layout_done(profpass__layout *l);

/* The smallest multiple of unit that is at least n. */
static inline uint64_t profpass__whole(uint64_t n, uint64_t unit)
{
    return (n + unit - 1) / unit * unit;
}

/* Refer to record i of those that begin at the offset `first`. */
static inline profpass_ref profpass__ref_at(uint64_t first, uint32_t i,
                                            size_t record_bytes)
{
    return (profpass_ref)((first + (uint64_t)i * record_bytes) /
                          PROFPASS_REF_UNIT);
}

/* Nodes, sites and sizes have a block for each thread, sites for each kind and
 * thread. Return which one is that of a place of l->nodes, l->sites, l->sizes:
 * thread + kind * n_threads. */
typedef uint64_t profpass__block_of_fn(const profpass__layout *l,
                                       uint32_t place);
profpass__block_of_fn profpass__block_of_node;
profpass__block_of_fn profpass__block_of_site;
profpass__block_of_fn profpass__block_of_size;

/* Return where the run of places of one block ends that begins at `from`. */
uint32_t profpass__run_end(const profpass__layout *l, uint32_t from, uint32_t n,
                           profpass__block_of_fn *block_of);

/* A function's lines; whether it has a line area, and how large one is without
 * its block's head. */
uint32_t profpass__n_lines_of(const profpass__layout *l, uint32_t function);
bool profpass__has_area(const profpass__layout *l, uint32_t function);
size_t profpass__area_bytes(uint32_t n_lines);

/* The size of a string's record. */
uint64_t profpass__string_bytes(const profpass__layout *l, uint32_t i);

/* The producers', then one for each function's directory. */
uint32_t profpass__n_modules(const profpass__layout *l);

#endif
