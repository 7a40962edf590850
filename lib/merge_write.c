/* merge_write.c - a sum as a profile file
 *
 *     header | strings | modules | functions | source_lines | threads |
 *     nodes of a thread … | line_counts … | sites of a thread …
 *
 * Every size is known before the first byte is written, so what refers to a
 * record knows its place: blocks are laid out first, then written in order.
 */
#include <string.h>

#include "failure.h"
#include "merge.h"
#include "order.h"
#include "profpass/abi.h"
#include "text.h"

/* The smallest multiple of unit that is at least n. */
static uint64_t whole(uint64_t n, uint64_t unit)
{
    return (n + unit - 1) / unit * unit;
}

typedef struct writing {
    const profpass_merge *merge;
    profpass__text t;
    profpass__arena scratch;

    profpass_ref *strings;      /* [n_strings] */
    uint32_t *slot_of_line;     /* [n_lines] in its function               */
    uint32_t *lines;            /* [n_lines] by function                   */
    uint32_t *first_line;       /* [n_functions + 1] in lines              */
    uint32_t *nodes;            /* [n_nodes] in the order of the file      */
    uint32_t *sites;            /* [n_sites] by thread                     */
    profpass_ref *node_refs;    /* [n_nodes]                               */
    profpass_ref *thread_roots; /* [n_threads] */

    uint64_t modules, functions, source_lines, threads; /* offsets of the first
                                                           record           */
    uint64_t strings_end, used_bytes;
} writing;

