/* export_speedscope.c - https://www.speedscope.app: its own file format
 *
 *     frames      functions, and one for code under none
 *     profiles    one a thread: evented
 *
 *         O main                                  C main
 *         0  O f       C f  O f      C f  …  self of main
 *
 * A context is one interval as long as all its calls together, its callees
 * first, its own weight after them. The order is that of first calls, not of
 * time: contexts are sums. Schema: file-format-schema.json of npm's speedscope.
 */
#include "context_tree.h"
#include "json.h"

profpass_write_fn profpass__export_speedscope;

typedef struct speedscope {
    profpass__text t;
    profpass__context_tree tree;
    uint64_t at; /* where the next interval begins */
    bool first;  /* no event of this profile yet   */
} speedscope;

static void put_frames(profpass__text *t, const profpass_model *m)
{
    profpass__json_key(t, "frames");
    profpass__puts(t, "[");
    for (uint32_t i = 0; i < m->n_functions; i++) {
        const profpass_function_stats *f = &m->functions[i];
        profpass__puts(t, "\n{");
        profpass__json_key(t, "name");
        profpass__json_string(t, f->name);
        profpass__json_member(t, "file", f->file);
        if (f->line != 0)
            profpass__json_number(t, "line", f->line);
        profpass__puts(t, "},");
    }
    profpass__puts(t, "\n{");
    profpass__json_key(t, "name");
    profpass__json_string(t, PROFPASS__NO_CALLER);
    profpass__puts(t, "}]");
}

static void put_event(speedscope *s, char type, uint32_t node)
{
    const profpass_model *m = s->tree.m;
    /* A thread's own node is a frame only if weight is its own. */
    if (s->tree.total[node] == 0 ||
        (m->nodes[node].function == PROFPASS_NONE && s->tree.self[node] == 0))
        return;
    uint32_t function = m->nodes[node].function;
    uint32_t frame = function == PROFPASS_NONE ? m->n_functions : function;
    profpass__print(&s->t, "%s\n{\"type\":\"%c\",\"frame\":%u,\"at\":%llu}",
                    s->first ? "" : ",", type, frame,
                    (unsigned long long)s->at);
    s->first = false;
}

static void enter(void *context, uint32_t node)
{
    put_event(context, 'O', node);
}

static void leave(void *context, uint32_t node)
{
    speedscope *s = context;
    s->at += s->tree.self[node];
    put_event(s, 'C', node);
}

static void put_profile(speedscope *s, uint32_t root)
{
    const profpass_model *m = s->tree.m;
    const profpass_thread_stats *thread = &m->threads[m->nodes[root].thread];
    profpass__puts(&s->t, "\n{");
    profpass__json_key(&s->t, "type");
    profpass__json_string(&s->t, "evented");
    profpass__puts(&s->t, ",");
    profpass__json_key(&s->t, "name");
    profpass__json_thread(&s->t, thread);
    profpass__json_member(&s->t, "unit", profpass__weight_unit(s->tree.kind));
    profpass__json_number(&s->t, "startValue", 0);
    profpass__json_number(&s->t, "endValue", s->tree.total[root]);
    profpass__puts(&s->t, ",");
    profpass__json_key(&s->t, "events");
    profpass__puts(&s->t, "[");
    s->at = 0;
    s->first = true;
    const profpass__tree_visitor visitor = {enter, leave, s};
    profpass__tree_walk(&s->tree, root, &visitor);
    profpass__puts(&s->t, "]}");
}

profpass_status
profpass__export_speedscope(const profpass_profile *profile,
                            const profpass_text_options *options,
                            const profpass_sink *out, profpass_error *err)
{
    const profpass_model *m = profpass_get_model(profile);
    speedscope s;
    profpass_status status = profpass__tree_open(&s.tree, m, options, err);
    if (status != PROFPASS_OK)
        return status;
    profpass__text_init(&s.t, out);
    profpass__puts(&s.t,
                   "{\"$schema\":\"https://www.speedscope.app/"
                   "file-format-schema.json\",\n\"exporter\":\"profpass@");
    profpass__puts(&s.t, profpass_version());
    profpass__puts(&s.t, "\"");
    profpass__json_member(&s.t, "name", m->program.executable);
    profpass__puts(&s.t, ",\n\"shared\":{");
    put_frames(&s.t, m);
    profpass__puts(&s.t, "},\n\"profiles\":[");
    bool first = true;
    for (uint32_t i = 0; i < m->n_nodes; i++) {
        if (m->nodes[i].parent != PROFPASS_NONE)
            continue;
        profpass__puts(&s.t, first ? "" : ",");
        put_profile(&s, i);
        first = false;
    }
    profpass__puts(&s.t, "]}\n");
    profpass__tree_done(&s.tree);
    return profpass__text_done(&s.t, err);
}
