/* test_large.c - memory is a small multiple of the file, whatever is in it
 *
 *     test_large          the bounds
 *     test_large FILE     write the profile of a million contexts, to measure
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "expect.h"
#include "fixture.h"
#include "random_profile.h"

/* Return the resident memory, at most so far, that opening a file, printing its
 * calls and exporting its stacks takes; in a process of its own. */
static double peak_memory(const char *path)
{
    int answer[2];
    double n_bytes = -1;
    if (pipe(answer) != 0)
        return -1;
    pid_t pid = fork();
    if (pid == 0) {
        struct rusage before, after;
        profpass_profile *profile;
        getrusage(RUSAGE_SELF, &before);
        if (profpass_open(path, &profile, NULL) != PROFPASS_OK)
            _exit(1);
        FILE *null = fopen("/dev/null", "w");
        profpass_sink sink = profpass_sink_to_stream(null);
        const profpass_text_options options = {.unit = NULL};
        if (profpass_write_calls(profile, &options, &sink, NULL) != PROFPASS_OK)
            _exit(1);
        /* The formats that write each stack out. */
        static const char *const formats[] = {"folded", "pprof", "dhat", "heap",
                                              "massif"};
        for (const profpass_exporter *e = profpass_exporters(); e->name; e++)
            for (int i = 0; i < 5; i++)
                if (strcmp(e->name, formats[i]) == 0 &&
                    e->write(profile, &options, &sink, NULL) != PROFPASS_OK)
                    _exit(1);
        getrusage(RUSAGE_SELF, &after);
        n_bytes = ((double)after.ru_maxrss - (double)before.ru_maxrss) * 1024;
        _exit(write(answer[1], &n_bytes, sizeof n_bytes) != sizeof n_bytes);
    }
    int status = 1;
    waitpid(pid, &status, 0);
    if (status != 0 ||
        read(answer[0], &n_bytes, sizeof n_bytes) != sizeof n_bytes)
        n_bytes = -1;
    close(answer[0]);
    close(answer[1]);
    return n_bytes;
}

static void save(const profile_builder *b, const char *path)
{
    FILE *stream = fopen(path, "wb");
    EXPECT(stream != NULL &&
           fwrite(b->bytes, 1, b->n_bytes, stream) == b->n_bytes);
    EXPECT(stream != NULL && fclose(stream) == 0);
}

/* The first process's pages, before it can exceed them: fork gives the child
 * our maximum, so the builder's memory must be gone. */
static void expect_bound(profile_builder *b, const char *what, double bound)
{
    char directory[64], path[128];
    fixture_directory(directory);
    snprintf(path, sizeof path, "%s/large.prof", directory);
    save(b, path);
    double n_bytes = (double)b->n_bytes;
    builder_done(b);
    double ratio = peak_memory(path) / n_bytes;
    printf("%s: %.0f bytes, %.2f times that in memory\n", what, n_bytes, ratio);
    EXPECT(ratio > 0);
    EXPECT(ratio <= bound);
    fixture_remove(directory, "large.prof");
}

/* A tree of contexts: each calls up to 8 functions. */
static void build_contexts(profile_builder *b, uint32_t n_nodes)
{
    enum { N_FUNCTIONS = 2000, N_CHILDREN = 8 };
    profpass_ref functions[N_FUNCTIONS];
    builder_init(b);
    b->records_a_block = 4096;
    for (int i = 0; i < N_FUNCTIONS; i++) {
        char name[32], file[32];
        snprintf(name, sizeof name, "module%d::function%d", i % 50, i);
        snprintf(file, sizeof file, "src/module%d.cpp", i % 50);
        functions[i] = builder_function(
            b, &(builder_function_spec){
                   .name = name, .file = file, .first_line = (uint32_t)i});
    }
    profpass_ref thread = builder_thread(b, 1);
    profpass_ref *nodes = malloc(n_nodes * sizeof *nodes);
    uint64_t random = 1;
    nodes[0] = builder_root(b, thread);
    for (uint32_t i = 1; i < n_nodes; i++) {
        const profpass_node_record counts = {.calls = i,
                                             .primitive_calls = i,
                                             .edge_primitive_calls = i,
                                             .returns = i,
                                             .self_ticks = i,
                                             .total_ticks = 2 * i,
                                             .edge_ticks = 2 * i};
        nodes[i] = builder_node(b, thread, nodes[(i - 1) / N_CHILDREN],
                                functions[random_below(&random, N_FUNCTIONS)],
                                0, &counts);
    }
    free(nodes);
}

/* Lines that never ran: 32 bytes in the file, a row of 184 in the model. */
static void build_lines(profile_builder *b)
{
    enum { N_LINES = 1000 };
    static builder_line lines[N_LINES];
    builder_init(b);
    b->records_a_block = 4096;
    for (uint32_t i = 0; i < N_LINES; i++)
        lines[i] = (builder_line){i + 1, 0, i, i + 1, NULL};
    for (int i = 0; i < 300; i++)
        builder_function(
            b, &(builder_function_spec){.name = "f",
                                        .file = "a.c",
                                        .first_line = 1,
                                        .flags = PROFPASS_FUNCTION_LINES,
                                        .lines = lines,
                                        .n_lines = N_LINES});
}

/* What only format 1.2 has, and sites as short as those before it. */
static void build_details(profile_builder *b)
{
    builder_init(b);
    b->records_a_block = 4096;
    profpass_ref f = builder_function(
        b, &(builder_function_spec){.name = "f", .file = "a.c"});
    profpass_ref thread = builder_thread(b, 1);
    profpass_ref root = builder_root(b, thread);
    const profpass_size_record sizes = {.function = f,
                                        .slot = PROFPASS_NO_SLOT};
    for (uint64_t i = 0; i < 20000; i++)
        builder_record(b, PROFPASS_BLOCK_SIZES, thread, &sizes, sizeof sizes);
    for (uint64_t i = 0; i < 200000; i++) {
        const profpass_heap_sample sample = {.ticks = i / 2, .live_bytes = i};
        builder_record(b, PROFPASS_BLOCK_HEAP_SERIES, thread, &sample,
                       sizeof sample);
    }
    const profpass_site_record site = {
        .node = root, .slot = PROFPASS_NO_SLOT, .allocations = 1};
    for (uint64_t i = 0; i < 60000; i++)
        builder_record(b, PROFPASS_BLOCK_SITES, thread, &site, 112);
}

/* Blocks without anything in them. */
static void build_blocks(profile_builder *b)
{
    builder_init(b);
    for (int i = 0; i < 200000; i++)
        builder_block(b, PROFPASS_BLOCK_NODES, 128, 0, 0);
}

/* Arguments of no length. */
static void build_command(profile_builder *b)
{
    enum { N_BYTES = 8 << 20 };
    builder_init(b);
    char *zeros = calloc(1, N_BYTES);
    profpass_ref ref = builder_bytes(b, zeros, N_BYTES);
    builder_header(b)->command = ref;
    free(zeros);
}

int main(int argc, char **argv)
{
    profile_builder b;
    if (argc == 2) {
        build_contexts(&b, 1000000);
        save(&b, argv[1]);
        builder_done(&b);
        return expect_done();
    }
    build_contexts(&b, 200000);
    expect_bound(&b, "contexts", 3);
    build_lines(&b);
    expect_bound(&b, "lines that never ran", 7);
    build_details(&b);
    expect_bound(&b, "sizes, samples and sites", 4);
    build_blocks(&b);
    expect_bound(&b, "empty blocks", 3);
    build_command(&b);
    expect_bound(&b, "empty arguments", 4);
    return expect_done();
}
