/* export_callgrind.c - callgrind's profile format, version 1
 *
 *     fl=/src/a.c           a function: its own costs by line: time in the
 * first fn=(1) f              line, as it is known of the whole function alone
 *     5 40 0 0 0 3
 *     7 0 64 2 0 6
 *     cfi=/src/b.c          what it called, and what these calls cost in all
 *     cfn=(2) g
 *     calls=3 20
 *     5 30 64 2 0
 *
 * The costs of the calls of a function add up to its inclusive cost, also under
 * recursion: a call has the cost of those activations alone that were outermost
 * of the function. Who calls from code without probes is a function, too.
 * Specification: the manual of valgrind, "Callgrind Format Specification".
 */
#include <string.h>

#include "arena.h"
#include "context_tree.h"
#include "failure.h"
#include "text.h"

profpass_write_fn profpass__export_callgrind;

/* The events; hits are those of lines, which calls do not have. */
enum { TIME, BYTES, BLOCKS, LIVE, N_CALL_COSTS };

typedef struct costs {
    uint64_t of[N_CALL_COSTS];
} costs;

typedef struct callgrind {
    profpass__text t;
    const profpass_model *m;
    bool *is_named; /* [n_functions + 1] the last: no caller */
    costs *calls;   /* [n_edges] inclusive                   */
    costs total;    /* own costs that were put               */
    uint64_t hits;
    profpass__arena scratch;
} callgrind;

/* ---- what calls cost ---- */

