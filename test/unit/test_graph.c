/* test_graph.c - tables weighed by memory or calls, and graphs of them
 *
 * Of random profiles, with recursion of all kinds: what a table says of each
 * function and each pair is what a walk from each node to the root finds, each
 * function and each pair on the way once. Of the graphs: one compared with
 * itself shows no change, and none holds an unreadable byte.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "expect.h"
#include "fixture.h"
#include "random_profile.h"

enum { MOST = 32 }; /* functions */

/* What the walk finds, by function of the model; [MOST] is none. */
typedef struct walked {
    uint64_t self[MOST + 1], total[MOST], edge[MOST][MOST], all;
} walked;

typedef enum weighed_by { CALLS, BYTES, LIVE, PEAK, N_WEIGHTS } weighed_by;
static const char *const weights[N_WEIGHTS] = {"calls", "bytes", "live",
                                               "peak"};

/* Charge an amount to a node and to what is above it, each once. */
static void charge(const profpass_model *m, uint32_t node, uint64_t amount,
                   walked *w)
{
    bool seen[MOST] = {false}, seen_edge[MOST][MOST] = {{false}};
    uint32_t function = m->nodes[node].function;
    w->all += amount;
    w->self[function == PROFPASS_NONE ? MOST : function] += amount;
    while (function != PROFPASS_NONE) {
        uint32_t caller = m->nodes[m->nodes[node].parent].function;
        if (!seen[function])
            w->total[function] += amount;
        seen[function] = true;
        if (caller != PROFPASS_NONE) {
            if (!seen_edge[caller][function])
                w->edge[caller][function] += amount;
            seen_edge[caller][function] = true;
        }
        node = m->nodes[node].parent;
        function = caller;
    }
}

static void walk(const profpass_model *m, weighed_by weight, walked *w)
{
    memset(w, 0, sizeof *w);
    for (uint32_t i = 0; weight == CALLS && i < m->n_nodes; i++)
        charge(m, i, m->nodes[i].calls, w);
    for (uint32_t i = 0; weight != CALLS && i < m->n_sites; i++) {
        const profpass_site_stats *site = &m->sites[i];
        charge(m, site->node,
               weight == BYTES  ? site->allocated_bytes
               : weight == LIVE ? site->live_bytes
                                : site->at_peak_bytes,
               w);
    }
}

/* The function of a row: names are not repeated. */
static uint32_t function_of(const profpass_model *m,
                            const profpass_stats_row *row)
{
    uint32_t i = 0;
    while (i < m->n_functions && strcmp(m->functions[i].name, row->name) != 0)
        i++;
    return i;
}

static void check_row(const profpass_model *m, const profpass_stats *stats,
                      const profpass_stats_row *row, const walked *w)
{
    uint32_t function = function_of(m, row);
    if (function == m->n_functions) {
        EXPECT_TEXT(row->name, "<no instrumented caller>");
        EXPECT_EQUAL(row->self_s, w->self[MOST]);
        return;
    }
    EXPECT_EQUAL(row->self_s, w->self[function]);
    EXPECT_EQUAL(row->total_s, w->total[function]);
    for (uint32_t i = 0; i < row->n_callers; i++) {
        const profpass_stats_row *caller =
            profpass_stats_row_at(stats, row->callers[i].row);
        EXPECT_EQUAL(row->callers[i].total_s,
                     w->edge[function_of(m, caller)][function]);
    }
}

static char *graph_text(const profpass_stats *before,
                        const profpass_stats *after,
                        const profpass_graph_options *options)
{
    char *text = NULL;
    size_t n_bytes;
    profpass_graph *graph;
    profpass_error err = {.message = ""};
    FILE *stream = open_memstream(&text, &n_bytes);
    profpass_sink sink = profpass_sink_to_stream(stream);
    EXPECT_EQUAL(profpass_graph_new(before, after, options, &graph, &err),
                 PROFPASS_OK);
    EXPECT_TEXT(err.message, "");
    EXPECT_EQUAL(profpass_graph_write(graph, &sink, &err), PROFPASS_OK);
    profpass_graph_free(graph);
    fclose(stream);
    return text;
}