#define ITEMS(w, kind) \
    ((const profpass__merge_##kind *)(w)->merge->kind##s.items)
#define N_ITEMS(w, kind) ((w)->merge->kind##s.n)

/* Reserve a block for n records; return the offset of the first. */
static uint64_t lay_out(uint64_t *end, uint64_t n, size_t record_bytes)
{
    uint64_t first = *end + sizeof(profpass_block);
    if (n == 0)
        return first;
    *end +=
        whole(sizeof(profpass_block) + n * record_bytes, PROFPASS_BLOCK_ALIGN);
    return first;
}

static profpass_ref ref_at(uint64_t first, uint32_t i, size_t record_bytes)
{
    return (profpass_ref)((first + (uint64_t)i * record_bytes) /
                          PROFPASS_REF_UNIT);
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
    const profpass__merge_site *sites = merge->sites.items;
    return profpass__compare_u64(nodes[sites[a].node].thread,
                                 nodes[sites[b].node].thread);
}

static int compare_lines(const void *context, uint32_t a, uint32_t b)
{
    const profpass__merge_line *lines = context;
    return profpass__compare_u64(lines[a].function, lines[b].function);
}

static void *array(writing *w, uint32_t n, size_t item_bytes)
{
    return profpass__arena_array(&w->scratch, n, item_bytes);
}

/* Return 0 … n - 1 in order, or NULL. */
static uint32_t *sorted(writing *w, uint32_t n, profpass__compare_fn *compare,
                        const void *context)
{
    uint32_t *items = array(w, n, sizeof *items);
    uint32_t *room = array(w, n, sizeof *room);
    if (items == NULL || room == NULL)
        return NULL;
    for (uint32_t i = 0; i < n; i++)
        items[i] = i;
    profpass__sort(items, room, n, compare, context);
    return items;
}

static bool prepare(writing *w)
{
    uint32_t n_lines = N_ITEMS(w, line), n_functions = N_ITEMS(w, function);
    w->strings = array(w, N_ITEMS(w, string), sizeof *w->strings);
    w->slot_of_line = array(w, n_lines, sizeof *w->slot_of_line);
    w->first_line = array(w, n_functions + 1, sizeof *w->first_line);
    w->node_refs = array(w, N_ITEMS(w, node), sizeof *w->node_refs);
    w->thread_roots = array(w, N_ITEMS(w, thread), sizeof *w->thread_roots);
    w->lines = sorted(w, n_lines, compare_lines, ITEMS(w, line));
    w->nodes = sorted(w, N_ITEMS(w, node), compare_nodes, ITEMS(w, node));
    w->sites = sorted(w, N_ITEMS(w, site), compare_sites, w->merge);
    if (w->strings == NULL || w->slot_of_line == NULL ||
        w->first_line == NULL || w->node_refs == NULL ||
        w->thread_roots == NULL || w->lines == NULL || w->nodes == NULL ||
        w->sites == NULL)
        return false;
    for (uint32_t i = 0; i < n_lines; i++)
        w->first_line[ITEMS(w, line)[i].function + 1]++;
    for (uint32_t i = 0; i < n_functions; i++)
        w->first_line[i + 1] += w->first_line[i];
    for (uint32_t i = 0; i < n_lines; i++)
        w->slot_of_line[w->lines[i]] =
            i - w->first_line[ITEMS(w, line)[w->lines[i]].function];
    return true;
}

/* ---- places ---- */

static uint32_t thread_of_node(const writing *w, uint32_t place)
{
    return ITEMS(w, node)[w->nodes[place]].thread;
}

static uint32_t thread_of_site(const writing *w, uint32_t place)
{
    return ITEMS(w, node)[ITEMS(w, site)[w->sites[place]].node].thread;
}

/* Return where the run of items of one thread ends that begins at `from`. */
static uint32_t run_end(const writing *w, uint32_t from, uint32_t n,
                        uint32_t (*thread_of)(const writing *w, uint32_t place))
{
    uint32_t to = from;
    while (to < n && thread_of(w, to) == thread_of(w, from))
        to++;
    return to;
}

/* A line area's size after its block's head. */
static size_t area_bytes(uint32_t n_lines)
{
    return sizeof(profpass_line_counts) +
           n_lines * (sizeof(uint64_t) + sizeof(profpass_line_heap));
}

static uint32_t n_lines_of(const writing *w, uint32_t function)
{
    return w->first_line[function + 1] - w->first_line[function];
}

static bool has_area(const writing *w, uint32_t function)
{
    return n_lines_of(w, function) != 0 ||
           ITEMS(w, function)[function].entry_usage_bytes != 0;
}

static uint64_t string_bytes(const writing *w, uint32_t i)
{
    return whole(sizeof(profpass_string) + ITEMS(w, string)[i].n_bytes + 1,
                 PROFPASS_REF_UNIT);
}

static uint32_t n_modules(const writing *w)
{
    return w->merge->n_producers + N_ITEMS(w, function);
}

/* Lay out all blocks. Each function has a module for its directory. */
static void place_all(writing *w)
{
    uint64_t end = PROFPASS_HEADER_BYTES;
    uint64_t at = end + sizeof(profpass_block);
    for (uint32_t i = 1; i < N_ITEMS(w, string); i++) {
        w->strings[i] = ref_at(at, 0, 0);
        at += string_bytes(w, i);
    }
    if (N_ITEMS(w, string) > 1)
        end = whole(at, PROFPASS_BLOCK_ALIGN);
    w->strings_end = end;
    w->modules = lay_out(&end, n_modules(w), sizeof(profpass_module_record));
    w->functions =
        lay_out(&end, N_ITEMS(w, function), sizeof(profpass_function_record));
    w->source_lines =
        lay_out(&end, N_ITEMS(w, line), sizeof(profpass_line_record));
    w->threads =
        lay_out(&end, N_ITEMS(w, thread), sizeof(profpass_thread_record));
    for (uint32_t i = 0, n = N_ITEMS(w, node), to; i < n; i = to) {
        to = run_end(w, i, n, thread_of_node);
        uint64_t first = lay_out(&end, to - i, sizeof(profpass_node_record));
        for (uint32_t k = i; k < to; k++)
            w->node_refs[w->nodes[k]] =
                ref_at(first, k - i, sizeof(profpass_node_record));
        w->thread_roots[thread_of_node(w, i)] = w->node_refs[w->nodes[i]];
    }
    for (uint32_t i = 0; i < N_ITEMS(w, function); i++)
        if (has_area(w, i))
            lay_out(&end, 1, area_bytes(n_lines_of(w, i)));
    for (uint32_t i = 0, n = N_ITEMS(w, site), to; i < n; i = to) {
        to = run_end(w, i, n, thread_of_site);
        lay_out(&end, to - i, sizeof(profpass_site_record));
    }
    w->used_bytes = end;
}

/* ---- bytes ---- */

static void put(writing *w, const void *bytes, size_t n_bytes)
{
    profpass__put(&w->t, bytes, n_bytes);
}

static void put_zeros(writing *w, uint64_t n_bytes)
{
    static const char zeros[64];
    for (; n_bytes > sizeof zeros; n_bytes -= sizeof zeros)
        put(w, zeros, sizeof zeros);
    put(w, zeros, (size_t)n_bytes);
}

/* Put a block's head; put_rest fills the block up. */
static void put_head(writing *w, enum profpass_block_kind kind,
                     uint32_t n_records, size_t record_bytes,
                     uint64_t all_bytes, profpass_ref owner)
{
    profpass_block block = {
        .kind = (uint32_t)kind,
        .record_bytes = (uint32_t)record_bytes,
        .block_bytes = whole(sizeof block + all_bytes, PROFPASS_BLOCK_ALIGN),
        .n_records = n_records,
        .owner = owner};
    put(w, &block, sizeof block);
}

static void put_rest(writing *w, uint64_t all_bytes)
{
    put_zeros(w, whole(all_bytes, PROFPASS_BLOCK_ALIGN) - all_bytes);
}

static void put_header(writing *w)
{
    profpass_header h = w->merge->header;
    memcpy(h.magic, PROFPASS_MAGIC, sizeof h.magic);
    h.major = PROFPASS_FORMAT_MAJOR;
    h.minor = PROFPASS_FORMAT_MINOR;
    h.header_bytes = PROFPASS_HEADER_BYTES;
    h.used_bytes = w->used_bytes;
    h.ticks_per_second = 1000000000;
    h.last_ticks = h.last_wall_ns;
    h.peak_epoch = 1;
    profpass_ref *strings[] = {&h.executable, &h.command,  &h.directory,
                               &h.host,       &h.build_id, &h.options,
                               &h.forked_from};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        *strings[i] = w->strings[*strings[i]];
    put(w, &h, sizeof h);
    put_zeros(w, PROFPASS_HEADER_BYTES - sizeof h);
}

static void put_strings(writing *w)
{
    uint32_t n = N_ITEMS(w, string);
    if (n < 2)
        return;
    uint64_t all =
        w->strings_end - PROFPASS_HEADER_BYTES - sizeof(profpass_block);
    put_head(w, PROFPASS_BLOCK_STRINGS, n - 1, 0, all, 0);
    for (uint32_t i = 1; i < n; i++) {
        const profpass__merge_string *string = &ITEMS(w, string)[i];
        profpass_string head = {.n_bytes = string->n_bytes};
        put(w, &head, sizeof head);
        put(w, string->bytes, string->n_bytes);
        put_zeros(w, string_bytes(w, i) - sizeof head - string->n_bytes);
        all -= string_bytes(w, i);
    }
    put_zeros(w, all);
}

static void put_modules(writing *w)
{
    const uint64_t all =
        (uint64_t)n_modules(w) * sizeof(profpass_module_record);
    if (all == 0)
        return;
    put_head(w, PROFPASS_BLOCK_MODULES, n_modules(w),
             sizeof(profpass_module_record), all, 0);
    for (uint32_t i = 0; i < w->merge->n_producers; i++) {
        profpass_module_record module = {
            .producer = w->strings[w->merge->producers[i]]};
        put(w, &module, sizeof module);
    }
    for (uint32_t i = 0; i < N_ITEMS(w, function); i++) {
        profpass_module_record module = {
            .directory = w->strings[ITEMS(w, function)[i].directory]};
        put(w, &module, sizeof module);
    }
    put_rest(w, all);
}

static void put_functions(writing *w)
{
    uint32_t n = N_ITEMS(w, function);
    const uint64_t all = (uint64_t)n * sizeof(profpass_function_record);
    if (n == 0)
        return;
    put_head(w, PROFPASS_BLOCK_FUNCTIONS, n, sizeof(profpass_function_record),
             all, 0);
    for (uint32_t i = 0; i < n; i++) {
        const profpass__merge_function *f = &ITEMS(w, function)[i];
        uint32_t n_lines = n_lines_of(w, i);
        profpass_function_record record = {
            .name = w->strings[f->name],
            .linkage_name = w->strings[f->linkage_name],
            .options = w->strings[f->options],
            .module = ref_at(w->modules, w->merge->n_producers + i,
                             sizeof(profpass_module_record)),
            .file = w->strings[f->file],
            .first_line = f->line,
            .last_line = f->last_line,
            .lines = n_lines == 0 ? 0
                                  : ref_at(w->source_lines, w->first_line[i],
                                           sizeof(profpass_line_record)),
            .n_lines = n_lines,
            .flags = f->flags,
            .id = i + 1};
        put(w, &record, sizeof record);
    }
    put_rest(w, all);
}

static void put_source_lines(writing *w)
{
    uint32_t n = N_ITEMS(w, line);
    const uint64_t all = (uint64_t)n * sizeof(profpass_line_record);
    if (n == 0)
        return;
    put_head(w, PROFPASS_BLOCK_SOURCE_LINES, n, sizeof(profpass_line_record),
             all, 0);
    for (uint32_t i = 0; i < n; i++) {
        const profpass__merge_line *line = &ITEMS(w, line)[w->lines[i]];
        profpass_line_record record = {
            .file = w->strings[line->file],
            .line = line->line,
            .flags = line->has_call ? PROFPASS_LINE_HAS_CALL : 0,
            .counter = w->slot_of_line[w->lines[i]],
            .level_from = PROFPASS_NO_SLOT};
        put(w, &record, sizeof record);
    }
    put_rest(w, all);
}

static profpass_ref thread_ref(const writing *w, uint32_t thread)
{
    return ref_at(w->threads, thread, sizeof(profpass_thread_record));
}

static void put_threads(writing *w)
{
    uint32_t n = N_ITEMS(w, thread);
    const uint64_t all = (uint64_t)n * sizeof(profpass_thread_record);
    if (n == 0)
        return;
    put_head(w, PROFPASS_BLOCK_THREADS, n, sizeof(profpass_thread_record), all,
             0);
    for (uint32_t i = 0; i < n; i++) {
        const profpass__merge_thread *thread = &ITEMS(w, thread)[i];
        const profpass__merge_string *name = &ITEMS(w, string)[thread->name];
        profpass_thread_record record = {.tid = thread->tid,
                                         .ended = thread->ended,
                                         .root = w->thread_roots[i],
                                         .number = thread->number,
                                         .start_ticks = thread->start_ns,
                                         .end_ticks = thread->end_ns,
                                         .events = thread->events,
                                         .net_bytes =
                                             (int64_t)thread->net_bytes,
                                         .depth_peak = thread->depth_peak};
        memcpy(record.name, name->bytes, name->n_bytes);
        put(w, &record, sizeof record);
    }
    put_rest(w, all);
}

static void put_node(writing *w, uint32_t number)
{
    const profpass__merge_node *node = &ITEMS(w, node)[number];
    bool is_root = node->parent == PROFPASS_NONE;
    profpass_node_record record = {
        .function = is_root ? 0
                            : ref_at(w->functions, node->function,
                                     sizeof(profpass_function_record)),
        .parent = is_root ? 0 : w->node_refs[node->parent],
        .context = w->node_refs[node->context],
        .calls = node->calls,
        .primitive_calls = node->primitive_calls,
        .edge_primitive_calls = node->edge_primitive_calls,
        .returns = node->returns,
        .unwound = node->unwound,
        .self_ticks = node->self_ns,
        .total_ticks = node->total_ns,
        .edge_ticks = node->edge_ns};
    put(w, &record, sizeof record);
}

static void put_nodes(writing *w)
{
    for (uint32_t i = 0, n = N_ITEMS(w, node), to; i < n; i = to) {
        to = run_end(w, i, n, thread_of_node);
        uint64_t all = (uint64_t)(to - i) * sizeof(profpass_node_record);
        put_head(w, PROFPASS_BLOCK_NODES, to - i, sizeof(profpass_node_record),
                 all, thread_ref(w, thread_of_node(w, i)));
        for (uint32_t k = i; k < to; k++)
            put_node(w, w->nodes[k]);
        put_rest(w, all);
    }
}

/* Line areas have a thread in the format, and none in the model: all stand
 * under the first. */
static void put_line_counts(writing *w)
{
    profpass_ref owner = N_ITEMS(w, thread) == 0 ? 0 : thread_ref(w, 0);
    for (uint32_t i = 0; i < N_ITEMS(w, function); i++) {
        if (!has_area(w, i))
            continue;
        uint32_t from = w->first_line[i], to = w->first_line[i + 1];
        uint64_t all = area_bytes(to - from);
        put_head(w, PROFPASS_BLOCK_LINE_COUNTS, 1, 0, all, owner);
        profpass_line_counts head = {
            .function =
                ref_at(w->functions, i, sizeof(profpass_function_record)),
            .n_lines = to - from,
            .entry_usage_bytes = ITEMS(w, function)[i].entry_usage_bytes};
        put(w, &head, sizeof head);
        for (uint32_t k = from; k < to; k++)
            put(w, &ITEMS(w, line)[w->lines[k]].occurrences, sizeof(uint64_t));
        for (uint32_t k = from; k < to; k++) {
            const profpass__merge_line *line = &ITEMS(w, line)[w->lines[k]];
            profpass_line_heap heap = {.increment_bytes = line->increment_bytes,
                                       .usage_bytes = line->usage_bytes,
                                       .peak_bytes = line->peak_bytes};
            put(w, &heap, sizeof heap);
        }
        put_rest(w, all);
    }
}

static void put_site(writing *w, uint32_t number)
{
    const profpass__merge_site *site = &ITEMS(w, site)[number];
    const profpass_site_stats *sums = &site->sums;
    bool has_line = site->line != PROFPASS_NONE;
    profpass_site_record record = {
        .node = w->node_refs[site->node],
        .function = site->function == PROFPASS_NONE
                        ? 0
                        : ref_at(w->functions, site->function,
                                 sizeof(profpass_function_record)),
        .slot = has_line ? w->slot_of_line[site->line] : PROFPASS_NO_SLOT,
        .id = number + 1,
        .allocations = sums->allocations,
        .allocated_bytes = sums->allocated_bytes,
        .frees = sums->frees - sums->remote_frees,
        .freed_bytes = sums->freed_bytes,
        .temporaries = sums->temporaries,
        .remote_frees = sums->remote_frees,
        .inherited_blocks = sums->inherited_blocks,
        .inherited_bytes = sums->inherited_bytes,
        .epoch = 1,
        .at_peak_blocks = (int64_t)sums->at_peak_blocks,
        .at_peak_bytes = (int64_t)sums->at_peak_bytes};
    put(w, &record, sizeof record);
}

static void put_sites(writing *w)
{
    for (uint32_t i = 0, n = N_ITEMS(w, site), to; i < n; i = to) {
        to = run_end(w, i, n, thread_of_site);
        uint64_t all = (uint64_t)(to - i) * sizeof(profpass_site_record);
        put_head(w, PROFPASS_BLOCK_SITES, to - i, sizeof(profpass_site_record),
                 all, thread_ref(w, thread_of_site(w, i)));
        for (uint32_t k = i; k < to; k++)
            put_site(w, w->sites[k]);
        put_rest(w, all);
    }
}

profpass_status profpass_merge_write(const profpass_merge *merge,
                                     const profpass_sink *out,
                                     profpass_error *err)
{
    writing w = {.merge = merge};
    profpass__text_init(&w.t, out);
    profpass_status status = PROFPASS_OK;
    if (!prepare(&w)) {
        status = profpass__fail_memory(err);
    } else {
        place_all(&w);
        if (w.used_bytes / PROFPASS_REF_UNIT > UINT32_MAX)
            status = profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                                    "the sum is longer than 64 GiB");
    }
    if (status == PROFPASS_OK) {
        put_header(&w);
        put_strings(&w);
        put_modules(&w);
        put_functions(&w);
        put_source_lines(&w);
        put_threads(&w);
        put_nodes(&w);
        put_line_counts(&w);
        put_sites(&w);
        status = profpass__text_done(&w.t, err);
    }
    profpass__arena_done(&w.scratch);
    return status;
}
