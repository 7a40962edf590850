/* export_json.c - the model as JSON: docs/json-format.md
 *
 * One entity a line, keys in a fixed order, so that two files can be compared
 * by eye and by diff. Numbers are integers; those of 64 bits may exceed what a
 * double holds. Text is UTF-8: bytes that are not become U+FFFD.
 */
#include <string.h>

#include "profpass/abi.h"
#include "text.h"

profpass_write_fn profpass__export_json;

/* Return the length of the UTF-8 sequence at s, 0 if it is not one (RFC 3629:
 * shortest form, no surrogates, up to U+10FFFF). */
static size_t utf8_length(const unsigned char *s)
{
    if (s[0] < 0x80)
        return 1;
    size_t n = s[0] >= 0xc2 && s[0] <= 0xdf   ? 2
               : s[0] >= 0xe0 && s[0] <= 0xef ? 3
               : s[0] >= 0xf0 && s[0] <= 0xf4 ? 4
                                              : 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    bool overlong =
        (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xf0 && s[1] < 0x90);
    bool beyond =
        (s[0] == 0xed && s[1] > 0x9f) || (s[0] == 0xf4 && s[1] > 0x8f);
    return overlong || beyond ? 0 : n;
}

static void put_string(profpass__text *t, const char *string)
{
    const unsigned char *s = (const unsigned char *)string;
    profpass__puts(t, "\"");
    while (*s != '\0') {
        size_t n = utf8_length(s);
        if (n == 0)
            profpass__puts(t, "\xef\xbf\xbd");
        else if (*s == '"' || *s == '\\')
            profpass__print(t, "\\%c", *s);
        else if (*s < 0x20 || *s == 0x7f)
            profpass__print(t, "\\u%04x", *s);
        else
            profpass__put(t, (const char *)s, n);
        s += n == 0 ? 1 : n;
    }
    profpass__puts(t, "\"");
}

static void key(profpass__text *t, const char *name)
{
    profpass__puts(t, "\"");
    profpass__puts(t, name);
    profpass__puts(t, "\":");
}

/* Members of an object, each but the first with its comma. */
static void first_number(profpass__text *t, const char *name, uint64_t value)
{
    key(t, name);
    profpass__print(t, "%llu", (unsigned long long)value);
}

static void number(profpass__text *t, const char *name, uint64_t value)
{
    profpass__puts(t, ",");
    first_number(t, name, value);
}

static void signed_number(profpass__text *t, const char *name, int64_t value)
{
    profpass__puts(t, ",");
    key(t, name);
    profpass__print(t, "%lld", (long long)value);
}

static void string(profpass__text *t, const char *name, const char *value)
{
    profpass__puts(t, ",");
    key(t, name);
    put_string(t, value);
}

/* An index, or null. */
static void first_index(profpass__text *t, const char *name, uint32_t value)
{
    key(t, name);
    if (value == PROFPASS_NONE)
        profpass__puts(t, "null");
    else
        profpass__print(t, "%u", value);
}

static void put_program(profpass__text *t, const profpass_program *program)
{
    key(t, "program");
    profpass__puts(t, "{");
    key(t, "executable");
    put_string(t, program->executable);
    profpass__puts(t, ",");
    key(t, "command");
    profpass__puts(t, "[");
    for (uint32_t i = 0; i < program->n_command; i++) {
        profpass__puts(t, i == 0 ? "" : ",");
        put_string(t, program->command[i]);
    }
    profpass__puts(t, "]");
    number(t, "pid", program->pid);
    number(t, "wall_ns", program->wall_ns);
    string(t, "end", program->end);
    profpass__puts(t, "}");
}

static void put_heap(profpass__text *t, const profpass_heap_totals *heap)
{
    key(t, "heap");
    profpass__puts(t, "{");
    first_number(t, "allocations", heap->allocations);
    number(t, "frees", heap->frees);
    number(t, "allocated_bytes", heap->allocated_bytes);
    number(t, "live_bytes", heap->live_bytes);
    number(t, "peak_bytes", heap->peak_bytes);
    profpass__puts(t, "}");
}

