/* fixture.c - a small profile with one of everything, and texts of profiles */
#define _GNU_SOURCE
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KIB = 1024 };

static void add_functions(fixture *x, const char *directory)
{
    static const builder_line lines[] = {
        {2, 0, 0, PROFPASS_NO_SLOT, NULL},
        {3, PROFPASS_LINE_HAS_CALL, 1, PROFPASS_NO_SLOT, NULL},
        {4, 0, 1, 1, NULL},
        {5, 0, 2, 2, NULL},
        {7, PROFPASS_LINE_HAS_CALL, 3, PROFPASS_NO_SLOT, "x.inc"},
    };
    /* Not in the order of the model, which sorts. */
    x->g = builder_function(&x->b, &(builder_function_spec){.name = "g",
                                                            .file = "lib.c",
                                                            .first_line = 20,
                                                            .last_line = 22});
    x->main =
        builder_function(&x->b, &(builder_function_spec){.name = "main",
                                                         .file = "demo.c",
                                                         .directory = directory,
                                                         .first_line = 8,
                                                         .last_line = 10});
    x->f = builder_function(
        &x->b, &(builder_function_spec){.name = "f",
                                        .linkage_name = "_Z1fi",
                                        .file = "demo.c",
                                        .directory = directory,
                                        .first_line = 1,
                                        .last_line = 5,
                                        .flags = PROFPASS_FUNCTION_MARKED |
                                                 PROFPASS_FUNCTION_LINES,
                                        .lines = lines,
                                        .n_lines = 5});
}

static void add_nodes(fixture *x)
{
    x->thread = builder_thread(&x->b, 42);
    profpass_ref root = builder_root(&x->b, x->thread);
    x->node_main =
        builder_node(&x->b, x->thread, root, x->main, 0,
                     &(profpass_node_record){.calls = 1,
                                             .primitive_calls = 1,
                                             .edge_primitive_calls = 1,
                                             .returns = 1,
                                             .self_ticks = 10,
                                             .total_ticks = 100,
                                             .edge_ticks = 100,
                                             .callees = 1,
                                             .total_callees = 6,
                                             .edge_callees = 6});
    x->node_f = builder_node(&x->b, x->thread, x->node_main, x->f, 0,
                             &(profpass_node_record){.calls = 1,
                                                     .primitive_calls = 1,
                                                     .edge_primitive_calls = 1,
                                                     .returns = 1,
                                                     .self_ticks = 20,
                                                     .total_ticks = 90,
                                                     .edge_ticks = 90,
                                                     .callees = 2,
                                                     .total_callees = 5,
                                                     .edge_callees = 5});
    x->node_ff = builder_node(&x->b, x->thread, x->node_f, x->f, x->node_f,
                              &(profpass_node_record){.calls = 2,
                                                      .edge_primitive_calls = 1,
                                                      .returns = 1,
                                                      .unwound = 1,
                                                      .self_ticks = 40,
                                                      .edge_ticks = 60,
                                                      .callees = 3,
                                                      .edge_callees = 3});
    x->node_g = builder_node(&x->b, x->thread, x->node_f, x->g, 0,
                             &(profpass_node_record){.calls = 3,
                                                     .primitive_calls = 3,
                                                     .edge_primitive_calls = 3,
                                                     .returns = 3,
                                                     .self_ticks = 30,
                                                     .total_ticks = 30,
                                                     .edge_ticks = 30});
}

