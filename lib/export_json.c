/* export_json.c - the model as JSON: docs/json-format.md
 *
 * One entity a line, keys in a fixed order, so that two files can be compared
 * by eye and by diff. Numbers are integers; those of 64 bits may exceed what a
 * double holds. Text is UTF-8: bytes that are not become U+FFFD.
 */
#include "json.h"
#include "profpass/abi.h"
#include "weight.h"

profpass_write_fn profpass__export_json;

/* An index, or null. */
static void first_index(profpass__text *t, const char *name, uint32_t value)
{
    profpass__json_key(t, name);
    if (value == PROFPASS_NONE)
        profpass__puts(t, "null");
    else
        profpass__print(t, "%u", value);
}

static void put_program(profpass__text *t, const profpass_program *program)
{
    profpass__json_key(t, "program");
    profpass__puts(t, "{");
    profpass__json_key(t, "executable");
    profpass__json_string(t, program->executable);
    profpass__puts(t, ",");
    profpass__json_key(t, "command");
    profpass__puts(t, "[");
    for (uint32_t i = 0; i < program->n_command; i++) {
        profpass__puts(t, i == 0 ? "" : ",");
        profpass__json_string(t, program->command[i]);
    }
    profpass__puts(t, "]");
    profpass__json_number(t, "pid", program->pid);
    profpass__json_number(t, "wall_ns", program->wall_ns);
    profpass__json_member(t, "end", program->end);
    profpass__puts(t, "}");
}

static void put_heap(profpass__text *t, const profpass_model *m)
{
    const profpass_heap_totals *heap = &m->heap;
    profpass__json_key(t, "heap");
    profpass__puts(t, "{");
    profpass__json_first_number(t, "allocations", heap->allocations);
    profpass__json_number(t, "frees", heap->frees);
    profpass__json_number(t, "allocated_bytes", heap->allocated_bytes);
    profpass__json_number(t, "live_bytes", heap->live_bytes);
    profpass__json_number(t, "peak_bytes", heap->peak_bytes);
    profpass__puts(t, ",");
    first_index(t, "peak_line",
                heap->peak_site == PROFPASS_NONE
                    ? PROFPASS_NONE
                    : m->sites[heap->peak_site].line);
    profpass__puts(t, "}");
}

static void put_account(profpass__text *t, const profpass_model *m, uint32_t i)
{
    const profpass_account_stats *account = &m->accounts[i];
    profpass__json_key(t, "name");
    profpass__json_string(t, account->name);
    profpass__json_number(t, "allocations", account->allocations);
    profpass__json_number(t, "frees", account->frees);
    profpass__json_number(t, "allocated_bytes", account->allocated_bytes);
    profpass__json_number(t, "live_bytes", account->live_bytes);
    profpass__json_number(t, "peak_bytes", account->peak_bytes);
}

static void put_function(profpass__text *t, const profpass_model *m, uint32_t i)
{
    const profpass_function_stats *f = &m->functions[i];
    profpass__json_key(t, "name");
    profpass__json_string(t, f->name);
    profpass__json_member(t, "linkage_name", f->linkage_name);
    profpass__json_member(t, "file", f->file);
    profpass__json_number(t, "line", f->line);
    profpass__json_number(t, "calls", f->calls);
    profpass__json_number(t, "primitive_calls", f->primitive_calls);
    profpass__json_number(t, "self_ns", f->self_ns);
    profpass__json_number(t, "total_ns", f->total_ns);
    profpass__json_number(t, "rise_bytes", f->rise_bytes);
    bool selected = (f->flags & PROFPASS_FUNCTION_UNSELECTED) == 0;
    profpass__puts(t, selected ? ",\"selected\":true" : ",\"selected\":false");
}

static void put_edge(profpass__text *t, const profpass_model *m, uint32_t i)
{
    const profpass_edge_stats *edge = &m->edges[i];
    first_index(t, "caller", edge->caller);
    profpass__json_number(t, "callee", edge->callee);
    profpass__json_number(t, "calls", edge->calls);
    profpass__json_number(t, "primitive_calls", edge->primitive_calls);
    profpass__json_number(t, "self_ns", edge->self_ns);
    profpass__json_number(t, "total_ns", edge->total_ns);
}

