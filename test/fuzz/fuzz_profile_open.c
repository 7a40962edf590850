/* fuzz_profile_open.c - can a file hurt us?
 *
 * The bytes are opened as a profile; if they are one, every text is written and
 * every law checked. Built with libFuzzer (-fsanitize=fuzzer) to search, and
 * with replay.c to run the committed corpus in the ordinary tests.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "profpass/stats.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes);

/* Count what is written, and look at each byte for the sanitizer's sake. */
static int swallow(void *context, const char *bytes, size_t n_bytes)
{
    unsigned *sum = context;
    for (size_t i = 0; i < n_bytes; i++)
        *sum = *sum * 31 + (unsigned char)bytes[i];
    return 0;
}

static void ask(const profpass_profile *profile, profpass_write_fn *write)
{
    static const profpass_text_options variants[] = {
        {.all = true, .columns = "all", .sort = "name,time", .color = true},
        {.compat = true, .unit = "KiB", .precision = 12, .function = "*a*"},
        {.weight = "bytes"},
    };
    unsigned sum = 0;
    const profpass_sink sink = {swallow, &sum};
    profpass_error err;
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
        if (write(profile, &variants[i], &sink, &err) == PROFPASS_EIO)
            abort(); /* the sink never fails */
}

/* The same for the tables of the heap, and for the difference to itself. */
static void ask_heap(const profpass_profile *profile)
{
    static const profpass_heap_options variants[] = {
        {.by = "context", .sort = "max", .n_rows = 3},
        {.by = "function", .sort = "rise"},
        {.tree = true, .n_rows = 5},
        {.tree = true, .sort = "temporary"},
        {.sizes = true, .threads = true, .n_rows = 2},
        {.account = "mapped"},
        {.account = "stacks", .tree = true, .limit = "1B"},
    };
    static const char *const limits[] = {"peak=0B", "max=1%", "temporary=0"};
    unsigned sum = 0;
    uint32_t n_above;
    const profpass_sink sink = {swallow, &sum};
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
        const profpass_text_options options = {
            .heap = &variants[i],
            .function = i % 2 == 0 ? "*[a-m]*" : NULL,
            .unit = i == 3 ? "B" : NULL,
            .color = i == 0};
        profpass_write_heap_table(profile, &options, &sink, NULL);
        profpass_write_leaks(profile, &options, &sink, NULL);
    }
    const profpass_diff_side side = {.profile = profile};
    const profpass_diff_options options = {
        .contexts = true, .limits = limits, .n_limits = 3};
    profpass_write_diff(&side, &side, &options, &sink, &n_above, NULL);
}

/* The same for the table of calls, summed with itself, and stripped. */
static void ask_stats(const profpass_profile *profile)
{
    static const profpass_restriction restrictions[] = {
        {.kind = PROFPASS_KEEP_FRACTION, .fraction = 0.9},
        {.kind = PROFPASS_KEEP_MATCHES, .pattern = "[a-f].|:1"},
    };
    unsigned sum = 0;
    const profpass_sink sink = {swallow, &sum};
    profpass_stats *stats = NULL;
    if (profpass_stats_from_profile(profile, &stats, NULL) != PROFPASS_OK)
        return;
    if (profpass_stats_add(stats, stats, NULL) == PROFPASS_OK &&
        profpass_stats_strip_dirs(stats, NULL) == PROFPASS_OK &&
        profpass_stats_sort(stats, "stdname,peak", NULL) == PROFPASS_OK) {
        profpass_stats_print(stats, NULL, 0, &sink, NULL);
        profpass_stats_print_callers(stats, restrictions, 2, &sink, NULL);
        profpass_stats_print_callees(stats, restrictions, 1, &sink, NULL);
    }
    profpass_stats_close(stats);
}

static const profpass_sink *begin_stream(void *context, const char *pattern,
                                         size_t n_bytes)
{
    const profpass_sink *sink = context;
    return sink->write(sink->context, pattern, n_bytes) == 0 ? sink : NULL;
}

static const char *end_stream(void *context)
{
    return context != NULL ? "there" : NULL;
}

static void take_row(void *context, const profpass_report_row *row)
{
    if (row->text[0] == '\0')
        abort(); /* a row says something */
    swallow(context, row->text, strlen(row->text));
    swallow(context, row->function, strlen(row->function));
    swallow(context, row->source, strlen(row->source));
}

/* The report row by row, with line tables that go elsewhere. */
static void ask_rows(const profpass_profile *profile)
{
    unsigned sum = 0;
    profpass_sink sink = {swallow, &sum};
    const profpass_streams streams = {begin_stream, end_stream, &sink};
    const profpass_text_options options = {.all = true, .streams = &streams};
    profpass_report_rows(profile, &options, take_row, &sum, NULL);
}

/* The same for its graph, weighed by memory, compared with itself. */
static void ask_graph(const profpass_profile *profile)
{
    static const char *const paths[] = {"", "/"};
    unsigned sum = 0;
    const profpass_sink sink = {swallow, &sum};
    profpass_graph_options look = profpass_graph_defaults();
    look.paths = paths;
    look.n_paths = 2;
    look.leaf = "*";
    look.depth = 3;
    look.strip = look.wrap = look.color_by_difference = true;
    profpass_stats *stats = NULL;
    profpass_graph *graph = NULL;
    if (profpass_stats_weigh(profile, "bytes", &stats, NULL) != PROFPASS_OK)
        return;
    if (profpass_graph_new(stats, stats, &look, &graph, NULL) == PROFPASS_OK) {
        profpass_graph_write(graph, &sink, NULL);
        profpass_graph_list(graph, "%*", &sink, NULL);
    }
    profpass_graph_free(graph);
    profpass_stats_close(stats);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    profpass_profile *profile = NULL;
    profpass_error err = {.message = ""};
    profpass_status status =
        profpass_open_bytes(bytes, n_bytes, &profile, &err);
    if (status != PROFPASS_OK) {
        if (err.status != status || err.message[0] == '\0' || profile != NULL)
            abort();
        return 0;
    }
    ask(profile, profpass_write_report);
    ask(profile, profpass_write_lines);
    ask(profile, profpass_write_info);
    ask(profile, profpass_write_dump);
    for (const profpass_exporter *e = profpass_exporters(); e->name != NULL;
         e++)
        ask(profile, e->write);
    ask_heap(profile);
    ask_stats(profile);
    ask_graph(profile);
    ask_rows(profile);
    profpass_check(profile, &err);
    profpass_close(profile);
    return 0;
}
