/* export_folded.c - collapsed stacks, for flame graphs
 *
 *     main;f;g 40
 *
 * One context a line: its functions from the outermost inwards, then the weight
 * of the innermost itself, without what it called. Threads are put together: a
 * stack that several of them had is several lines, which readers add up. The
 * form is that of https://github.com/brendangregg/FlameGraph.
 */
#include <string.h>

#include "context_tree.h"
#include "text.h"

profpass_write_fn profpass__export_folded;

typedef struct folded {
    profpass__text t;
    profpass__context_tree tree;
} folded;

static void put_stack(void *context, uint32_t node)
{
    folded *f = context;
    if (f->tree.self[node] == 0)
        return;
    /* The thread's own node is left out where there is another. */
    for (uint32_t i = f->tree.n_path > 1; i < f->tree.n_path; i++) {
        const char *name = profpass__node_name(f->tree.m, f->tree.path[i]);
        if (name[0] == '\0')
            name = "?";
        profpass__put_within(&f->t, name, strlen(name), ";:");
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
