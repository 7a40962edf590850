/* follow_file.c - a profile that grows: its marked contexts, as they appear
 *
 * A node is complete before its block counts it, and so are its parent and its
 * function, which are older. But they may be younger than what this poll has
 * looked at: then the node waits for the next poll.
 */
#define _DEFAULT_SOURCE
#include "follow_file.h"

#include <string.h>
#include <unistd.h>

#include "bytes.h"
#include "failure.h"
#include "profpass/abi.h"

/* More nodes than the runtime records. What is beyond is not looked at. */
#define N_NODES_MAX     (1U << 22)
#define N_FUNCTIONS_MAX (1U << 20)
#define N_BLOCKS_MAX    (1U << 20)

enum { NAME_BYTES_MAX = 4096, FUNCTIONS_FIRST = 256, ITEMS_FIRST = 64 };

bool profpass__follow_read(const profpass_follow *f, uint64_t offset,
                           void *bytes, size_t n_bytes)
{
    size_t n_read = 0;
    while (n_read < n_bytes) {
        ssize_t n = pread(f->source.fd, (char *)bytes + n_read,
                          n_bytes - n_read, (off_t)(offset + n_read));
        if (n <= 0)
            return false;
        n_read += (size_t)n;
    }
    return true;
}

/* Return a new zeroed item at the end; NULL if there are n_most, or there is no
 * memory. */
static void *add_item(profpass__items *items, size_t item_bytes,
                      uint32_t n_most)
{
    if (items->n == n_most)
        return NULL;
    if (items->n == items->n_room) {
        uint32_t n_room = items->n_room == 0 ? ITEMS_FIRST : 2 * items->n_room;
        void *pages = profpass__pages_new(n_room * item_bytes);
        if (pages == NULL)
            return NULL;
        if (items->n != 0)
            memcpy(pages, items->pages, items->n * item_bytes);
        profpass__pages_free(items->pages, items->n_room * item_bytes);
        items->pages = pages;
        items->n_room = n_room;
    }
    return (char *)items->pages + items->n++ * item_bytes;
}

void profpass__follow_done(profpass_follow *f)
{
    profpass__pages_free(f->blocks.pages,
                         f->blocks.n_room * sizeof(profpass__growing));
    profpass__pages_free(f->contexts.pages,
                         f->contexts.n_room * sizeof(profpass__context));
}

/* ---- blocks ---------------------------------------------------------------
 */

static profpass_status add_block(profpass_follow *f, uint64_t head,
                                 const profpass__block *block,
                                 profpass_error *err)
{
    profpass__growing *g = add_item(&f->blocks, sizeof *g, N_BLOCKS_MAX);
    if (g == NULL)
        return profpass__fail(err, PROFPASS_ENOMEM, head,
                              "too many blocks to follow, or no memory");
    g->block = *block;
    g->head = head;
    if (block->kind != PROFPASS_BLOCK_NODES)
        return PROFPASS_OK;
    uint64_t n = (block->end - block->offset) / block->stride;
    if (n > N_NODES_MAX - f->n_nodes)
        n = N_NODES_MAX - f->n_nodes;
    g->depths = profpass__arena_array(&f->arena, (size_t)n, sizeof *g->depths);
    if (g->depths == NULL)
        return profpass__fail_memory(err);
    g->n_most = (uint32_t)n;
    f->n_nodes += n;
    return PROFPASS_OK;
}

/* Return the block of a kind that holds the record at offset; NULL if none. */
static profpass__growing *find_block(const profpass_follow *f, uint64_t offset,
                                     uint32_t kind)
{
    profpass__growing *blocks = f->blocks.pages;
    uint32_t low = 0, high = f->blocks.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (blocks[middle].block.end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == f->blocks.n)
        return NULL;
    const profpass__block *block = &blocks[low].block;
    return block->kind == kind && offset >= block->offset &&
                   (offset - block->offset) % block->stride == 0
               ? &blocks[low]
               : NULL;
}

/* ---- functions ------------------------------------------------------------
 */

static profpass__named *place_of(profpass__named *table, uint32_t mask,
                                 profpass_ref ref)
{
    uint32_t at = ref * 0x9e3779b1u >> 7 & mask;
    while (table[at].ref != 0 && table[at].ref != ref)
        at = (at + 1) & mask;
    return &table[at];
}

static bool grow_functions(profpass_follow *f)
{
    uint32_t n =
        f->functions == NULL ? FUNCTIONS_FIRST : 2 * (f->function_mask + 1);
    profpass__named *table = profpass__arena_array(&f->arena, n, sizeof *table);
    if (table == NULL)
        return false;
    for (uint32_t i = 0; f->functions != NULL && i <= f->function_mask; i++)
        if (f->functions[i].ref != 0)
            *place_of(table, n - 1, f->functions[i].ref) = f->functions[i];
    f->functions = table;
    f->function_mask = n - 1;
    return true;
}

/* Copy a string of the profile; what is too long is cut, what is not there is
 * empty. NULL if there is no memory. */
static const char *read_name(profpass_follow *f, profpass_ref ref)
{
    uint8_t head[sizeof(profpass_string)];
    uint64_t offset = (uint64_t)ref * PROFPASS_REF_UNIT;
    uint32_t n = 0;
    if (profpass__follow_read(f, offset, head, sizeof head))
        n = profpass__get(head, profpass_string, n_bytes);
    n = n > NAME_BYTES_MAX ? NAME_BYTES_MAX : n;
    char *name = profpass__arena_array(&f->arena, n + 1, 1);
    if (name != NULL &&
        !profpass__follow_read(f, offset + sizeof head, name, n))
        name[0] = '\0';
    return name;
}