static uint32_t find_edge(const profpass_model *m, uint32_t caller,
                          uint32_t callee)
{
    uint32_t from = 0, to = m->n_edges;
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        const profpass_edge_stats *edge = &m->edges[middle];
        if (edge->caller < caller ||
            (edge->caller == caller && edge->callee < callee))
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* Sum the sites of each node and all below. */
static costs *sum_up(callgrind *c)
{
    const profpass_model *m = c->m;
    costs *below =
        profpass__arena_array(&c->scratch, m->n_nodes, sizeof *below);
    if (below == NULL)
        return NULL;
    for (uint32_t i = 0; i < m->n_sites; i++) {
        const profpass_site_stats *site = &m->sites[i];
        below[site->node].of[BYTES] += site->allocated_bytes;
        below[site->node].of[BLOCKS] += site->allocations;
        below[site->node].of[LIVE] += site->live_bytes;
    }
    for (uint32_t i = m->n_nodes; i-- > 0;)
        if (m->nodes[i].parent != PROFPASS_NONE)
            for (int k = BYTES; k < N_CALL_COSTS; k++)
                below[m->nodes[i].parent].of[k] += below[i].of[k];
    return below;
}

static profpass_status cost_calls(callgrind *c, profpass_error *err)
{
    const profpass_model *m = c->m;
    const costs *below = sum_up(c);
    c->calls = profpass__arena_array(&c->scratch, m->n_edges, sizeof *c->calls);
    c->is_named = profpass__arena_array(&c->scratch, (size_t)m->n_functions + 1,
                                        sizeof *c->is_named);
    if (below == NULL || c->calls == NULL || c->is_named == NULL)
        return profpass__fail_memory(err);
    for (uint32_t i = 0; i < m->n_nodes; i++) {
        const profpass_node_stats *node = &m->nodes[i];
        if (node->parent == PROFPASS_NONE)
            continue;
        costs *call = &c->calls[find_edge(m, m->nodes[node->parent].function,
                                          node->function)];
        call->of[TIME] += node->total_ns;
        /* What a recursive call allocated is below the outermost one, too. */
        if (node->context == i)
            for (int k = BYTES; k < N_CALL_COSTS; k++)
                call->of[k] += below[i].of[k];
    }
    return PROFPASS_OK;
}

/* ---- the text ---- */

/* By its number, and spelt the first time alone. So functions of one name are
 * told apart, and a name in parentheses is not taken for a number. */
static void put_name(callgrind *c, const char *key, uint32_t number,
                     const char *name)
{
    profpass__print(&c->t, "%s=(%u)", key, number);
    if (!c->is_named[number]) {
        profpass__puts(&c->t, " ");
        profpass__put_safe(&c->t, name[0] == '\0' ? "???" : name);
    }
    c->is_named[number] = true;
    profpass__puts(&c->t, "\n");
}

/* A file, found from wherever the reader runs. */
static void put_file(profpass__text *t, const char *key,
                     const profpass_function_stats *f, const char *file)
{
    profpass__puts(t, key);
    profpass__puts(t, "=");
    if (file[0] != '/' && file[0] != '\0' && f->directory[0] != '\0') {
        profpass__put_safe(t, f->directory);
        profpass__puts(t, "/");
    }
    profpass__put_safe(t, file[0] == '\0' ? "???" : file);
    profpass__puts(t, "\n");
}

static void put_place(callgrind *c, uint32_t function)
{
    if (function == PROFPASS_NONE) {
        profpass__puts(&c->t, "fl=???\n");
        put_name(c, "fn", c->m->n_functions, PROFPASS__NO_CALLER);
        return;
    }
    const profpass_function_stats *f = &c->m->functions[function];
    put_file(&c->t, "fl", f, f->file);
    put_name(c, "fn", function, f->name);
}

/* Where a call goes; the file is the caller's if nothing else is said. */
static void put_callee(callgrind *c, uint32_t caller, uint32_t callee)
{
    const profpass_function_stats *f = &c->m->functions[callee];
    bool same_file = false;
    if (caller != PROFPASS_NONE) {
        const profpass_function_stats *by = &c->m->functions[caller];
        same_file = strcmp(by->file, f->file) == 0 &&
                    strcmp(by->directory, f->directory) == 0;
    }
    if (!same_file)
        put_file(&c->t, "cfi", f, f->file);
    put_name(c, "cfn", callee, f->name);
}

static void put_costs(callgrind *c, uint32_t line, const costs *sums)
{
    profpass__print(&c->t, "%u", line);
    for (int k = 0; k < N_CALL_COSTS; k++)
        profpass__print(&c->t, " %llu", (unsigned long long)sums->of[k]);
}

/* What a line cost itself. */
static void put_own(callgrind *c, uint32_t line, const costs *own,
                    uint64_t hits)
{
    put_costs(c, line, own);
    profpass__print(&c->t, " %llu\n", (unsigned long long)hits);
    for (int k = 0; k < N_CALL_COSTS; k++)
        c->total.of[k] += own->of[k];
    c->hits += hits;
}

static void put_row(callgrind *c, const profpass_line_stats *row)
{
    const costs own = {
        {0, row->allocated_bytes, row->allocations, row->live_bytes}};
    put_own(c, row->line, &own, row->occurrences);
}

/* A function's rows; those of another file, included into it, say so. */
static void put_lines(callgrind *c, const profpass_function_stats *f)
{
    const char *file = f->file;
    for (uint32_t i = 0; i < f->n_line_rows; i++) {
        const profpass_line_stats *row = &c->m->lines[f->first_line_row + i];
        const char *wanted = row->line == 0 ? f->file : row->file;
        if (strcmp(wanted, file) != 0)
            put_file(&c->t, "fi", f, wanted);
        file = wanted;
        put_row(c, row);
    }
    if (strcmp(file, f->file) != 0)
        put_file(&c->t, "fe", f, f->file);
}

/* Return the edge behind those of the caller, the first of which is *edge. */
static uint32_t put_calls(callgrind *c, uint32_t caller, uint32_t edge)
{
    const profpass_model *m = c->m;
    for (; edge < m->n_edges && m->edges[edge].caller == caller; edge++) {
        uint32_t callee = m->edges[edge].callee;
        put_callee(c, caller, callee);
        profpass__print(&c->t, "calls=%llu %u\n",
                        (unsigned long long)m->edges[edge].calls,
                        m->functions[callee].line);
        put_costs(c, caller == PROFPASS_NONE ? 0 : m->functions[caller].line,
                  &c->calls[edge]);
        profpass__puts(&c->t, "\n");
    }
    return edge;
}

static void put_functions(callgrind *c)
{
    const profpass_model *m = c->m;
    uint32_t edge = 0;
    for (uint32_t i = 0; i < m->n_functions; i++) {
        const profpass_function_stats *f = &m->functions[i];
        profpass__puts(&c->t, "\n");
        put_place(c, i);
        const costs own = {{f->self_ns, 0, 0, 0}};
        /* Of a function without line probes, hits are its calls. */
        put_own(c, f->line, &own, f->n_line_rows == 0 ? f->calls : 0);
        put_lines(c, f);
        edge = put_calls(c, i, edge);
    }
    profpass__puts(&c->t, "\n");
    put_place(c, PROFPASS_NONE);
    for (uint32_t i = 0; i < m->n_lines; i++)
        if (m->lines[i].function == PROFPASS_NONE)
            put_row(c, &m->lines[i]);
    put_calls(c, PROFPASS_NONE, edge);
    profpass__puts(&c->t, "\ntotals:");
    for (int k = 0; k < N_CALL_COSTS; k++)
        profpass__print(&c->t, " %llu", (unsigned long long)c->total.of[k]);
    profpass__print(&c->t, " %llu\n", (unsigned long long)c->hits);
}

static void put_head(callgrind *c)
{
    const profpass_program *program = &c->m->program;
    profpass__puts(&c->t, "# callgrind format\nversion: 1\ncreator: profpass ");
    profpass__puts(&c->t, profpass_version());
    /* The sum of several runs has neither. */
    if (program->pid != 0)
        profpass__print(&c->t, "\npid: %u", program->pid);
    if (program->n_command != 0)
        profpass__puts(&c->t, "\ncmd:");
    for (uint32_t i = 0; i < program->n_command; i++) {
        profpass__puts(&c->t, " ");
        profpass__put_safe(&c->t, program->command[i]);
    }
    profpass__puts(&c->t, "\npositions: line\n"
                          "event: ns : Time without the functions called\n"
                          "event: Bytes : Bytes allocated\n"
                          "event: Blocks : Blocks allocated\n"
                          "event: Live : Bytes not freed\n"
                          "event: Hits : Times the line ran\n"
                          "events: ns Bytes Blocks Live Hits\n");
}

profpass_status profpass__export_callgrind(const profpass_profile *profile,
                                           const profpass_text_options *options,
                                           const profpass_sink *out,
                                           profpass_error *err)
{
    callgrind c = {.m = profpass_get_model(profile)};
    profpass_status status = profpass__refuse_weight(options, "callgrind", err);
    if (status == PROFPASS_OK)
        status = cost_calls(&c, err);
    if (status == PROFPASS_OK) {
        profpass__text_init(&c.t, out);
        put_head(&c);
        put_functions(&c);
        status = profpass__text_done(&c.t, err);
    }
    profpass__arena_done(&c.scratch);
    return status;
}
