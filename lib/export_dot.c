/* export_dot.c - the call graph for Graphviz, as `profpass graph` draws it by
 * default */
#include "profpass/stats.h"

profpass_write_fn profpass__export_dot;

profpass_status profpass__export_dot(const profpass_profile *profile,
                                     const profpass_text_options *options,
                                     const profpass_sink *out,
                                     profpass_error *err)
{
    const profpass_graph_options look = profpass_graph_defaults();
    profpass_stats *stats;
    profpass_graph *graph;
    profpass_status status =
        profpass_stats_weigh(profile, options->weight, &stats, err);
    if (status != PROFPASS_OK)
        return status;
    status = profpass_graph_new(stats, NULL, &look, &graph, err);
    if (status == PROFPASS_OK) {
        status = profpass_graph_write(graph, out, err);
        profpass_graph_free(graph);
    }
    profpass_stats_close(stats);
    return status;
}