/* Find a function, and read what it is if this is the first time; NULL if it
 * is not there yet, or there is no memory. */
static const profpass__named *find_function(profpass_follow *f,
                                            profpass_ref ref)
{
    uint8_t at[sizeof(profpass_function_record)];
    profpass__named *named = place_of(f->functions, f->function_mask, ref);
    uint64_t offset = (uint64_t)ref * PROFPASS_REF_UNIT;
    if (named->ref != 0)
        return named;
    if (find_block(f, offset, PROFPASS_BLOCK_FUNCTIONS) == NULL ||
        f->n_functions == N_FUNCTIONS_MAX ||
        !profpass__follow_read(f, offset, at, sizeof at))
        return NULL;
    if (2 * ++f->n_functions > f->function_mask) {
        if (!grow_functions(f))
            return NULL;
        named = place_of(f->functions, f->function_mask, ref);
    }
    uint32_t flags = profpass__get(at, profpass_function_record, flags);
    profpass__named found = {.ref = ref, .number = PROFPASS_NONE};
    if ((flags & (PROFPASS_FUNCTION_MARKED | PROFPASS_FUNCTION_REGION)) != 0) {
        found.name =
            read_name(f, profpass__get(at, profpass_function_record, name));
        if (found.name == NULL)
            return NULL;
        found.number = f->n_marked++;
    }
    *named = found;
    return named;
}

/* ---- nodes ----------------------------------------------------------------
 */

/* Take in a node; false if what it refers to is not there yet. */
static bool take_node(profpass_follow *f, const uint8_t *at, uint64_t offset,
                      uint16_t *depth)
{
    profpass_ref function = profpass__get(at, profpass_node_record, function);
    profpass_ref parent = profpass__get(at, profpass_node_record, parent);
    *depth = 0;
    if (function == 0) /* a root */
        return true;
    const profpass__named *named = find_function(f, function);
    uint64_t above = (uint64_t)parent * PROFPASS_REF_UNIT;
    const profpass__growing *g = find_block(f, above, PROFPASS_BLOCK_NODES);
    uint64_t i = g != NULL ? (above - g->block.offset) / g->block.stride : 0;
    if (named == NULL || g == NULL || i >= g->n_read)
        return false;
    *depth = g->depths[i];
    if (named->number == PROFPASS_NONE)
        return true;
    profpass__context *c =
        add_item(&f->contexts, sizeof *c, PROFPASS_FOLLOW_CONTEXTS);
    if (c == NULL)
        f->n_lost++;
    else
        *c = (profpass__context){.offset = offset,
                                 .name = named->name,
                                 .function = named->number,
                                 .level = *depth};
    *depth = (uint16_t)(*depth + (*depth < UINT16_MAX));
    return true;
}

/* Take in the nodes that a block has gained. */
static bool read_nodes(profpass_follow *f, profpass__growing *g)
{
    uint8_t head[sizeof(profpass_block)];
    if (!profpass__follow_read(f, g->head, head, sizeof head))
        return false;
    uint32_t n = profpass__get(head, profpass_block, n_records);
    uint32_t stride = g->block.stride;
    n = n > g->n_most ? g->n_most : n;
    while (g->n_read < n) {
        uint32_t n_now = PROFPASS__FOLLOW_BYTES / stride;
        n_now = n_now == 0 ? 1 : n_now;
        n_now = n_now > n - g->n_read ? n - g->n_read : n_now;
        uint64_t offset = g->block.offset + (uint64_t)g->n_read * stride;
        if (!profpass__follow_read(f, offset, f->records,
                                   (size_t)(n_now - 1) * stride +
                                       sizeof(profpass_node_record)))
            return false;
        for (uint32_t i = 0; i < n_now; i++, g->n_read++)
            if (!take_node(f, f->records + (size_t)i * stride,
                           offset + (uint64_t)i * stride,
                           &g->depths[g->n_read]))
                return true;
    }
    return true;
}

profpass_status profpass__follow_grow(profpass_follow *f, profpass_error *err)
{
    uint64_t used_bytes = 0;
    profpass_status status =
        profpass__file_header(&f->source, &f->window, &used_bytes, err);
    if (status != PROFPASS_OK)
        return status;
    const uint8_t *header = f->window.bytes;
    f->pid = profpass__get(header, profpass_header, pid);
    f->ticking = (profpass__ticking){
        .clock = profpass__get(header, profpass_header, clock),
        .start_ticks = profpass__get(header, profpass_header, start_ticks),
        .start_unix_ns = profpass__get(header, profpass_header, start_unix_ns),
        .ticks_per_second =
            profpass__get(header, profpass_header, ticks_per_second)};
    if (f->functions == NULL && !grow_functions(f))
        return profpass__fail_memory(err);
    while (status == PROFPASS_OK && f->walked_bytes < used_bytes) {
        uint64_t head = f->walked_bytes;
        profpass__block block;
        status = profpass__file_step(&f->source, &f->window, used_bytes,
                                     &f->walked_bytes, &block, err);
        if (status == PROFPASS_OK && (block.kind == PROFPASS_BLOCK_NODES ||
                                      block.kind == PROFPASS_BLOCK_FUNCTIONS))
            status = add_block(f, head, &block, err);
    }
    profpass__growing *blocks = f->blocks.pages;
    for (uint32_t i = 0; status == PROFPASS_OK && i < f->blocks.n; i++)
        if (blocks[i].n_read < blocks[i].n_most && !read_nodes(f, &blocks[i]))
            status = profpass__fail(err, PROFPASS_EIO, blocks[i].head,
                                    "a block of nodes cannot be read");
    return status;
}