static void add_heap(fixture *x)
{
    static const uint64_t occurrences[] = {3, 6, 3, 2, 0};
    static const profpass_line_heap heap[] = {
        {0},
        {.seen = 9,
         .increment_bytes = 232,
         .usage_bytes = 80 * KIB,
         .peak_bytes = 90 * KIB},
        {0},
        {0},
        {.seen = 9,
         .increment_bytes = -100,
         .usage_bytes = 72 * KIB,
         .peak_bytes = 73 * KIB},
    };
    builder_line_counts(&x->b, x->thread, x->f, 71 * KIB, 5, occurrences, heap);
    x->site_f = builder_site(&x->b, x->thread, x->node_f, x->f, 1,
                             &(profpass_site_record){.allocations = 3,
                                                     .allocated_bytes = 300,
                                                     .frees = 1,
                                                     .freed_bytes = 100,
                                                     .temporaries = 1,
                                                     .epoch = 7,
                                                     .at_peak_blocks = 3,
                                                     .at_peak_bytes = 300});
    x->site_g = builder_site(&x->b, x->thread, x->node_g, x->f, 1,
                             &(profpass_site_record){.allocations = 2,
                                                     .allocated_bytes = 64,
                                                     .remote_frees = 1,
                                                     .remote_freed_bytes = 32,
                                                     .epoch = 6,
                                                     .at_peak_blocks = 9,
                                                     .at_peak_bytes = 999});
    x->site_main = builder_site(
        &x->b, x->thread, x->node_main, 0, PROFPASS_NO_SLOT,
        &(profpass_site_record){.allocations = 1, .allocated_bytes = 1000});
    x->site_root = builder_site(
        &x->b, x->thread, builder_root(&x->b, x->thread), 0, PROFPASS_NO_SLOT,
        &(profpass_site_record){.allocations = 1, .allocated_bytes = 72704});
    profpass_header *header = builder_header(&x->b);
    header->live_bytes = 200 + 32 + 1000 + 72704;
    header->live_blocks = 2 + 1 + 1 + 1;
    header->peak_bytes = 300 + 32 + 1000 + 72704;
    header->peak_blocks = 3 + 1 + 1 + 1;
    header->peak_epoch = 7;
}

void fixture_init(fixture *x, const char *directory)
{
    *x = (fixture){0};
    builder_init(&x->b);
    profpass_ref executable = builder_string(&x->b, "/opt/demo");
    profpass_ref command = builder_bytes(&x->b, "./demo\0a b", 11);
    builder_header(&x->b)->executable = executable;
    builder_header(&x->b)->command = command;
    builder_header(&x->b)->last_wall_ns = 2500;
    add_functions(x, directory);
    add_nodes(x);
    add_heap(x);
}

/* The thread allocated for root and main, twice for g, of which another thread
 * freed one, three times for f, the last by realloc of the second, and freed.
 */
static void add_site_details(fixture *x)
{
    static const struct {
        uint64_t max_bytes, max_blocks, born, died, remote_died, first, moved;
    } details[] = {{300, 3, 18, 8, 0, 30, 1},
                   {64, 2, 7, 0, 4, 25, 0},
                   {1000, 1, 2, 0, 0, 15, 0},
                   {72704, 1, 1, 0, 0, 5, 0}};
    const profpass_ref refs[] = {x->site_f, x->site_g, x->site_main,
                                 x->site_root};
    for (size_t i = 0; i < sizeof refs / sizeof *refs; i++) {
        profpass_site_record *site = builder_at(&x->b, refs[i]);
        site->max_bytes = details[i].max_bytes;
        site->max_blocks = details[i].max_blocks;
        site->born_events = details[i].born;
        site->died_events = details[i].died;
        site->remote_died_events = details[i].remote_died;
        site->first_ticks = details[i].first;
        site->moved_in = site->moved_out = details[i].moved;
        site->moved_in_bytes = site->moved_out_bytes = 100 * details[i].moved;
    }
    profpass_thread_record *thread = builder_at(&x->b, x->thread);
    thread->events = 8;
    profpass_node_record *node = builder_at(&x->b, x->node_f);
    node->entered_ticks = 20;
    node->rise_bytes = 332;
    node = builder_at(&x->b, x->node_ff);
    node->entered_ticks = 60;
    node->rise_bytes = 400;
}

