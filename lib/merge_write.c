/* merge_write.c - the bytes of a sum, block by block, as it is laid out */
#include <string.h>

#include "failure.h"
#include "merge_layout.h"
#include "model.h"
#include "profpass/abi.h"
#include "text.h"

typedef struct writing {
    profpass__layout l;
    profpass__text t;
} writing;

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
    profpass_block block = {.kind = (uint32_t)kind,
                            .record_bytes = (uint32_t)record_bytes,
                            .block_bytes = profpass__whole(
                                sizeof block + all_bytes, PROFPASS_BLOCK_ALIGN),
                            .n_records = n_records,
                            .owner = owner};
    put(w, &block, sizeof block);
}

static void put_rest(writing *w, uint64_t all_bytes)
{
    put_zeros(w, profpass__whole(all_bytes, PROFPASS_BLOCK_ALIGN) - all_bytes);
}

/* Put the record number i of its kind. */
typedef void put_record_fn(writing *w, uint32_t i);

/* Put all records of a kind, in one block; none if there are none. */
static void put_table(writing *w, enum profpass_block_kind kind, uint32_t n,
                      size_t record_bytes, put_record_fn *put_record)
{
    const uint64_t all = (uint64_t)n * record_bytes;
    if (n == 0)
        return;
    put_head(w, kind, n, record_bytes, all, 0);
    for (uint32_t i = 0; i < n; i++)
        put_record(w, i);
    put_rest(w, all);
}

static void put_header(writing *w)
{
    profpass_header h = w->l.merge->header;
    memcpy(h.magic, PROFPASS_MAGIC, sizeof h.magic);
    h.major = PROFPASS_FORMAT_MAJOR;
    h.minor = PROFPASS_FORMAT_MINOR;
    h.header_bytes = PROFPASS_HEADER_BYTES;
    h.used_bytes = w->l.used_bytes;
    h.ticks_per_second = 1000000000;
    h.last_ticks = h.last_wall_ns;
    h.peak_epoch = 1;
    h.mapped.peak_epoch = h.pools.peak_epoch = h.stacks.peak_epoch = 1;
    h.peak_site = (uint32_t)(w->l.merge->peak_site + 1); /* none: 0 */
    profpass_ref *strings[] = {&h.executable, &h.command,  &h.directory,
                               &h.host,       &h.build_id, &h.options,
                               &h.forked_from};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        *strings[i] = w->l.strings[*strings[i]];
    put(w, &h, sizeof h);
    put_zeros(w, PROFPASS_HEADER_BYTES - sizeof h);
}

static void put_strings(writing *w)
{
    uint32_t n = PROFPASS__N_ITEMS(&w->l, string);
    if (n < 2)
        return;
    uint64_t all =
        w->l.strings_end - PROFPASS_HEADER_BYTES - sizeof(profpass_block);
    put_head(w, PROFPASS_BLOCK_STRINGS, n - 1, 0, all, 0);
    for (uint32_t i = 1; i < n; i++) {
        const profpass__merge_string *string =
            &PROFPASS__ITEMS(&w->l, string)[i];
        profpass_string head = {.n_bytes = string->n_bytes};
        put(w, &head, sizeof head);
        put(w, string->bytes, string->n_bytes);
        put_zeros(w, profpass__string_bytes(&w->l, i) - sizeof head -
                         string->n_bytes);
        all -= profpass__string_bytes(&w->l, i);
    }
    put_zeros(w, all);
}

static void put_modules(writing *w)
{
    const uint64_t all =
        (uint64_t)profpass__n_modules(&w->l) * sizeof(profpass_module_record);
    if (all == 0)
        return;
    put_head(w, PROFPASS_BLOCK_MODULES, profpass__n_modules(&w->l),
             sizeof(profpass_module_record), all, 0);
    for (uint32_t i = 0; i < w->l.merge->n_producers; i++) {
        profpass_module_record module = {
            .producer = w->l.strings[w->l.merge->producers[i]]};
        put(w, &module, sizeof module);
    }
    for (uint32_t i = 0; i < PROFPASS__N_ITEMS(&w->l, function); i++) {
        profpass_module_record module = {
            .directory =
                w->l.strings[PROFPASS__ITEMS(&w->l, function)[i].directory]};
        put(w, &module, sizeof module);
    }
    put_rest(w, all);
}

