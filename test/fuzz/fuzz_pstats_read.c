/* fuzz_pstats_read.c - can a file of Python's hurt us?
 *
 * The bytes are read as a pstats file; if they are one, it is sorted, stripped,
 * added to itself and printed, and what is saved of it must be read again and
 * saved the same. Built as fuzz_profile_open.c is.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/pstats_read.h"
#include "kept.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes);

static profpass_stats *read_stats(const uint8_t *bytes, size_t n_bytes)
{
    profpass__stats_builder b = {0};
    profpass_stats *stats = NULL;
    profpass_error err = {.message = ""};
    profpass_status status = profpass__pstats_read(bytes, n_bytes, &b, &err);
    if (status != PROFPASS_OK) {
        if (status != PROFPASS_EFORMAT || err.status != status ||
            err.message[0] == '\0' || err.offset > n_bytes)
            abort();
        profpass__stats_abandon(&b);
    } else if (profpass__stats_finish(&b, &stats, &err) != PROFPASS_OK) {
        abort();
    }
    return stats;
}

static kept_text dump(const profpass_stats *stats)
{
    kept_text t = {0};
    const profpass_sink sink = {keep, &t};
    if (profpass_stats_dump(stats, &sink, NULL) != PROFPASS_OK)
        abort();
    return t;
}

/* What is saved of a table just read is read again, and saved the same. */
static void read_again(const profpass_stats *stats)
{
    kept_text once = dump(stats);
    profpass_stats *again =
        read_stats((const uint8_t *)once.bytes, once.n_bytes);
    if (again == NULL)
        abort();
    kept_text twice = dump(again);
    if (once.n_bytes != twice.n_bytes ||
        memcmp(once.bytes, twice.bytes, once.n_bytes) != 0)
        abort();
    profpass_stats_close(again);
    free(once.bytes);
    free(twice.bytes);
}

static void print(const profpass_stats *stats)
{
    const profpass_restriction half = {.kind = PROFPASS_KEEP_FRACTION,
                                       .fraction = .5};
    kept_text t = {0};
    const profpass_sink sink = {keep, &t};
    if (profpass_stats_print(stats, NULL, 0, &sink, NULL) != PROFPASS_OK ||
        profpass_stats_print_callers(stats, &half, 1, &sink, NULL) !=
            PROFPASS_OK ||
        profpass_stats_print_callees(stats, NULL, 0, &sink, NULL) !=
            PROFPASS_OK)
        abort();
    free(t.bytes);
}

/* Draw all of it, and what changes from half of it. */
static void draw(const profpass_stats *half, const profpass_stats *whole)
{
    static const char *const labels[] = {"self-time", "total-time"};
    profpass_graph_options look = profpass_graph_defaults();
    look.node_percent = look.edge_percent = 0;
    look.labels = labels;
    look.n_labels = 2;
    look.wrap = look.strip = look.color_by_self = true;
    profpass_graph *graph;
    kept_text t = {0};
    const profpass_sink sink = {keep, &t};
    if (profpass_graph_new(half, whole, &look, &graph, NULL) != PROFPASS_OK ||
        profpass_graph_write(graph, &sink, NULL) != PROFPASS_OK)
        abort();
    profpass_graph_free(graph);
    free(t.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    profpass_stats *stats = read_stats(bytes, n_bytes);
    if (stats == NULL)
        return 0;
    if (profpass_stats_n_rows(stats) > n_bytes)
        abort();
    read_again(stats);
    draw(stats, NULL);
    profpass_stats_sort(stats, "time,nfl", NULL);
    print(stats);
    if (profpass_stats_strip_dirs(stats, NULL) != PROFPASS_OK ||
        profpass_stats_add(stats, stats, NULL) != PROFPASS_OK)
        abort();
    profpass_stats_sort(stats, "stdname", NULL);
    print(stats);
    profpass_stats *once = read_stats(bytes, n_bytes);
    draw(once, stats);
    profpass_stats_close(once);
    free(dump(stats).bytes);
    profpass_stats_close(stats);
    return 0;
}
