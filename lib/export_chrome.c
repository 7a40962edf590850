/* export_chrome.c - trace events, for chrome://tracing and ui.perfetto.dev
 *
 *     main ┌─────────────────────────────────────┐   one row of nested
 *          │ f ┌──────────────┐ g ┌─────┐ (self) │   intervals a thread
 *
 * A profile holds sums over the calls of a context, no points in time. So a
 * context is one complete event ("ph":"X") as long as all its calls together,
 * its callees side by side at its beginning, in the order of their first calls.
 * Form: "Trace Event Format", the document of the Chromium project. Times there
 * are microseconds; ours have three decimals.
 */
#include "context_tree.h"
#include "json.h"

profpass_write_fn profpass__export_chrome;

typedef struct chrome {
    profpass__text t;
    profpass__context_tree tree;
    uint64_t at; /* where the next event begins */
} chrome;

/* A time in microseconds; of another weight, a microsecond is one of it. */
static void put_time(chrome *c, const char *name, uint64_t value)
{
    bool is_time = c->tree.kind == PROFPASS__TIME;
    profpass__number number =
        profpass__decimal(value, is_time ? 1000 : 1, is_time ? 3 : 0);
    profpass__puts(&c->t, ",");
    profpass__json_key(&c->t, name);
    profpass__puts(&c->t, number.text);
}

static void put_owner(chrome *c, uint32_t thread)
{
    profpass__json_number(&c->t, "pid", c->tree.m->program.pid);
    /* The system gives the ids of ended threads to new ones; we do not. */
    profpass__json_number(&c->t, "tid", c->tree.m->threads[thread].number);
}

static void enter(void *context, uint32_t i)
{
    chrome *c = context;
    const profpass_model *m = c->tree.m;
    const profpass_node_stats *node = &m->nodes[i];
    bool is_root = node->function == PROFPASS_NONE;
    if (c->tree.total[i] == 0 || (is_root && c->tree.self[i] == 0))
        return;
    profpass__puts(&c->t, ",\n{");
    profpass__json_key(&c->t, "name");
    profpass__json_string(&c->t, profpass__node_name(m, i));
    profpass__puts(&c->t, ",\"cat\":\"function\",\"ph\":\"X\"");
    put_time(c, "ts", c->at);
    put_time(c, "dur", c->tree.total[i]);
    put_owner(c, node->thread);
    profpass__puts(&c->t, ",\"args\":{");
    profpass__json_first_number(&c->t, "calls", node->calls);
    profpass__json_number(&c->t,
                          c->tree.kind == PROFPASS__TIME ? "self_ns" : "self",
                          c->tree.self[i]);
    if (!is_root) {
        profpass__json_member(&c->t, "file", m->functions[node->function].file);
        profpass__json_number(&c->t, "line", m->functions[node->function].line);
    }
    profpass__puts(&c->t, "}}");
}

static void leave(void *context, uint32_t i)
{
    chrome *c = context;
    c->at += c->tree.self[i];
}

/* {"name":"process_name",…,"args":{"name": */
static void begin_name(chrome *c, const char *what, uint32_t thread)
{
    profpass__puts(&c->t, "\n{");
    profpass__json_key(&c->t, "name");
    profpass__json_string(&c->t, what);
    profpass__puts(&c->t, ",\"ph\":\"M\"");
    put_owner(c, thread);
    profpass__puts(&c->t, ",\"args\":{\"name\":");
}

static void put_names(chrome *c)
{
    const profpass_model *m = c->tree.m;
    for (uint32_t i = 0; i < m->n_threads; i++) {
        profpass__puts(&c->t, i == 0 ? "" : ",");
        begin_name(c, "thread_name", i);
        profpass__json_thread(&c->t, &m->threads[i]);
        profpass__puts(&c->t, "}}");
    }
    /* The sum of several runs is of no one process. */
    if (m->n_threads != 0 && m->program.executable[0] != '\0') {
        profpass__puts(&c->t, ",");
        begin_name(c, "process_name", 0);
        profpass__json_string(&c->t, m->program.executable);
        profpass__puts(&c->t, "}}");
    }
}

profpass_status profpass__export_chrome(const profpass_profile *profile,
                                        const profpass_text_options *options,
                                        const profpass_sink *out,
                                        profpass_error *err)
{
    const profpass_model *m = profpass_get_model(profile);
    chrome c;
    profpass_status status = profpass__tree_open(&c.tree, m, options, err);
    if (status != PROFPASS_OK)
        return status;
    profpass__text_init(&c.t, out);
    profpass__puts(&c.t, "{\"displayTimeUnit\":\"ns\",\n\"otherData\":{");
    profpass__puts(&c.t, "\"producer\":\"profpass ");
    profpass__puts(&c.t, profpass_version());
    profpass__puts(&c.t, "\"");
    profpass__json_member(&c.t, "weight", profpass__weight_name(c.tree.kind));
    profpass__puts(&c.t, "},\n\"traceEvents\":[");
    put_names(&c);
    const profpass__tree_visitor visitor = {enter, leave, &c};
    for (uint32_t i = 0; i < m->n_nodes; i++) {
        c.at = 0;
        if (m->nodes[i].parent == PROFPASS_NONE)
            profpass__tree_walk(&c.tree, i, &visitor);
    }
    profpass__puts(&c.t, "]}\n");
    profpass__tree_done(&c.tree);
    return profpass__text_done(&c.t, err);
}
