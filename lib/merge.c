/* merge.c - add a profile to a sum
 *
 * Each thing of the profile finds its number in the sum by what it is, or gets
 * a new one; then its counts are added there. Linear in the profile.
 */
#include "merge.h"

#include <string.h>

#include "failure.h"
#include "model.h"
#include "profpass/abi.h"

/* A profile being added, and the numbers of its things in the sum. */
typedef struct addition {
    profpass_merge *merge;
    const profpass_model *m;
    uint32_t input; /* 1, 2, … */
    uint32_t *functions, *lines, *threads, *nodes;
    profpass__arena scratch;
} addition;

static uint64_t max_u64(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

/* Return the item of that number, appended if the number is new; NULL if there
 * is no memory. */
static void *item_at(profpass__row *row, uint32_t number, size_t item_bytes)
{
    if (number == UINT32_MAX)
        return NULL;
    return number < row->n ? (char *)row->items + number * item_bytes
                           : profpass__row_append(row, item_bytes);
}

static uint32_t string_number(addition *a, const char *string)
{
    return profpass__merge_string_number(a->merge, string, strlen(string));
}

/* ---- functions and lines ---- */

/* The lesser of two strings, "" being the greatest; by number. */
static uint32_t lesser(const profpass_merge *merge, uint32_t x, uint32_t y)
{
    const profpass__merge_string *strings = merge->strings.items;
    if (x == y || y == 0)
        return x;
    return x == 0 || strcmp(strings[y].bytes, strings[x].bytes) < 0 ? y : x;
}

static bool add_function(addition *a, uint32_t i)
{
    const profpass_function_stats *f = &a->m->functions[i];
    profpass__merge_function seen = {
        .name = string_number(a, f->name),
        .linkage_name = string_number(a, f->linkage_name),
        .file = string_number(a, f->file),
        .directory = string_number(a, f->directory),
        .options = string_number(a, f->options),
        .line = f->line,
        .last_line = f->last_line,
        .flags = f->flags,
    };
    if (seen.name == UINT32_MAX || seen.linkage_name == UINT32_MAX ||
        seen.file == UINT32_MAX || seen.directory == UINT32_MAX ||
        seen.options == UINT32_MAX)
        return false;
    profpass__key key = {{seen.linkage_name, seen.file, seen.line, 0}};
    uint32_t number = profpass__number_of(&a->merge->function_keys, &key);
    bool is_new = number == a->merge->functions.n;
    profpass__merge_function *sum =
        item_at(&a->merge->functions, number, sizeof *sum);
    if (sum == NULL)
        return false;
    a->functions[i] = number;
    if (is_new) {
        *sum = seen;
        return true;
    }
    const uint32_t unselected = PROFPASS_FUNCTION_UNSELECTED;
    sum->name = lesser(a->merge, sum->name, seen.name);
    sum->directory = lesser(a->merge, sum->directory, seen.directory);
    sum->options = sum->options == seen.options ? sum->options : 0;
    sum->last_line =
        sum->last_line > seen.last_line ? sum->last_line : seen.last_line;
    sum->flags = ((sum->flags | seen.flags) & ~unselected) |
                 (sum->flags & seen.flags & unselected);
    return true;
}

/* Rows that are made from other records (bytes of no line, a function's opening
 * line) are made again from the sum's. */
static bool add_line(addition *a, uint32_t i)
{
    const profpass_line_stats *line = &a->m->lines[i];
    a->lines[i] = PROFPASS_NONE;
    if (line->function == PROFPASS_NONE || line->line == 0)
        return true;
    uint32_t function = a->functions[line->function];
    if (line->synthetic) {
        profpass__merge_function *f = a->merge->functions.items;
        f[function].entry_usage_bytes =
            max_u64(f[function].entry_usage_bytes, line->usage_bytes);
        return true;
    }
    uint32_t file = string_number(a, line->file);
    profpass__key key = {{function, file, line->line, 0}};
    uint32_t number = file == UINT32_MAX
                          ? UINT32_MAX
                          : profpass__number_of(&a->merge->line_keys, &key);
    profpass__merge_line *sum = item_at(&a->merge->lines, number, sizeof *sum);
    if (sum == NULL)
        return false;
    a->lines[i] = number;
    sum->function = function;
    sum->file = file;
    sum->line = line->line;
    sum->has_call |= line->has_call;
    sum->occurrences += line->occurrences;
    sum->usage_bytes = max_u64(sum->usage_bytes, line->usage_bytes);
    sum->peak_bytes = max_u64(sum->peak_bytes, line->peak_bytes);
    sum->increment_bytes = (int64_t)((uint64_t)sum->increment_bytes +
                                     (uint64_t)line->increment_bytes);
    return true;
}

/* ---- threads and contexts ---- */

static bool add_thread(addition *a, uint32_t i)
{
    const profpass_thread_stats *thread = &a->m->threads[i];
    profpass__key key = {{thread->number, 0, 0, 0}};
    uint32_t name = string_number(a, thread->name);
    uint32_t number = name == UINT32_MAX
                          ? UINT32_MAX
                          : profpass__number_of(&a->merge->thread_keys, &key);
    profpass__merge_thread *sum =
        item_at(&a->merge->threads, number, sizeof *sum);
    if (sum == NULL)
        return false;
    a->threads[i] = number;
    if (!sum->known)
        *sum = (profpass__merge_thread){.number = thread->number,
                                        .tid = thread->tid,
                                        .name = name,
                                        .known = true,
                                        .ended = true,
                                        .start_ns = thread->start_ns,
                                        .end_ns = thread->end_ns};
    sum->tid = sum->tid == thread->tid ? sum->tid : 0;
    sum->name = sum->name == name ? name : 0;
    sum->ended &= thread->ended;
    if (thread->start_ns < sum->start_ns)
        sum->start_ns = thread->start_ns;
    if (sum->end_ns != 0)
        sum->end_ns =
            thread->end_ns == 0 ? 0 : max_u64(sum->end_ns, thread->end_ns);
    sum->events += thread->events;
    sum->net_bytes += (uint64_t)thread->net_bytes;
    sum->depth_peak = max_u64(sum->depth_peak, thread->depth_peak);
    return true;
}

static profpass_status add_node(addition *a, uint32_t i, profpass_error *err)
{
    const profpass_node_stats *node = &a->m->nodes[i];
    const profpass__merge_node *nodes = a->merge->nodes.items;
    bool is_root = node->parent == PROFPASS_NONE;
    profpass__merge_node place = {.thread = a->threads[node->thread],
                                  .function = PROFPASS_NONE,
                                  .parent = PROFPASS_NONE,
                                  .context = PROFPASS_NONE};
    if (!is_root) {
        place.parent = a->nodes[node->parent];
        place.function = a->functions[node->function];
        place.depth = nodes[place.parent].depth + 1;
    }
    if (node->context != i) {
        place.context = a->nodes[node->context];
        if (nodes[place.context].depth >= place.depth)
            return profpass__fail(
                err, PROFPASS_EFORMAT, PROFPASS__NO_OFFSET,
                "damaged: a recursive call's context is none of its callers");
    }
    profpass__key key = {{place.parent, is_root ? place.thread : place.function,
                          place.context, 0}};
    uint32_t number =
        profpass__number_next(&a->merge->node_keys, key, a->input);
    bool is_new = number == a->merge->nodes.n;
    profpass__merge_node *sum = item_at(&a->merge->nodes, number, sizeof *sum);
    if (sum == NULL)
        return profpass__fail_memory(err);
    a->nodes[i] = number;
    if (is_new) {
        *sum = place;
        if (node->context == i)
            sum->context = number;
    }
    sum->calls += node->calls;
    sum->primitive_calls += node->primitive_calls;
    sum->edge_primitive_calls += node->edge_primitive_calls;
    sum->returns += node->returns;
    sum->unwound += node->unwound;
    sum->self_ns += node->self_ns;
    sum->total_ns += node->total_ns;
    sum->edge_ns += node->edge_ns;
    return PROFPASS_OK;
}

/* ---- sites ---- */

static bool add_site(addition *a, uint32_t i)
{
    const profpass_site_stats *site = &a->m->sites[i];
    uint32_t owner = a->m->lines[site->line].function;
    uint32_t node = a->nodes[site->node], line = a->lines[site->line];
    uint32_t function =
        owner == PROFPASS_NONE ? PROFPASS_NONE : a->functions[owner];
    uint32_t number = profpass__number_next(
        &a->merge->site_keys, (profpass__key){{node, function, line, 0}},
        a->input);
    profpass__merge_site *sum = item_at(&a->merge->sites, number, sizeof *sum);
    if (sum == NULL)
        return false;
    sum->node = node;
    sum->function = function;
    sum->line = line;
    sum->sums.allocations += site->allocations;
    sum->sums.allocated_bytes += site->allocated_bytes;
    sum->sums.frees += site->frees;
    sum->sums.freed_bytes += site->freed_bytes;
    sum->sums.temporaries += site->temporaries;
    sum->sums.at_peak_blocks += site->at_peak_blocks;
    sum->sums.at_peak_bytes += site->at_peak_bytes;
    sum->sums.inherited_blocks += site->inherited_blocks;
    sum->sums.inherited_bytes += site->inherited_bytes;
    sum->sums.remote_frees += site->remote_frees;
    return true;
}

/* ---- the whole ---- */

static profpass_status add_all(addition *a, profpass_error *err)
{
    const profpass_model *m = a->m;
    const uint32_t n[] = {m->n_functions, m->n_lines, m->n_threads, m->n_nodes};
    uint32_t **maps[] = {&a->functions, &a->lines, &a->threads, &a->nodes};
    for (size_t i = 0; i < sizeof n / sizeof *n; i++) {
        *maps[i] = profpass__arena_array(&a->scratch, n[i], sizeof(uint32_t));
        if (*maps[i] == NULL)
            return profpass__fail_memory(err);
    }
    bool ok = true;
    for (uint32_t i = 0; ok && i < m->n_functions; i++)
        ok = add_function(a, i);
    for (uint32_t i = 0; ok && i < m->n_lines; i++)
        ok = add_line(a, i);
    for (uint32_t i = 0; ok && i < m->n_threads; i++)
        ok = add_thread(a, i);
    for (uint32_t i = 0; ok && i < m->n_nodes; i++) {
        profpass_status status = add_node(a, i, err);
        if (status != PROFPASS_OK)
            return status;
    }
    for (uint32_t i = 0; ok && i < m->n_sites; i++)
        ok = add_site(a, i);
    return ok ? PROFPASS_OK : profpass__fail_memory(err);
}

profpass_status profpass_merge_add(profpass_merge *merge,
                                   const profpass_profile *profile,
                                   profpass_error *err)
{
    profpass_status status = profpass__merge_header(merge, profile, err);
    if (status != PROFPASS_OK)
        return status;
    addition a = {.merge = merge,
                  .m = profpass_get_model(profile),
                  .input = (uint32_t)merge->n_profiles};
    status = add_all(&a, err);
    profpass__arena_done(&a.scratch);
    return status;
}

profpass_status profpass_merge_new(profpass_merge **out, profpass_error *err)
{
    profpass_merge *merge = profpass__pages_new(sizeof *merge);
    if (merge == NULL)
        return profpass__fail_memory(err);
    if (profpass__merge_string_number(merge, "", 0) != 0) {
        profpass_merge_free(merge);
        return profpass__fail_memory(err);
    }
    *out = merge;
    return PROFPASS_OK;
}

void profpass_merge_free(profpass_merge *merge)
{
    if (merge == NULL)
        return;
    profpass__row_done(&merge->strings, sizeof(profpass__merge_string));
    profpass__row_done(&merge->functions, sizeof(profpass__merge_function));
    profpass__row_done(&merge->lines, sizeof(profpass__merge_line));
    profpass__row_done(&merge->threads, sizeof(profpass__merge_thread));
    profpass__row_done(&merge->nodes, sizeof(profpass__merge_node));
    profpass__row_done(&merge->sites, sizeof(profpass__merge_site));
    profpass__numbering *keys[] = {&merge->string_keys, &merge->function_keys,
                                   &merge->line_keys,   &merge->thread_keys,
                                   &merge->node_keys,   &merge->site_keys};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        profpass__numbering_done(keys[i]);
    profpass__arena_done(&merge->text);
    profpass__pages_free(merge, sizeof *merge);
}
