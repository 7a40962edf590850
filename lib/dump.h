/* dump.h - what the parts of the canonical text share
 *
 *     write_dump.c  program, functions, edges, threads, contexts
 *     dump_heap.c   the heap: totals, accounts, lines, sites, sizes, series
 */
#ifndef PROFPASS_DUMP_H
#define PROFPASS_DUMP_H

#include "arena.h"
#include "order.h"
#include "text.h"

/* The heap, and what is apart from it. */
#define PROFPASS__N_SITE_KINDS (1 + PROFPASS_N_ACCOUNTS)

/* The sites of one kind, by the node they hang below. */
typedef struct profpass__dump_sites {
    const profpass_site_stats *sites;
    uint32_t n;
    uint32_t *order; /* [n] by node, then line          */
    uint32_t *first; /* [n_nodes + 1] of a node, in order */
} profpass__dump_sites;

typedef struct profpass__dump {
    profpass__text t;
    const profpass_model *m;
    profpass__arena scratch;
    bool *ambiguous;      /* [n_functions] another has the same name       */
    uint32_t *children;   /* [n_nodes] nodes by parent, then function      */
    uint32_t *next_child; /* [n_nodes] the next of a node's, in children   */
    uint32_t *threads;    /* [n_threads] by number                         */
    uint32_t *first_root; /* [n_threads] in children, or PROFPASS_NONE     */
    profpass__dump_sites sites[PROFPASS__N_SITE_KINDS];
    uint32_t *sizes; /* [n_sizes] by line, then thread */
} profpass__dump;

#define PROFPASS__PUT(d, name, value) \
    profpass__print(&(d)->t, " " name "=%llu", (unsigned long long)(value))
#define PROFPASS__PUT_SIGNED(d, name, value) \
    profpass__print(&(d)->t, " " name "=%lld", (long long)(value))

/* Return 0 … n - 1 in order, or NULL. */
uint32_t *profpass__dump_sorted(profpass__dump *d, uint32_t n,
                                profpass__compare_fn *compare,
                                const void *context);

/* Put a function by name; also by place if the name is not its own. */
void profpass__dump_function(profpass__dump *d, uint32_t function);

/* Sort what the heap has; false: no memory. Then its parts, in the order of the
 * text; sites are those below a node. */
bool profpass__dump_prepare_heap(profpass__dump *d);
void profpass__dump_heap(profpass__dump *d);
void profpass__dump_lines(profpass__dump *d);
void profpass__dump_sites_of(profpass__dump *d, uint32_t node, uint32_t depth);
void profpass__dump_sizes(profpass__dump *d);
void profpass__dump_series(profpass__dump *d);

#endif
