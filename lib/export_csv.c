/* export_csv.c - functions, edges and lines as one table (RFC 4180)
 *
 *     kind,function,file,line,caller,caller_file,caller_line,calls,…
 *     function,f,a.c,1,,,,3,…
 *     edge,f,a.c,1,main,a.c,20,3,…
 *     line,f,a.c,2,,,,,…
 *
 * Every record has every field; one that does not apply is empty. Line ends are
 * CR LF, as the standard has it. Numbers are whole: nanoseconds and bytes.
 */
#include "text.h"
#include "utf8.h"
#include "weight.h"

profpass_write_fn profpass__export_csv;

static const char header[] =
    "kind,function,file,line,caller,caller_file,caller_line,calls,"
    "primitive_calls,self_ns,total_ns,occurrences,increment_bytes,usage_bytes,"
    "peak_bytes,allocations,allocated_bytes,frees,freed_bytes,live_bytes,"
    "live_at_peak_bytes,temporaries,remote_frees,moved_in,moved_in_bytes\r\n";

/* A field in quotes: it may hold anything but a byte that is not UTF-8. */
static void put_text(profpass__text *t, const char *s)
{
    profpass__puts(t, ",\"");
    while (*s != '\0') {
        size_t n = profpass__utf8_length(s);
        if (n == 0)
            profpass__puts(t, PROFPASS__NOT_UTF8);
        else if (*s == '"')
            profpass__puts(t, "\"\"");
        else
            profpass__put(t, s, n);
        s += n == 0 ? 1 : n;
    }
    profpass__puts(t, "\"");
}

static void put_number(profpass__text *t, uint64_t value)
{
    profpass__print(t, ",%llu", (unsigned long long)value);
}

/* Name, file and line; what is not known is empty. */
static void put_place(profpass__text *t, const profpass_model *m,
                      uint32_t function)
{
    if (function == PROFPASS_NONE) {
        profpass__puts(t, ",,,");
        return;
    }
    const profpass_function_stats *f = &m->functions[function];
    put_text(t, f->name);
    put_text(t, f->file);
    put_number(t, f->line);
}

static void put_times(profpass__text *t, uint64_t calls,
                      uint64_t primitive_calls, uint64_t self_ns,
                      uint64_t total_ns)
{
    put_number(t, calls);
    put_number(t, primitive_calls);
    put_number(t, self_ns);
    put_number(t, total_ns);
    profpass__puts(t, ",,,,,,,,,,,,,,\r\n");
}

static void put_line(profpass__text *t, const profpass_model *m,
                     const profpass_line_stats *line)
{
    profpass__puts(t, "line");
    if (line->function == PROFPASS_NONE)
        profpass__puts(t, ",");
    else
        put_text(t, m->functions[line->function].name);
    if (line->line == 0) {
        profpass__puts(t, ",,");
    } else {
        put_text(t, line->file);
        put_number(t, line->line);
    }
    profpass__puts(t, ",,,,,,,");
    put_number(t, line->occurrences);
    profpass__print(t, ",%lld", (long long)line->increment_bytes);
    put_number(t, line->usage_bytes);
    put_number(t, line->peak_bytes);
    put_number(t, line->allocations);
    put_number(t, line->allocated_bytes);
    put_number(t, line->frees);
    put_number(t, line->freed_bytes);
    put_number(t, line->live_bytes);
    put_number(t, line->live_at_peak_bytes);
    put_number(t, line->temporaries);
    put_number(t, line->remote_frees);
    put_number(t, line->moved_in);
    put_number(t, line->moved_in_bytes);
    profpass__puts(t, "\r\n");
}

profpass_status profpass__export_csv(const profpass_profile *profile,
                                     const profpass_text_options *options,
                                     const profpass_sink *out,
                                     profpass_error *err)
{
    const profpass_model *m = profpass_get_model(profile);
    profpass_status status = profpass__refuse_weight(options, "csv", err);
    if (status != PROFPASS_OK)
        return status;
    profpass__text t;
    profpass__text_init(&t, out);
    profpass__puts(&t, header);
    for (uint32_t i = 0; i < m->n_functions; i++) {
        const profpass_function_stats *f = &m->functions[i];
        profpass__puts(&t, "function");
        put_place(&t, m, i);
        profpass__puts(&t, ",,,");
        put_times(&t, f->calls, f->primitive_calls, f->self_ns, f->total_ns);
    }
    for (uint32_t i = 0; i < m->n_edges; i++) {
        const profpass_edge_stats *edge = &m->edges[i];
        profpass__puts(&t, "edge");
        put_place(&t, m, edge->callee);
        put_place(&t, m, edge->caller);
        put_times(&t, edge->calls, edge->primitive_calls, edge->self_ns,
                  edge->total_ns);
    }
    for (uint32_t i = 0; i < m->n_lines; i++)
        put_line(&t, m, &m->lines[i]);
    return profpass__text_done(&t, err);
}
