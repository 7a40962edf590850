/* export_folded.c - collapsed stacks, for flame graphs
 *
 *     main;f;g 40
 *
 * One context a line: its functions from the outermost inwards, then the weight
 * of the innermost itself, without what it called. Threads are put together: a
 * stack that several of them had is several lines, which readers add up. The
 * form is that of https://github.com/brendangregg/FlameGraph.
 */
#include "context_tree.h"
#include "text.h"
#include "utf8.h"

profpass_write_fn profpass__export_folded;

typedef struct folded {
    profpass__text t;
    profpass__context_tree tree;
} folded;

/* A name within a stack: ';' and the end of a line would end it. */
static void put_frame(profpass__text *t, const char *name)
{
    if (name[0] == '\0')
        profpass__puts(t, "?");
    for (const char *s = name; *s != '\0';) {
        size_t n = profpass__utf8_length(s);
        if (n == 0)
            profpass__puts(t, PROFPASS__NOT_UTF8);
        else if (*s == ';')
            profpass__puts(t, ":");
        else if ((unsigned char)*s < 0x20 || *s == 0x7f)
            profpass__puts(t, "?");
        else
            profpass__put(t, s, n);
        s += n == 0 ? 1 : n;
    }
}

static void put_stack(void *context, uint32_t node)
{
    folded *f = context;
    if (f->tree.self[node] == 0)
        return;
    /* The thread's own node is left out where there is another. */
    for (uint32_t i = f->tree.n_path > 1; i < f->tree.n_path; i++) {
        put_frame(&f->t, profpass__node_name(f->tree.m, f->tree.path[i]));
        profpass__puts(&f->t, i + 1 < f->tree.n_path ? ";" : "");
    }
    profpass__print(&f->t, " %llu\n", (unsigned long long)f->tree.self[node]);
}

profpass_status profpass__export_folded(const profpass_profile *profile,
                                        const profpass_text_options *options,
                                        const profpass_sink *out,
                                        profpass_error *err)
{
    const profpass_model *m = profpass_get_model(profile);
    folded f;
    profpass_status status = profpass__tree_open(&f.tree, m, options, err);
    if (status != PROFPASS_OK)
        return status;
    status = profpass__tree_check(&f.tree, err);
    if (status != PROFPASS_OK) {
        profpass__tree_done(&f.tree);
        return status;
    }
    profpass__text_init(&f.t, out);
    const profpass__tree_visitor visitor = {put_stack, NULL, &f};
    profpass__tree_walk_all(&f.tree, &visitor);
    profpass__tree_done(&f.tree);
    return profpass__text_done(&f.t, err);
}