static size_t count_of(const char *text, const char *word)
{
    size_t n = 0;
    for (; (text = strstr(text, word)) != NULL; text++)
        n++;
    return n;
}

/* All is drawn, and nothing has changed from a run to itself. */
static void check_graphs(const profpass_stats *stats)
{
    profpass_graph_options options = profpass_graph_defaults();
    options.node_percent = options.edge_percent = 0;
    char *text = graph_text(stats, NULL, &options);
    size_t n_edges = 0;
    for (uint32_t i = 0; i < profpass_stats_n_rows(stats); i++)
        n_edges += profpass_stats_row_at(stats, i)->n_callers;
    EXPECT_EQUAL(count_of(text, "tooltip=\"") - 1,
                 profpass_stats_n_rows(stats));
    EXPECT_EQUAL(count_of(text, " -> "), n_edges);
    free(text);

    options.color_by_difference = options.color_by_self = true;
    options.wrap = options.strip = options.show_samples = true;
    text = graph_text(stats, stats, &options);
    EXPECT_EQUAL(count_of(text, "cds"), 0);
    EXPECT_EQUAL(count_of(text, " -> "), n_edges);
    free(text);
}

static void test_random(uint64_t seed)
{
    profile_builder b;
    random_profile(&b, seed, 1 + (uint32_t)(seed % 3),
                   2 + (uint32_t)(seed % 12), 600);
    profpass_profile *profile = fixture_open(&b);
    const profpass_model *m = profpass_get_model(profile);
    static walked w;
    for (weighed_by weight = CALLS; weight < N_WEIGHTS; weight++) {
        profpass_stats *stats = NULL;
        profpass_error err = {.message = ""};
        EXPECT_EQUAL(
            profpass_stats_weigh(profile, weights[weight], &stats, &err),
            PROFPASS_OK);
        EXPECT_TEXT(err.message, "");
        EXPECT_TEXT(profpass_stats_weight(stats), weights[weight]);
        walk(m, weight, &w);
        double sum = 0;
        for (uint32_t i = 0; i < profpass_stats_n_rows(stats); i++) {
            const profpass_stats_row *row = profpass_stats_row_at(stats, i);
            check_row(m, stats, row, &w);
            sum += row->self_s;
        }
        EXPECT_EQUAL(sum, w.all);
        check_graphs(stats);

        /* Twice as much is a table of the same weight. */
        EXPECT_EQUAL(profpass_stats_add(stats, stats, &err), PROFPASS_OK);
        EXPECT_TEXT(profpass_stats_weight(stats), weights[weight]);
        profpass_stats_close(stats);
    }
    profpass_close(profile);
    builder_done(&b);
}

/* Runs that are weighed by different things cannot be compared. */
static void test_mixed(void)
{
    fixture x;
    fixture_init(&x, NULL);
    profpass_profile *profile = fixture_open(&x.b);
    profpass_stats *by_time, *by_bytes;
    profpass_graph *graph = NULL;
    profpass_graph_options options = profpass_graph_defaults();
    profpass_error err;
    EXPECT_EQUAL(profpass_stats_weigh(profile, NULL, &by_time, &err),
                 PROFPASS_OK);
    EXPECT_EQUAL(profpass_stats_weigh(profile, "bytes", &by_bytes, &err),
                 PROFPASS_OK);
    EXPECT_EQUAL(profpass_graph_new(by_time, by_bytes, &options, &graph, &err),
                 PROFPASS_EINVAL);
    EXPECT_TEXT(err.message, "one run is weighed by time, the other by bytes: "
                             "give a weight that both have");
    EXPECT(graph == NULL);
    profpass_stats_close(by_time);
    profpass_stats_close(by_bytes);
    profpass_close(profile);
    builder_done(&x.b);
}

int main(void)
{
    for (uint64_t seed = 1; seed <= 40; seed++)
        test_random(seed);
    test_mixed();
    return expect_done();
}
