/* graph_write.c - a call graph in the DOT language, and as a list of names
 *
 *     digraph {
 *         graph […]; node […]; edge […];      what all have
 *         5 [color="#fa2301", …, label="fib:10:work\n96.55%\n(0.11%)\n4×"];
 *         5 -> 4 [arrowsize="0.98", …];       its callees follow it
 *     }
 *
 * Attributes are sorted by name, so that texts can be compared.
 */
#include "graph.h"

#include <string.h>

#include "failure.h"
#include "profpass/glob.h"
#include "utf8.h"

/* ---- strings ---- */

void profpass__graph_put_escaped(profpass__text *t, const char *string)
{
    while (*string != '\0') {
        size_t n = profpass__utf8_length(string);
        unsigned char c = (unsigned char)*string;
        if (c == '\n')
            profpass__puts(t, "\\n");
        else if (c == '\t') /* a label has no tabs */
            profpass__puts(t, " ");
        else if (c == '"' || c == '\\')
            profpass__print(t, "\\%c", c);
        else if (c < 0x20 || c == 0x7f)
            profpass__puts(t, "?");
        else if (n == 0)
            profpass__puts(t, PROFPASS__NOT_UTF8);
        else
            profpass__put(t, string, n);
        string += n != 0 ? n : 1;
    }
}

/* ---- the file ---- */

static void put_attribute(profpass__text *t, const char *name,
                          const char *value)
{
    profpass__print(t, ", %s=\"%s\"", name, value);
}

static void put_size(profpass__text *t, const char *name, double value)
{
    profpass__print(t, ", %s=\"", name);
    profpass__graph_put_real(t, value, 2);
    profpass__puts(t, "\"");
}

/* What 100 % is, under the graph: time goes without saying, as in gprof2dot,
 * unless there are two. */
static void put_title(profpass__text *t, const profpass_graph *graph)
{
    const char *title = graph->options.title;
    bool has_whole = graph->kind != PROFPASS__TIME || graph->is_comparison;
    if (title == NULL && !has_whole)
        return;
    profpass__puts(t, ", label=\"");
    profpass__graph_put_escaped(t, title != NULL ? title : "");
    if (has_whole) {
        profpass__puts(t, title != NULL ? "\\n" : "");
        profpass__graph_put_whole(t, graph);
    }
    profpass__puts(t, "\"");
}

static void put_head(profpass__text *t, const profpass_graph *graph)
{
    bool is_filled = graph->theme.is_filled;
    profpass__puts(t, "digraph {\n\ttooltip=\" \"\n\tgraph [fontname=Arial");
    put_title(t, graph);
    profpass__puts(t, ", nodesep=0.125, ranksep=0.25];\n");
    profpass__print(t,
                    "\tnode [fontcolor=%s, fontname=Arial, height=0, "
                    "shape=box, style=%s, width=0];\n"
                    "\tedge [fontname=Arial];\n",
                    is_filled ? "white" : "black",
                    is_filled ? "filled" : "solid");
}

/* The exact bytes: a label rounds them. */
static void put_bytes(profpass__text *t, const profpass_graph *graph,
                      const char *name, double amount)
{
    if (profpass__weight_is_bytes(graph->kind) && !graph->is_comparison)
        profpass__print(t, ", %s=\"%llu\"", name, (unsigned long long)amount);
}

static bool put_node(profpass__text *t, const profpass_graph *graph,
                     uint32_t number, profpass__arena *scratch)
{
    const profpass__graph_node *node = &graph->nodes[number];
    const profpass__theme *theme = &graph->theme;
    const profpass_stats_row *row = node->row[profpass__graph_side(node)];
    const char *name =
        profpass__graph_drawn_name(scratch, node->label, &graph->options);
    if (name == NULL)
        return false;
    double weight = node->weight, points;
    profpass__change change = PROFPASS__SAME;
    if (graph->is_comparison)
        change = profpass__graph_change(graph, node, &points);

    profpass__print(t, "\t%u [color=\"%s\"", number,
                    profpass__theme_color(theme, weight).text);
    put_attribute(t, "fontcolor",
                  profpass__theme_text_color(theme, weight).text);
    put_size(t, "fontsize", profpass__theme_font(theme, weight));
    profpass__puts(t, ", label=\"");
    profpass__graph_put_escaped(t, name);
    profpass__graph_put_node_lines(t, graph, node);
    profpass__puts(t, "\"");
    if (change != PROFPASS__SAME) /* the point takes of the room */
        put_attribute(t, "margin", "0.15,0.1");
    if (change == PROFPASS__FASTER)
        put_attribute(t, "orientation", "180");
    put_bytes(t, graph, "self_bytes", row->self_s);
    if (change != PROFPASS__SAME)
        put_attribute(t, "shape", "cds");
    profpass__puts(t, ", tooltip=\"");
    profpass__graph_put_escaped(t, row->file);
    profpass__puts(t, "\"");
    put_bytes(t, graph, "total_bytes", row->total_s);
    profpass__puts(t, "];\n");
    return true;
}