static void put_function(writing *w, uint32_t i)
{
    const profpass__merge_function *f = &PROFPASS__ITEMS(&w->l, function)[i];
    uint32_t n_lines = profpass__n_lines_of(&w->l, i);
    profpass_function_record record = {
        .name = w->l.strings[f->name],
        .linkage_name = w->l.strings[f->linkage_name],
        .options = w->l.strings[f->options],
        .module = profpass__ref_at(w->l.modules, w->l.merge->n_producers + i,
                                   sizeof(profpass_module_record)),
        .file = w->l.strings[f->file],
        .first_line = f->line,
        .last_line = f->last_line,
        .lines = n_lines == 0
                     ? 0
                     : profpass__ref_at(w->l.source_lines, w->l.first_line[i],
                                        sizeof(profpass_line_record)),
        .n_lines = n_lines,
        .flags = f->flags,
        .id = i + 1};
    put(w, &record, sizeof record);
}

static void put_source_line(writing *w, uint32_t i)
{
    const profpass__merge_line *line =
        &PROFPASS__ITEMS(&w->l, line)[w->l.lines[i]];
    profpass_line_record record = {
        .file = w->l.strings[line->file],
        .line = line->line,
        .flags = line->has_call ? PROFPASS_LINE_HAS_CALL : 0,
        .counter = w->l.slot_of_line[w->l.lines[i]],
        .level_from = PROFPASS_NO_SLOT};
    put(w, &record, sizeof record);
}

static profpass_ref thread_ref(const writing *w, uint32_t thread)
{
    return profpass__ref_at(w->l.threads, thread,
                            sizeof(profpass_thread_record));
}

static void put_thread(writing *w, uint32_t i)
{
    const profpass__merge_thread *thread = &PROFPASS__ITEMS(&w->l, thread)[i];
    const profpass__merge_string *name =
        &PROFPASS__ITEMS(&w->l, string)[thread->name];
    profpass_thread_record record = {.tid = thread->tid,
                                     .ended = thread->ended,
                                     .root = w->l.thread_roots[i],
                                     .number = thread->number,
                                     .start_ticks = thread->start_ns,
                                     .end_ticks = thread->end_ns,
                                     .events = thread->events,
                                     .net_bytes = (int64_t)thread->net_bytes,
                                     .depth_peak = thread->depth_peak};
    memcpy(record.name, name->bytes, name->n_bytes);
    put(w, &record, sizeof record);
}

static void put_node(writing *w, uint32_t number)
{
    const profpass__merge_node *node = &PROFPASS__ITEMS(&w->l, node)[number];
    bool is_root = node->parent == PROFPASS_NONE;
    profpass_node_record record = {
        .function = is_root
                        ? 0
                        : profpass__ref_at(w->l.functions, node->function,
                                           sizeof(profpass_function_record)),
        .parent = is_root ? 0 : w->l.node_refs[node->parent],
        .context = w->l.node_refs[node->context],
        .calls = node->calls,
        .primitive_calls = node->primitive_calls,
        .edge_primitive_calls = node->edge_primitive_calls,
        .returns = node->returns,
        .unwound = node->unwound,
        .self_ticks = node->self_ns,
        .total_ticks = node->total_ns,
        .edge_ticks = node->edge_ns,
        .entered_ticks = node->entered_ns,
        .rise_bytes = node->rise_bytes};
    put(w, &record, sizeof record);
}

/* What is in a block for each thread, or kind and thread. */
typedef struct runs {
    const enum profpass_block_kind *kinds;
    const uint32_t *items; /* [n] in the order of the file */
    uint32_t n;
    size_t record_bytes;
    profpass__block_of_fn *block_of;
    put_record_fn *put_record;
} runs;

