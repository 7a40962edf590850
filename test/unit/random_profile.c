/* random_profile.c - profiles of programs that might have been */
#include "random_profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_FUNCTIONS = 20, N_DEPTH = 12, N_LINES = 3, N_SITES = 4096 };

/* What is counted in sites: the heap, and each account. */
enum { HEAP, N_BOOKS = 4 };
static const enum profpass_block_kind book_kinds[N_BOOKS] = {
    PROFPASS_BLOCK_SITES, PROFPASS_BLOCK_MAPPED_SITES,
    PROFPASS_BLOCK_POOL_SITES, PROFPASS_BLOCK_STACK_SITES};

typedef struct book {
    profpass_ref sites[N_SITES]; /* all, of any thread */
    uint32_t n_sites;
    uint64_t live_bytes, live_blocks;
} book;

typedef struct activation {
    profpass_ref node;
    uint64_t start, child_ticks, below;
    uint32_t function; /* index; N_FUNCTIONS for the root */
    bool outermost, outermost_on_edge;
} activation;

typedef struct player {
    profile_builder *b;
    uint64_t random, now;
    uint32_t n_functions;
    profpass_ref functions[N_FUNCTIONS];
    profpass_ref thread;
    activation stack[N_DEPTH];
    uint32_t depth;
    book books[N_BOOKS];
} player;

uint32_t random_below(uint64_t *state, uint32_t n)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % n;
}

static profpass_node_record *node_at(player *p, profpass_ref ref)
{
    return builder_at(p->b, ref);
}

/* Find or add the node of a function called by the activation at the top: below
 * its context, and folded if the function is on the way up already. */
static profpass_ref find_node(player *p, uint32_t function)
{
    profpass_ref parent = node_at(p, p->stack[p->depth].node)->context;
    profpass_ref context = 0;
    for (profpass_ref up = parent; up != 0; up = node_at(p, up)->parent)
        if (node_at(p, up)->function == p->functions[function]) {
            context = node_at(p, up)->context;
            break;
        }
    /* Nodes lie in blocks of the thread; look through all of them. */
    for (uint64_t at = PROFPASS_HEADER_BYTES; at < p->b->n_bytes;) {
        const profpass_block *block =
            (const profpass_block *)(void *)(p->b->bytes + at);
        bool ours =
            block->kind == PROFPASS_BLOCK_NODES && block->owner == p->thread;
        for (uint32_t i = 0; ours && i < block->n_records; i++) {
            uint64_t offset =
                at + sizeof *block + i * sizeof(profpass_node_record);
            profpass_ref ref = (profpass_ref)(offset / PROFPASS_REF_UNIT);
            if (node_at(p, ref)->parent == parent &&
                node_at(p, ref)->function == p->functions[function])
                return ref;
        }
        at += block->block_bytes;
    }
    const profpass_node_record none = {0};
    return builder_node(p->b, p->thread, parent, p->functions[function],
                        context, &none);
}

static void enter(player *p)
{
    uint32_t function = random_below(&p->random, p->n_functions);
    activation a = {.node = find_node(p, function),
                    .start = ++p->now,
                    .function = function,
                    .outermost = true,
                    .outermost_on_edge = true};
    uint32_t caller = p->stack[p->depth].function;
    for (uint32_t i = 1; i <= p->depth; i++) {
        if (p->stack[i].function != function)
            continue;
        a.outermost = false;
        if (p->stack[i - 1].function == caller)
            a.outermost_on_edge = false;
    }
    node_at(p, p->stack[p->depth].node)->callees++;
    profpass_node_record *node = node_at(p, a.node);
    node->calls++;
    node->primitive_calls += a.outermost;
    node->edge_primitive_calls += a.outermost_on_edge;
    p->stack[++p->depth] = a;
}

static void leave(player *p)
{
    activation *a = &p->stack[p->depth--];
    profpass_node_record *node = node_at(p, a->node);
    uint64_t ticks = ++p->now - a->start;
    if (random_below(&p->random, 10) == 0)
        node->unwound++;
    else
        node->returns++;
    node->self_ticks += ticks - a->child_ticks;
    if (a->outermost) {
        node->total_ticks += ticks;
        node->total_callees += a->below;
    }
    if (a->outermost_on_edge) {
        node->edge_ticks += ticks;
        node->edge_callees += a->below;
    }
    p->stack[p->depth].child_ticks += ticks;
    p->stack[p->depth].below += a->below + 1;
}

/* Most is of the heap. */
static uint32_t pick_book(player *p)
{
    uint32_t n = random_below(&p->random, 12);
    return n < N_BOOKS ? n : HEAP;
}

static void add_site(player *p, uint32_t kind)
{
    book *in = &p->books[kind];
    profpass_ref node = p->stack[p->depth].node;
    uint32_t function = p->stack[p->depth].function;
    bool has_line = function < p->n_functions && function % 2 == 0;
    const profpass_site_record first = {.first_ticks = p->now};
    in->sites[in->n_sites++] = builder_site_of(
        p->b, book_kinds[kind], p->thread, node,
        has_line ? p->functions[function] : 0,
        has_line ? random_below(&p->random, N_LINES) : PROFPASS_NO_SLOT,
        &first);
}