static void put_function(profpass__text *t, const profpass_model *m, uint32_t i)
{
    const profpass_function_stats *f = &m->functions[i];
    key(t, "name");
    put_string(t, f->name);
    string(t, "linkage_name", f->linkage_name);
    string(t, "file", f->file);
    number(t, "line", f->line);
    number(t, "calls", f->calls);
    number(t, "primitive_calls", f->primitive_calls);
    number(t, "self_ns", f->self_ns);
    number(t, "total_ns", f->total_ns);
    bool selected = (f->flags & PROFPASS_FUNCTION_UNSELECTED) == 0;
    profpass__puts(t, selected ? ",\"selected\":true" : ",\"selected\":false");
}

static void put_edge(profpass__text *t, const profpass_model *m, uint32_t i)
{
    const profpass_edge_stats *edge = &m->edges[i];
    first_index(t, "caller", edge->caller);
    number(t, "callee", edge->callee);
    number(t, "calls", edge->calls);
    number(t, "primitive_calls", edge->primitive_calls);
    number(t, "self_ns", edge->self_ns);
    number(t, "total_ns", edge->total_ns);
}

static void put_line(profpass__text *t, const profpass_model *m, uint32_t i)
{
    const profpass_line_stats *line = &m->lines[i];
    first_index(t, "function", line->function);
    string(t, "file", line->file);
    number(t, "line", line->line);
    number(t, "occurrences", line->occurrences);
    signed_number(t, "increment_bytes", line->increment_bytes);
    number(t, "usage_bytes", line->usage_bytes);
    number(t, "peak_bytes", line->peak_bytes);
    number(t, "allocations", line->allocations);
    number(t, "allocated_bytes", line->allocated_bytes);
    number(t, "live_bytes", line->live_bytes);
    number(t, "live_at_peak_bytes", line->live_at_peak_bytes);
}

static void put_thread(profpass__text *t, const profpass_model *m, uint32_t i)
{
    const profpass_thread_stats *thread = &m->threads[i];
    first_number(t, "number", thread->number);
    number(t, "tid", thread->tid);
    string(t, "name", thread->name);
    profpass__puts(t, thread->ended ? ",\"ended\":true" : ",\"ended\":false");
    number(t, "calls", thread->calls);
    number(t, "total_ns", thread->total_ns);
    number(t, "start_ns", thread->start_ns);
    number(t, "end_ns", thread->end_ns);
    number(t, "heap_events", thread->events);
    signed_number(t, "net_bytes", thread->net_bytes);
    number(t, "depth_peak", thread->depth_peak);
}

/* "name":[ one object a line ] */
static void put_array(profpass__text *t, const char *name,
                      const profpass_model *m, uint32_t n,
                      void (*put)(profpass__text *t, const profpass_model *m,
                                  uint32_t i))
{
    profpass__puts(t, ",\n");
    key(t, name);
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
    (void)options;
    const profpass_model *m = profpass_get_model(profile);
    profpass__text t;
    profpass__text_init(&t, out);
    profpass__puts(&t, "{\"version\":1,\n");
    put_program(&t, &m->program);
    profpass__puts(&t, ",\n");
    put_heap(&t, &m->heap);
    put_array(&t, "functions", m, m->n_functions, put_function);
    put_array(&t, "edges", m, m->n_edges, put_edge);
    put_array(&t, "lines", m, m->n_lines, put_line);
    put_array(&t, "threads", m, m->n_threads, put_thread);
    profpass__puts(&t, ",\n");
    key(&t, "losses");
    profpass__puts(&t, "{");
    for (uint32_t i = 0; i < m->n_losses; i++) {
        profpass__puts(&t, i == 0 ? "" : ",");
        first_number(&t, m->losses[i].name, m->losses[i].count);
    }
    profpass__puts(&t, "}}\n");
    return profpass__text_done(&t, err);
}