static void put_runs(writing *w, const runs *r)
{
    uint32_t n_threads = PROFPASS__N_ITEMS(&w->l, thread);
    for (uint32_t i = 0, to; i < r->n; i = to) {
        to = profpass__run_end(&w->l, i, r->n, r->block_of);
        uint64_t all = (uint64_t)(to - i) * r->record_bytes;
        uint64_t block = r->block_of(&w->l, i);
        put_head(w, r->kinds[block / n_threads], to - i, r->record_bytes, all,
                 thread_ref(w, (uint32_t)(block % n_threads)));
        for (uint32_t k = i; k < to; k++)
            r->put_record(w, r->items[k]);
        put_rest(w, all);
    }
}

/* Line areas have a thread in the format, and none in the model: all stand
 * under the first. */
static void put_line_counts(writing *w)
{
    profpass_ref owner =
        PROFPASS__N_ITEMS(&w->l, thread) == 0 ? 0 : thread_ref(w, 0);
    for (uint32_t i = 0; i < PROFPASS__N_ITEMS(&w->l, function); i++) {
        if (!profpass__has_area(&w->l, i))
            continue;
        uint32_t from = w->l.first_line[i], to = w->l.first_line[i + 1];
        uint64_t all = profpass__area_bytes(to - from);
        put_head(w, PROFPASS_BLOCK_LINE_COUNTS, 1, 0, all, owner);
        profpass_line_counts head = {
            .function = profpass__ref_at(w->l.functions, i,
                                         sizeof(profpass_function_record)),
            .n_lines = to - from,
            .entry_usage_bytes =
                PROFPASS__ITEMS(&w->l, function)[i].entry_usage_bytes};
        put(w, &head, sizeof head);
        for (uint32_t k = from; k < to; k++)
            put(w, &PROFPASS__ITEMS(&w->l, line)[w->l.lines[k]].occurrences,
                sizeof(uint64_t));
        for (uint32_t k = from; k < to; k++) {
            const profpass__merge_line *line =
                &PROFPASS__ITEMS(&w->l, line)[w->l.lines[k]];
            profpass_line_heap heap = {.increment_bytes = line->increment_bytes,
                                       .usage_bytes = line->usage_bytes,
                                       .peak_bytes = line->peak_bytes};
            put(w, &heap, sizeof heap);
        }
        put_rest(w, all);
    }
}

static profpass_ref function_ref(const writing *w, uint32_t function)
{
    return function == PROFPASS_NONE
               ? 0
               : profpass__ref_at(w->l.functions, function,
                                  sizeof(profpass_function_record));
}

static uint32_t slot_of(const writing *w, uint32_t line)
{
    return line == PROFPASS_NONE ? PROFPASS_NO_SLOT : w->l.slot_of_line[line];
}

/* The reader takes lifetimes from births, deaths and what the thread has done
 * by now: the births of what is live are put at the end of the run. */