static void add_accounts(fixture *x)
{
    x->mapped = builder_site_of(&x->b, PROFPASS_BLOCK_MAPPED_SITES, x->thread,
                                x->node_f, x->f, 1,
                                &(profpass_site_record){.allocations = 1,
                                                        .allocated_bytes = 8192,
                                                        .inherited_blocks = 1,
                                                        .inherited_bytes = 4096,
                                                        .max_blocks = 2,
                                                        .max_bytes = 12288});
    builder_site_of(&x->b, PROFPASS_BLOCK_POOL_SITES, x->thread, x->node_main,
                    0, PROFPASS_NO_SLOT,
                    &(profpass_site_record){.allocations = 4,
                                            .allocated_bytes = 400,
                                            .frees = 4,
                                            .freed_bytes = 400,
                                            .epoch = 2,
                                            .at_peak_blocks = 3,
                                            .at_peak_bytes = 300});
    builder_site_of(
        &x->b, PROFPASS_BLOCK_STACK_SITES, x->thread,
        builder_root(&x->b, x->thread), 0, PROFPASS_NO_SLOT,
        &(profpass_site_record){.allocations = 1, .allocated_bytes = 65536});
    profpass_header *header = builder_header(&x->b);
    header->mapped = (profpass_account){.live_bytes = 12288,
                                        .live_blocks = 2,
                                        .peak_bytes = 12288,
                                        .peak_blocks = 2,
                                        .peak_epoch = 3,
                                        .inherited_bytes = 4096,
                                        .inherited_blocks = 1};
    header->pools = (profpass_account){
        .peak_bytes = 300, .peak_blocks = 3, .peak_epoch = 2};
    header->stacks = (profpass_account){.live_bytes = 65536,
                                        .live_blocks = 1,
                                        .peak_bytes = 65536,
                                        .peak_blocks = 1,
                                        .peak_epoch = 1};
    header->peak_site = 1;
}

/* Count n allocations of a class from a line of a function. */
static profpass_ref add_sizes(fixture *x, profpass_ref function, uint32_t slot,
                              uint64_t bytes, uint32_t class, uint64_t n)
{
    profpass_size_record sizes = {
        .function = function, .slot = slot, .largest_bytes = bytes};
    sizes.counts[class] = n;
    return builder_record(&x->b, PROFPASS_BLOCK_SIZES, x->thread, &sizes,
                          sizeof sizes);
}

void fixture_add_details(fixture *x)
{
    static const profpass_heap_sample samples[] = {
        {10, 72704}, {20, 73704}, {30, 73736}, {70, 74036}, {70, 73936}};
    add_site_details(x);
    add_accounts(x);
    x->sizes = add_sizes(x, x->f, 1, 32, 6, 2);
    add_sizes(x, x->f, 1, 100, 8, 3); /* of the same line */
    add_sizes(x, x->main, PROFPASS_NO_SLOT, 1000, 11, 1);
    add_sizes(x, 0, PROFPASS_NO_SLOT, 72704, 18, 1);
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        builder_record(&x->b, PROFPASS_BLOCK_HEAP_SERIES, x->thread,
                       &samples[i], sizeof *samples);
}

profpass_profile *fixture_open(const profile_builder *b)
{
    profpass_profile *profile;
    profpass_error err;
    if (profpass_open_bytes(b->bytes, b->n_bytes, &profile, &err) ==
        PROFPASS_OK)
        return profile;
    fprintf(stderr, "the fixture cannot be opened: %s\n", err.message);
    exit(1);
}

char *fixture_text(const profpass_profile *profile, profpass_write_fn *write,
                   const profpass_text_options *options,
                   profpass_status *status)
{
    static const profpass_text_options defaults;
    char *text = NULL;
    size_t n_bytes = 0;
    FILE *stream = open_memstream(&text, &n_bytes);
    profpass_sink sink = profpass_sink_to_stream(stream);
    profpass_error err = {.message = ""};
    profpass_status result =
        write(profile, options == NULL ? &defaults : options, &sink, &err);
    if (result != PROFPASS_OK)
        fputs(err.message, stream);
    fclose(stream);
    if (status != NULL)
        *status = result;
    return text;
}

void fixture_directory(char path[64])
{
    strcpy(path, "/tmp/profpass-test-XXXXXX");
    if (mkdtemp(path) == NULL) {
        perror("mkdtemp");
        exit(1);
    }
}

static void join(char path[128], const char *directory, const char *file)
{
    snprintf(path, 128, "%s/%s", directory, file);
}

void fixture_write(const char *directory, const char *file, const char *text)
{
    char path[128];
    join(path, directory, file);
    FILE *stream = fopen(path, "w");
    if (stream == NULL || fputs(text, stream) < 0 || fclose(stream) != 0) {
        perror(path);
        exit(1);
    }
}

void fixture_remove(const char *directory, const char *file)
{
    char path[128];
    join(path, directory, file);
    unlink(path);
    rmdir(directory);
}