/* A record for each allocation: those of a line add up. */
static void add_size(player *p, const profpass_site_record *site,
                     uint32_t bytes)
{
    profpass_ref function =
        site->function != 0 ? site->function : node_at(p, site->node)->function;
    profpass_size_record sizes = {
        .function = function, .slot = site->slot, .largest_bytes = bytes};
    uint32_t class = bytes == 0 ? 0 : 1;
    for (uint32_t most = 1; most < bytes; most *= 2)
        class ++;
    sizes.counts[class] = 1;
    builder_record(p->b, PROFPASS_BLOCK_SIZES, p->thread, &sizes, sizeof sizes);
}

static void allocate(player *p)
{
    uint32_t kind = pick_book(p);
    book *in = &p->books[kind];
    if (in->n_sites < N_SITES && random_below(&p->random, 3) == 0)
        add_site(p, kind);
    if (in->n_sites == 0)
        return;
    uint32_t bytes = random_below(&p->random, 1000);
    profpass_ref ref = in->sites[random_below(&p->random, in->n_sites)];
    profpass_site_record *site = builder_at(p->b, ref);
    site->allocations++;
    site->allocated_bytes += bytes;
    site->born_events += random_below(&p->random, 100);
    uint64_t live =
        site->allocated_bytes - site->freed_bytes - site->remote_freed_bytes;
    if (live > site->max_bytes) {
        site->max_bytes = live;
        site->max_blocks = site->allocations - site->frees - site->remote_frees;
    }
    in->live_blocks++;
    in->live_bytes += bytes;
    if (kind == HEAP) {
        const profpass_site_record copy = *site;
        add_size(p, &copy, bytes);
    }
}

/* Free all that a site holds, by its own thread, which may be realloc's doing,
 * or by another. */
static void release(player *p)
{
    book *in = &p->books[pick_book(p)];
    if (in->n_sites == 0)
        return;
    profpass_site_record *site =
        builder_at(p->b, in->sites[random_below(&p->random, in->n_sites)]);
    uint64_t blocks = site->allocations - site->frees - site->remote_frees;
    uint64_t bytes =
        site->allocated_bytes - site->freed_bytes - site->remote_freed_bytes;
    in->live_blocks -= blocks;
    in->live_bytes -= bytes;
    if (random_below(&p->random, 2) == 0) {
        site->frees += blocks;
        site->freed_bytes += bytes;
        site->died_events += 100 * blocks;
        site->moved_out += blocks;
        site->moved_out_bytes += bytes;
    } else {
        site->remote_frees += blocks;
        site->remote_freed_bytes += bytes;
        site->remote_died_events += 200 * blocks;
    }
}

/* At the peak each site's share is what is live: here, at the end. */
static void note_heap(player *p)
{
    profpass_header *header = builder_header(p->b);
    const book *heap = &p->books[HEAP];
    header->live_bytes = header->peak_bytes = heap->live_bytes;
    header->live_blocks = header->peak_blocks = heap->live_blocks;
    header->peak_epoch = 1;
    if (heap->n_sites != 0)
        header->peak_site =
            ((profpass_site_record *)builder_at(p->b, heap->sites[0]))->id;
    profpass_account *const accounts[N_BOOKS] = {
        NULL, &header->mapped, &header->pools, &header->stacks};
    for (size_t i = 1; i < N_BOOKS; i++)
        *accounts[i] =
            (profpass_account){.live_bytes = p->books[i].live_bytes,
                               .live_blocks = p->books[i].live_blocks,
                               .peak_bytes = p->books[i].live_bytes,
                               .peak_blocks = p->books[i].live_blocks,
                               .peak_epoch = 1};
}

static void add_function(player *p, uint32_t i)
{
    static const builder_line lines[N_LINES] = {
        {12, PROFPASS_LINE_HAS_CALL, 0, PROFPASS_NO_SLOT, NULL},
        {13, 0, 1, 0, NULL},
        {15, PROFPASS_LINE_HAS_CALL, 2, PROFPASS_NO_SLOT, NULL}};
    char name[16], file[16];
    snprintf(name, sizeof name, "f%u", i);
    snprintf(file, sizeof file, "file%u.c", i % 5);
    bool has_lines = i % 2 == 0;
    p->functions[i] = builder_function(
        p->b, &(builder_function_spec){
                  .name = name,
                  .file = file,
                  .first_line = 10,
                  .last_line = 20,
                  .flags = has_lines ? PROFPASS_FUNCTION_LINES : 0,
                  .lines = lines,
                  .n_lines = has_lines ? N_LINES : 0});
}

void random_profile(profile_builder *b, uint64_t seed, uint32_t n_threads,
                    uint32_t n_functions, uint32_t n_steps)
{
    player *p = calloc(1, sizeof *p);
    builder_init(b);
    *p = (player){.b = b, .random = seed, .n_functions = n_functions};
    for (uint32_t i = 0; i < n_functions; i++)
        add_function(p, i);
    for (uint32_t t = 0; t < n_threads; t++) {
        p->thread = builder_thread(b, 100 + t);
        p->depth = 0;
        p->stack[0] = (activation){.node = builder_root(b, p->thread),
                                   .function = N_FUNCTIONS};
        for (uint32_t i = 0; i < n_steps; i++) {
            p->now += random_below(&p->random, 50);
            uint32_t what = random_below(&p->random, 10);
            if (what < 4 && p->depth + 1 < N_DEPTH && n_functions != 0)
                enter(p);
            else if (what < 8 && p->depth > 0)
                leave(p);
            else if (what == 8)
                allocate(p);
            else
                release(p);
        }
        while (p->depth > 0)
            leave(p);
        node_at(p, builder_root(b, p->thread))->callees = 0;
    }
    note_heap(p);
    free(p);
}