static void put_site(writing *w, uint32_t number)
{
    const profpass__merge_site *site = &PROFPASS__ITEMS(&w->l, site)[number];
    const profpass_site_stats *sums = &site->sums;
    const profpass__merge_node *node =
        &PROFPASS__ITEMS(&w->l, node)[site->node];
    uint64_t live_blocks = profpass__not_negative(
        sums->inherited_blocks + sums->allocations - sums->frees);
    profpass_site_record record = {
        .node = w->l.node_refs[site->node],
        .function = function_ref(w, site->function),
        .slot = slot_of(w, site->line),
        .id = number + 1,
        .allocations = sums->allocations,
        .allocated_bytes = sums->allocated_bytes,
        .frees = sums->frees - sums->remote_frees,
        .freed_bytes = sums->freed_bytes - sums->remote_freed_bytes,
        .temporaries = sums->temporaries,
        .remote_frees = sums->remote_frees,
        .remote_freed_bytes = sums->remote_freed_bytes,
        .inherited_blocks = sums->inherited_blocks,
        .inherited_bytes = sums->inherited_bytes,
        .epoch = 1,
        .at_peak_blocks = (int64_t)sums->at_peak_blocks,
        .at_peak_bytes = (int64_t)sums->at_peak_bytes,
        .max_bytes = sums->max_bytes,
        .max_blocks = sums->max_blocks,
        .born_events =
            live_blocks * PROFPASS__ITEMS(&w->l, thread)[node->thread].events,
        .died_events = sums->lifetime_events,
        .first_ticks = sums->first_ns,
        .moved_in = sums->moved_in,
        .moved_in_bytes = sums->moved_in_bytes,
        .moved_out = sums->moved_out,
        .moved_out_bytes = sums->moved_out_bytes};
    put(w, &record, sizeof record);
}

static void put_size(writing *w, uint32_t number)
{
    const profpass__merge_size *sizes = &PROFPASS__ITEMS(&w->l, size)[number];
    profpass_size_record record = {.function = function_ref(w, sizes->function),
                                   .slot = slot_of(w, sizes->line),
                                   .largest_bytes = sizes->largest_bytes};
    memcpy(record.counts, sizes->counts, sizeof record.counts);
    put(w, &record, sizeof record);
}

static void put_nodes(writing *w)
{
    static const enum profpass_block_kind kinds[] = {PROFPASS_BLOCK_NODES};
    put_runs(w, &(runs){kinds, w->l.nodes, PROFPASS__N_ITEMS(&w->l, node),
                        sizeof(profpass_node_record), profpass__block_of_node,
                        put_node});
}

static void put_sites(writing *w)
{
    static const enum profpass_block_kind kinds[] = {
        PROFPASS_BLOCK_SITES, PROFPASS_BLOCK_MAPPED_SITES,
        PROFPASS_BLOCK_POOL_SITES, PROFPASS_BLOCK_STACK_SITES};
    put_runs(w, &(runs){kinds, w->l.sites, PROFPASS__N_ITEMS(&w->l, site),
                        sizeof(profpass_site_record), profpass__block_of_site,
                        put_site});
}

static void put_sizes(writing *w)
{
    static const enum profpass_block_kind kinds[] = {PROFPASS_BLOCK_SIZES};
    put_runs(w, &(runs){kinds, w->l.sizes, PROFPASS__N_ITEMS(&w->l, size),
                        sizeof(profpass_size_record), profpass__block_of_size,
                        put_size});
}

/* A table of what the merge has as items. */
#define PUT_TABLE(w, KIND, item, put_record)                              \
    put_table(w, PROFPASS_BLOCK_##KIND, PROFPASS__N_ITEMS(&(w)->l, item), \
              sizeof(profpass_##item##_record), put_record)

profpass_status profpass_merge_write(const profpass_merge *merge,
                                     const profpass_sink *out,
                                     profpass_error *err)
{
    writing w = {.l = {.merge = merge}};
    profpass__text_init(&w.t, out);
    profpass_status status = PROFPASS_OK;
    if (!profpass__layout_make(&w.l))
        status = profpass__fail_memory(err);
    else if (w.l.used_bytes / PROFPASS_REF_UNIT > UINT32_MAX)
        status = profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                                "the sum is longer than 64 GiB");
    if (status == PROFPASS_OK) {
        put_header(&w);
        put_strings(&w);
        put_modules(&w);
        PUT_TABLE(&w, FUNCTIONS, function, put_function);
        PUT_TABLE(&w, SOURCE_LINES, line, put_source_line);
        PUT_TABLE(&w, THREADS, thread, put_thread);
        put_nodes(&w);
        put_line_counts(&w);
        put_sites(&w);
        put_sizes(&w);
        status = profpass__text_done(&w.t, err);
    }
    profpass__layout_done(&w.l);
    return status;
}