static void put_edge(profpass__text *t, const profpass_graph *graph,
                     const profpass__graph_edge *edge)
{
    const profpass__theme *theme = &graph->theme;
    double weight = edge->weight;
    profpass__color color = profpass__theme_color(theme, weight);
    profpass__print(t, "\t%u -> %u [arrowsize=\"", edge->caller, edge->callee);
    profpass__graph_put_real(t, profpass__theme_arrow(theme, weight), 2);
    profpass__puts(t, "\"");
    put_attribute(t, "color", color.text);
    put_attribute(t, "fontcolor", color.text);
    put_size(t, "fontsize", profpass__theme_font(theme, weight));
    profpass__puts(t, ", label=\"");
    profpass__graph_put_edge_lines(t, graph, edge);
    profpass__puts(t, "\"");
    put_size(t, "labeldistance", profpass__theme_pen(theme, weight));
    put_size(t, "penwidth", profpass__theme_pen(theme, weight));
    put_bytes(t, graph, "total_bytes", edge->total[BEFORE]);
    profpass__puts(t, "];\n");
}

/* For names being drawn: as much as is not worth giving back at once. */
#define SCRATCH_BYTES ((size_t)1 << 20)

profpass_status profpass_graph_write(const profpass_graph *graph,
                                     const profpass_sink *out,
                                     profpass_error *err)
{
    profpass__text t;
    profpass__arena scratch = {0};
    bool has_memory = true;
    profpass__text_init(&t, out);
    put_head(&t, graph);
    for (uint32_t i = 0; i < graph->n_nodes && has_memory; i++) {
        const profpass__graph_node *node = &graph->nodes[i];
        if (!node->is_kept)
            continue;
        has_memory = put_node(&t, graph, i, &scratch);
        if (scratch.mapped_bytes > SCRATCH_BYTES)
            profpass__arena_done(&scratch);
        for (uint32_t k = 0; k < node->n_edges; k++)
            if (graph->edges[node->first_edge + k].is_kept)
                put_edge(&t, graph, &graph->edges[node->first_edge + k]);
    }
    profpass__puts(&t, "}\n");
    profpass__arena_done(&scratch);
    profpass_status status = profpass__text_done(&t, err);
    return has_memory ? status : profpass__fail_memory(err);
}

/* ---- the list ---- */

static void list_figures(profpass__text *t, const profpass__graph_node *node)
{
    int side = profpass__graph_side(node);
    profpass__puts(t, "\t");
    profpass__graph_put_real(t, node->total_ratio[side] * 100, 2);
    profpass__puts(t, "%\t");
    profpass__graph_put_real(t, node->self_ratio[side] * 100, 2);
    profpass__print(t, "%%\t%llu\t",
                    (unsigned long long)node->row[side]->calls);
    profpass__put_safe(t, node->row[side]->file);
}

profpass_status profpass_graph_list(const profpass_graph *graph,
                                    const char *selector,
                                    const profpass_sink *out,
                                    profpass_error *err)
{
    bool with_figures = selector[0] == '%';
    const char *glob = selector + with_figures;
    if (strcmp(glob, "+") == 0)
        glob = "*";
    const char *fault = profpass_glob_fault(glob);
    if (fault != NULL)
        return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                              "list-functions \"%.80s\": %s", selector, fault);
    profpass__text t;
    profpass__text_init(&t, out);
    for (uint32_t i = 0; i < graph->n_nodes; i++) {
        const profpass__graph_node *node = &graph->nodes[i];
        if (!node->is_kept || !profpass_glob_match(glob, node->label))
            continue;
        profpass__put_safe(&t, node->label);
        if (with_figures)
            list_figures(&t, node);
        profpass__puts(&t, "\n");
    }
    return profpass__text_done(&t, err);
}
