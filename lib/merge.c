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
    sum->entered_ns = max_u64(sum->entered_ns, node->entered_ns);
    sum->rise_bytes = max_u64(sum->rise_bytes, node->rise_bytes);
    return PROFPASS_OK;
}

/* ---- sites and sizes ---- */

/* A row of the model as a function and line of the sum, PROFPASS_NONE for none;
 * in the key, a line stands for itself and its function. */
typedef struct place {
    uint32_t function, line;
} place;

static place place_of(const addition *a, uint32_t row)
{
    uint32_t owner = a->m->lines[row].function;
    return (place){owner == PROFPASS_NONE ? owner : a->functions[owner],
                   a->lines[row]};
}

static profpass__key place_key(uint32_t owner, uint32_t kind, place at)
{
    bool has_line = at.line != PROFPASS_NONE;
    return (profpass__key){
        {owner, has_line ? at.line : at.function, 2 * kind + has_line, 0}};
}

static void add_site_sums(profpass_site_stats *sum,
                          const profpass_site_stats *site)
{
    sum->allocations += site->allocations;
    sum->allocated_bytes += site->allocated_bytes;
    sum->frees += site->frees;
    sum->freed_bytes += site->freed_bytes;
    sum->temporaries += site->temporaries;
    sum->at_peak_blocks += site->at_peak_blocks;
    sum->at_peak_bytes += site->at_peak_bytes;
    sum->inherited_blocks += site->inherited_blocks;
    sum->inherited_bytes += site->inherited_bytes;
    sum->remote_frees += site->remote_frees;
    sum->remote_freed_bytes += site->remote_freed_bytes;
    sum->max_blocks += site->max_blocks;
    sum->max_bytes += site->max_bytes;
    sum->lifetime_events += site->lifetime_events;
    sum->moved_in += site->moved_in;
    sum->moved_in_bytes += site->moved_in_bytes;
    sum->moved_out += site->moved_out;
    sum->moved_out_bytes += site->moved_out_bytes;
    if (sum->first_ns == 0 ||
        (site->first_ns != 0 && site->first_ns < sum->first_ns))
        sum->first_ns = site->first_ns;
}

/* Return the site's number; UINT32_MAX if there is no memory. */
static uint32_t add_site(addition *a, uint32_t kind,
                         const profpass_site_stats *site)
{
    place at = place_of(a, site->line);
    uint32_t node = a->nodes[site->node];
    uint32_t number = profpass__number_next(
        &a->merge->site_keys, place_key(node, kind, at), a->input);
    profpass__merge_site *sum = item_at(&a->merge->sites, number, sizeof *sum);
    if (sum == NULL)
        return UINT32_MAX;
    sum->kind = kind;
    sum->node = node;
    sum->function = at.function;
    sum->line = at.line;
    add_site_sums(&sum->sums, site);
    return number;
}

static bool add_sites(addition *a)
{
    const profpass_model *m = a->m;
    uint32_t peak_site = PROFPASS_NONE;
    for (uint32_t i = 0; i < m->n_sites; i++) {
        uint32_t number = add_site(a, 0, &m->sites[i]);
        if (number == UINT32_MAX)
            return false;
        if (i == m->heap.peak_site)
            peak_site = number;
    }
    if (a->input == 1)
        a->merge->peak_site = peak_site;
    else if (a->merge->peak_site != peak_site)
        a->merge->peak_site = PROFPASS_NONE;
    for (uint32_t k = 0; k < PROFPASS_N_ACCOUNTS; k++)
        for (uint32_t i = 0; i < m->accounts[k].n_sites; i++)
            if (add_site(a, 1 + k, &m->accounts[k].sites[i]) == UINT32_MAX)
                return false;
    return true;
}

static bool add_size(addition *a, uint32_t i)
{
    const profpass_size_stats *sizes = &a->m->sizes[i];
    place at = place_of(a, sizes->line);
    uint32_t thread = a->threads[sizes->thread];
    profpass__key key = place_key(thread, 0, at);
    uint32_t number = profpass__number_of(&a->merge->size_keys, &key);
    profpass__merge_size *sum = item_at(&a->merge->sizes, number, sizeof *sum);
    if (sum == NULL)
        return false;
    sum->thread = thread;
    sum->function = at.function;
    sum->line = at.line;
    sum->largest_bytes = max_u64(sum->largest_bytes, sizes->largest_bytes);
    for (size_t k = 0; k < PROFPASS_SIZE_CLASSES; k++)
        sum->counts[k] += sizes->counts[k];
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
    ok = ok && add_sites(a);
    for (uint32_t i = 0; ok && i < m->n_sizes; i++)
        ok = add_size(a, i);
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
    merge->peak_site = PROFPASS_NONE;
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
    profpass__row_done(&merge->sizes, sizeof(profpass__merge_size));
    profpass__numbering *keys[] = {&merge->string_keys, &merge->function_keys,
                                   &merge->line_keys,   &merge->thread_keys,
                                   &merge->node_keys,   &merge->site_keys,
                                   &merge->size_keys};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        profpass__numbering_done(keys[i]);
    profpass__arena_done(&merge->text);
    profpass__pages_free(merge, sizeof *merge);
}