static void put_line(profpass__text *t, const profpass_model *m, uint32_t i)
{
    const profpass_line_stats *line = &m->lines[i];
    first_index(t, "function", line->function);
    profpass__json_member(t, "file", line->file);
    profpass__json_number(t, "line", line->line);
    profpass__json_number(t, "occurrences", line->occurrences);
    profpass__json_signed(t, "increment_bytes", line->increment_bytes);
    profpass__json_number(t, "usage_bytes", line->usage_bytes);
    profpass__json_number(t, "peak_bytes", line->peak_bytes);
    profpass__json_number(t, "allocations", line->allocations);
    profpass__json_number(t, "allocated_bytes", line->allocated_bytes);
    profpass__json_number(t, "live_bytes", line->live_bytes);
    profpass__json_number(t, "live_at_peak_bytes", line->live_at_peak_bytes);
    profpass__json_number(t, "frees", line->frees);
    profpass__json_number(t, "freed_bytes", line->freed_bytes);
    profpass__json_number(t, "temporaries", line->temporaries);
    profpass__json_number(t, "remote_frees", line->remote_frees);
    profpass__json_number(t, "remote_freed_bytes", line->remote_freed_bytes);
    profpass__json_number(t, "lifetime_events", line->lifetime_events);
    profpass__json_number(t, "moved_in", line->moved_in);
    profpass__json_number(t, "moved_in_bytes", line->moved_in_bytes);
    profpass__json_number(t, "moved_out", line->moved_out);
    profpass__json_number(t, "moved_out_bytes", line->moved_out_bytes);
}

static void put_thread(profpass__text *t, const profpass_model *m, uint32_t i)
{
    const profpass_thread_stats *thread = &m->threads[i];
    profpass__json_first_number(t, "number", thread->number);
    profpass__json_number(t, "tid", thread->tid);
    profpass__json_member(t, "name", thread->name);
    profpass__puts(t, thread->ended ? ",\"ended\":true" : ",\"ended\":false");
    profpass__json_number(t, "calls", thread->calls);
    profpass__json_number(t, "total_ns", thread->total_ns);
    profpass__json_number(t, "start_ns", thread->start_ns);
    profpass__json_number(t, "end_ns", thread->end_ns);
    profpass__json_number(t, "heap_events", thread->events);
    profpass__json_signed(t, "net_bytes", thread->net_bytes);
    profpass__json_number(t, "depth_peak", thread->depth_peak);
}

static void put_size(profpass__text *t, const profpass_model *m, uint32_t i)
{
    const profpass_size_stats *sizes = &m->sizes[i];
    profpass__json_first_number(t, "line", sizes->line);
    profpass__json_number(t, "thread", sizes->thread);
    profpass__json_number(t, "largest_bytes", sizes->largest_bytes);
    profpass__puts(t, ",\"counts\":");
    for (uint32_t k = 0; k < PROFPASS_SIZE_CLASSES; k++)
        profpass__print(t, "%s%llu", k == 0 ? "[" : ",",
                        (unsigned long long)sizes->counts[k]);
    profpass__puts(t, "]");
}

static void put_point(profpass__text *t, const profpass_model *m, uint32_t i)
{
    profpass__json_first_number(t, "at_ns", m->series[i].ns);
    profpass__json_number(t, "live_bytes", m->series[i].live_bytes);
}

/* "name":[ one object a line ] */
static void put_array(profpass__text *t, const char *name,
                      const profpass_model *m, uint32_t n,
                      void (*put)(profpass__text *t, const profpass_model *m,
                                  uint32_t i))
{
    profpass__puts(t, ",\n");
    profpass__json_key(t, name);
    profpass__puts(t, "[");
    for (uint32_t i = 0; i < n; i++) {
        profpass__puts(t, i == 0 ? "\n {" : ",\n {");
        put(t, m, i);
        profpass__puts(t, "}");
    }
    profpass__puts(t, "]");
}

profpass_status profpass__export_json(const profpass_profile *profile,
                                      const profpass_text_options *options,
                                      const profpass_sink *out,
                                      profpass_error *err)
{
    const profpass_model *m = profpass_get_model(profile);
    profpass_status status = profpass__refuse_weight(options, "json", err);
    if (status != PROFPASS_OK)
        return status;
    profpass__text t;
    profpass__text_init(&t, out);
    profpass__puts(&t, "{\"version\":1,\n");
    put_program(&t, &m->program);
    profpass__puts(&t, ",\n");
    put_heap(&t, m);
    put_array(&t, "accounts", m, PROFPASS_N_ACCOUNTS, put_account);
    put_array(&t, "functions", m, m->n_functions, put_function);
    put_array(&t, "edges", m, m->n_edges, put_edge);
    put_array(&t, "lines", m, m->n_lines, put_line);
    put_array(&t, "threads", m, m->n_threads, put_thread);
    put_array(&t, "sizes", m, m->n_sizes, put_size);
    put_array(&t, "series", m, m->n_series, put_point);
    profpass__puts(&t, ",\n");
    profpass__json_key(&t, "losses");
    profpass__puts(&t, "{");
    for (uint32_t i = 0; i < m->n_losses; i++) {
        profpass__puts(&t, i == 0 ? "" : ",");
        profpass__json_first_number(&t, m->losses[i].name, m->losses[i].count);
    }
    profpass__puts(&t, "}}\n");
    return profpass__text_done(&t, err);
}
