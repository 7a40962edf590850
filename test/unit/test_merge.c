/* test_merge.c - sums of profiles: the order does not matter, the laws hold
 *
 * Of random profiles: p alone is p; a + b = b + a; (a + b) + c = a + (b + c),
 * each compared as canonical text; and every sum keeps the laws. Of the small
 * fixture: each figure of twice itself.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "expect.h"
#include "fixture.h"
#include "random_profile.h"

/* A profile that was written: its bytes. */
typedef struct written {
    char *bytes;
    size_t n_bytes;
} written;

static profpass_profile *open_bytes(const written *file)
{
    profpass_profile *profile;
    profpass_error err;
    if (profpass_open_bytes(file->bytes, file->n_bytes, &profile, &err) ==
        PROFPASS_OK)
        return profile;
    fprintf(stderr, "the sum cannot be opened: %s\n", err.message);
    exit(1);
}

/* Add n files up. */
static written sum_of(const written *const *files, size_t n)
{
    profpass_merge *merge;
    profpass_error err = {.message = ""};
    EXPECT_EQUAL(profpass_merge_new(&merge, &err), PROFPASS_OK);
    for (size_t i = 0; i < n; i++) {
        profpass_profile *profile = open_bytes(files[i]);
        EXPECT_EQUAL(profpass_merge_add(merge, profile, &err), PROFPASS_OK);
        profpass_close(profile);
    }
    written sum = {NULL, 0};
    FILE *stream = open_memstream(&sum.bytes, &sum.n_bytes);
    profpass_sink sink = profpass_sink_to_stream(stream);
    EXPECT_EQUAL(profpass_merge_write(merge, &sink, &err), PROFPASS_OK);
    EXPECT_TEXT(err.message, "");
    fclose(stream);
    profpass_merge_free(merge);
    return sum;
}

static written plus(const written *a, const written *b)
{
    return sum_of((const written *const[]){a, b}, 2);
}

/* The canonical text; without its program line, which alone tells a sum from a
 * run, unless `whole`. */
static char *dump(const written *file, bool whole)
{
    profpass_profile *profile = open_bytes(file);
    profpass_error err = {.message = ""};
    EXPECT_EQUAL(profpass_check(profile, &err), PROFPASS_OK);
    EXPECT_TEXT(err.message, "");
    char *text = fixture_text(profile, profpass_write_dump, NULL, NULL);
    profpass_close(profile);
    char *program = strstr(text, "\nprogram ") + 1;
    if (!whole)
        memmove(program, strchr(program, '\n'),
                strlen(strchr(program, '\n')) + 1);
    return text;
}

static void expect_same(const written *a, const written *b, bool whole)
{
    char *x = dump(a, whole), *y = dump(b, whole);
    EXPECT_TEXT(x, y);
    free(x);
    free(y);
}

static written bytes_of(const profile_builder *b)
{
    written file = {malloc(b->n_bytes), b->n_bytes};
    memcpy(file.bytes, b->bytes, b->n_bytes);
    return file;
}

/* Visit the records of a kind. */
static void each_record(profile_builder *b, uint32_t kind,
                        void (*visit)(void *record, uint64_t *random),
                        uint64_t *random)
{
    for (uint64_t at = PROFPASS_HEADER_BYTES; at < b->n_bytes;) {
        const profpass_block *block =
            (const profpass_block *)(void *)(b->bytes + at);
        for (uint32_t i = 0; block->kind == kind && i < block->n_records; i++)
            visit(b->bytes + at + sizeof *block +
                      (uint64_t)i * block->record_bytes,
                  random);
        at += block->block_bytes;
    }
}

static void vary_thread(void *record, uint64_t *random)
{
    profpass_thread_record *thread = record;
    thread->ended = random_below(random, 3) != 0;
    thread->tid = random_below(random, 2);
    thread->name[0] = "ab"[random_below(random, 2)];
    thread->start_ticks = random_below(random, 9);
    thread->end_ticks = random_below(random, 9);
    thread->events = random_below(random, 9);
    thread->net_bytes = 5 - (int64_t)random_below(random, 9);
    thread->depth_peak = random_below(random, 9);
}

static void vary_function(void *record, uint64_t *random)
{
    profpass_function_record *function = record;
    function->last_line += random_below(random, 3);
    if (random_below(random, 2) == 0)
        function->flags |= PROFPASS_FUNCTION_UNSELECTED;
    if (random_below(random, 2) == 0)
        function->options = function->name;
}

/* A random profile; if `rates`, one whose ticks have a rate and a cost of their
 * own. Seeds differ in functions and threads, so that some meet and some do
 * not. */
static written random_file(uint64_t seed, bool rates)
{
    profile_builder b;
    uint64_t random = seed * 77 + 5;
    random_profile(&b, seed, 1 + random_below(&random, 3),
                   1 + random_below(&random, 19), 100 + (uint32_t)seed);
    profpass_header *header = builder_header(&b);
    header->losses[PROFPASS_LOSS_EXITS] = seed % 3;
    header->last_wall_ns = 1000 * seed;
    header->end_value = (uint32_t)(seed % 4);
    header->max_depth = (uint32_t)(seed % 5);
    header->timing = (uint32_t)(seed % 3);
    header->start_unix_ns = random_below(&random, 100);
    header->pid = random_below(&random, 2);
    if (seed % 4 != 0) {
        profpass_ref executable =
            builder_string(&b, seed % 4 == 1 ? "/bin/a" : "/bin/b");
        header = builder_header(&b);
        header->executable = executable;
    }
    each_record(&b, PROFPASS_BLOCK_THREADS, vary_thread, &random);
    each_record(&b, PROFPASS_BLOCK_FUNCTIONS, vary_function, &random);
    if (rates) {
        header->clock =
            seed % 2 == 0 ? PROFPASS_CLOCK_TSC : PROFPASS_CLOCK_MONOTONIC;
        header->ticks_per_second = 1000000000 + 300000000 * (seed % 7);
        header->inner_overhead_ticks_x1024 = (seed % 5) * 2000;
        header->outer_overhead_ticks_x1024 = (seed % 3) * 3000;
    }
    written file = bytes_of(&b);
    builder_done(&b);
    return file;
}

static void free_all(const written *files, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(files[i].bytes);
}

static void test_random(bool rates)
{
    for (uint64_t seed = 1; seed <= 60; seed++) {
        const written a = random_file(3 * seed, rates),
                      b = random_file(3 * seed + 1, rates),
                      c = random_file(3 * seed + 2, rates);
        const written *const one[] = {&a};
        written alone = sum_of(one, 1), ab = plus(&a, &b), ba = plus(&b, &a);
        written bc = plus(&b, &c), left = plus(&ab, &c), right = plus(&a, &bc);
        written flat = sum_of((const written *const[]){&c, &a, &b}, 3);
        expect_same(&a, &alone, false);
        expect_same(&ab, &ba, true);
        expect_same(&left, &right, true);
        expect_same(&left, &flat, true);
        const written all[] = {a, b, c, alone, ab, ba, bc, left, right, flat};
        free_all(all, sizeof all / sizeof *all);
    }
}

static void expect_twice_site(const profpass_site_stats *a,
                              const profpass_site_stats *b)
{
    EXPECT_EQUAL(b->allocated_bytes, 2 * a->allocated_bytes);
    EXPECT_EQUAL(b->freed_bytes, 2 * a->freed_bytes);
    EXPECT_EQUAL(b->remote_freed_bytes, 2 * a->remote_freed_bytes);
    EXPECT_EQUAL(b->at_peak_bytes, 2 * a->at_peak_bytes);
    EXPECT_EQUAL(b->max_bytes, 2 * a->max_bytes);
    EXPECT_EQUAL(b->max_blocks, 2 * a->max_blocks);
    EXPECT_EQUAL(b->lifetime_events, 2 * a->lifetime_events);
    EXPECT_EQUAL(b->moved_in, 2 * a->moved_in);
    EXPECT_EQUAL(b->moved_out_bytes, 2 * a->moved_out_bytes);
    EXPECT_EQUAL(b->first_ns, a->first_ns);
}

/* What format 1.2 adds: sums, but for levels and times of one call. */
static void expect_twice(const profpass_model *a, const profpass_model *b)
{
    for (uint32_t i = 0; i < b->n_sites; i++)
        expect_twice_site(&a->sites[i], &b->sites[i]);
    for (uint32_t k = 0; k < PROFPASS_N_ACCOUNTS; k++) {
        EXPECT_EQUAL(b->accounts[k].n_sites, a->accounts[k].n_sites);
        EXPECT_EQUAL(b->accounts[k].live_bytes, 2 * a->accounts[k].live_bytes);
        EXPECT_EQUAL(b->accounts[k].peak_bytes, 2 * a->accounts[k].peak_bytes);
        EXPECT_EQUAL(b->accounts[k].allocations,
                     2 * a->accounts[k].allocations);
        for (uint32_t i = 0; i < b->accounts[k].n_sites; i++)
            expect_twice_site(&a->accounts[k].sites[i],
                              &b->accounts[k].sites[i]);
    }
    for (uint32_t i = 0; i < b->n_nodes; i++) {
        EXPECT_EQUAL(b->nodes[i].rise_bytes, a->nodes[i].rise_bytes);
        EXPECT_EQUAL(b->nodes[i].entered_ns, a->nodes[i].entered_ns);
    }
    EXPECT_EQUAL(b->n_sizes, a->n_sizes);
    for (uint32_t i = 0; i < b->n_sizes; i++) {
        EXPECT_EQUAL(b->sizes[i].line, a->sizes[i].line);
        EXPECT_EQUAL(b->sizes[i].largest_bytes, a->sizes[i].largest_bytes);
        for (uint32_t k = 0; k < PROFPASS_SIZE_CLASSES; k++)
            EXPECT_EQUAL(b->sizes[i].counts[k], 2 * a->sizes[i].counts[k]);
    }
    EXPECT_EQUAL(a->n_series, 5);
    EXPECT_EQUAL(b->n_series, 0);
    EXPECT_EQUAL(b->heap.peak_site, a->heap.peak_site);
}

/* Each figure of the fixture, added to itself. */
static void test_figures(void)
{
    fixture x;
    fixture_init(&x, NULL);
    fixture_add_details(&x);
    written file = bytes_of(&x.b);
    written sum = plus(&file, &file);
    profpass_profile *once = open_bytes(&file), *twice = open_bytes(&sum);
    const profpass_model *a = profpass_get_model(once);
    const profpass_model *b = profpass_get_model(twice);
    EXPECT_EQUAL(b->program.n_runs, 2);
    EXPECT_EQUAL(b->program.wall_ns, 5000);
    EXPECT_TEXT(b->program.executable, "/opt/demo");
    EXPECT_EQUAL(b->program.n_command, 2);
    EXPECT_TEXT(b->program.command[1], "a b");
    EXPECT_TEXT(b->program.producer, "clang 14.0.6");
    EXPECT_EQUAL(b->program.pid, 42);
    EXPECT_EQUAL(b->n_functions, 3);
    EXPECT_EQUAL(b->n_nodes, a->n_nodes);
    EXPECT_EQUAL(b->n_sites, a->n_sites);
    EXPECT_EQUAL(b->n_lines, a->n_lines);
    for (uint32_t i = 0; i < b->n_functions; i++) {
        EXPECT_TEXT(b->functions[i].name, a->functions[i].name);
        EXPECT_EQUAL(b->functions[i].calls, 2 * a->functions[i].calls);
        EXPECT_EQUAL(b->functions[i].self_ns, 2 * a->functions[i].self_ns);
        EXPECT_EQUAL(b->functions[i].total_ns, 2 * a->functions[i].total_ns);
    }
    for (uint32_t i = 0; i < b->n_lines; i++) {
        EXPECT_EQUAL(b->lines[i].occurrences, 2 * a->lines[i].occurrences);
        EXPECT_EQUAL(b->lines[i].increment_bytes,
                     2 * a->lines[i].increment_bytes);
        EXPECT_EQUAL(b->lines[i].usage_bytes, a->lines[i].usage_bytes);
        EXPECT_EQUAL(b->lines[i].peak_bytes, a->lines[i].peak_bytes);
        EXPECT_EQUAL(b->lines[i].live_at_peak_bytes,
                     2 * a->lines[i].live_at_peak_bytes);
    }
    expect_twice(a, b);
    EXPECT_EQUAL(profpass_check(twice, NULL), PROFPASS_OK);
    EXPECT_EQUAL(b->heap.peak_bytes, 2 * a->heap.peak_bytes);
    EXPECT_EQUAL(b->heap.live_bytes, 2 * a->heap.live_bytes);
    EXPECT_EQUAL(b->heap.frees, 2 * a->heap.frees);
    profpass_close(once);
    profpass_close(twice);
    builder_done(&x.b);
    free(file.bytes);
    free(sum.bytes);
}

/* A thread and a function of one of two runs. */
static void add_run(profile_builder *b, const char *name, uint64_t start,
                    uint64_t end, uint64_t depth, const char *options)
{
    profpass_ref thread = builder_thread(b, 1);
    profpass_ref f = builder_function(
        b, &(builder_function_spec){.name = "f",
                                    .file = "f.c",
                                    .flags = PROFPASS_FUNCTION_UNSELECTED});
    profpass_ref string = builder_string(b, options);
    profpass_ref executable = builder_string(b, name);
    builder_header(b)->executable = executable;
    profpass_function_record *function = builder_at(b, f);
    function->options = string;
    profpass_thread_record *record = builder_at(b, thread);
    snprintf(record->name, sizeof record->name, "%s", name);
    record->start_ticks = start;
    record->end_ticks = end;
    record->depth_peak = depth;
}

/* The greatest, the least, and what is kept only if all agree. */
static void test_agreement(void)
{
    profile_builder b;
    written runs[3];
    for (unsigned i = 0; i < 3; i++) {
        builder_init(&b);
        add_run(&b, i == 2 ? "other" : "same", 5 - i, 7 + i, 3 - i,
                i == 2 ? "lines=off" : "lines=all");
        builder_header(&b)->start_unix_ns = 100 - i;
        builder_header(&b)->timing = i;
        builder_header(&b)->max_depth = i == 2 ? 0 : 8 - i;
        runs[i] = bytes_of(&b);
        builder_done(&b);
    }
    written two = plus(&runs[0], &runs[1]), three = plus(&two, &runs[2]);
    for (unsigned i = 0; i < 2; i++) {
        profpass_profile *profile = open_bytes(i == 0 ? &two : &three);
        const profpass_model *m = profpass_get_model(profile);
        EXPECT_TEXT(m->program.executable, i == 0 ? "same" : "");
        EXPECT_TEXT(m->program.timing, "adaptive");
        EXPECT_EQUAL(m->program.max_depth, 7);
        EXPECT_EQUAL(m->program.start_unix_ns, 99 - i);
        EXPECT_EQUAL(m->functions[0].flags, PROFPASS_FUNCTION_UNSELECTED);
        EXPECT_TEXT(m->functions[0].options, i == 0 ? "lines=all" : "");
        EXPECT_TEXT(m->threads[0].name, i == 0 ? "same" : "");
        EXPECT_EQUAL(m->threads[0].start_ns, 4 - i);
        EXPECT_EQUAL(m->threads[0].end_ns, 8 + i);
        EXPECT_EQUAL(m->threads[0].depth_peak, 3);
        EXPECT(m->threads[0].ended);
        profpass_close(profile);
    }
    const written all[] = {runs[0], runs[1], runs[2], two, three};
    free_all(all, sizeof all / sizeof *all);
}

/* The worst end stays; what is not the same is nobody's. */
static void test_program(void)
{
    profile_builder b;
    builder_init(&b);
    builder_header(&b)->end_kind = PROFPASS_END_SIGNAL;
    builder_header(&b)->end_value = 9;
    builder_header(&b)->pid = 7;
    written killed = bytes_of(&b);
    builder_done(&b);
    builder_init(&b);
    builder_header(&b)->end_value = 3;
    written failed = bytes_of(&b);
    builder_done(&b);
    written sum = plus(&failed, &killed);
    profpass_profile *profile = open_bytes(&sum);
    const profpass_program *p = &profpass_get_model(profile)->program;
    EXPECT_TEXT(p->end, "signal 9");
    EXPECT_EQUAL(p->pid, 0);
    EXPECT_EQUAL(p->parent_pid, 41);
    profpass_close(profile);
    free(killed.bytes);
    free(failed.bytes);
    free(sum.bytes);
}

/* Add a profile of one clock to a sum of another. */
static profpass_status mix(uint32_t first, uint32_t second, profpass_error *err)
{
    profpass_merge *merge;
    EXPECT_EQUAL(profpass_merge_new(&merge, err), PROFPASS_OK);
    profpass_status status = PROFPASS_OK;
    for (int i = 0; i < 2; i++) {
        profile_builder b;
        builder_init(&b);
        builder_header(&b)->clock = i == 0 ? first : second;
        profpass_profile *profile = fixture_open(&b);
        status = profpass_merge_add(merge, profile, err);
        profpass_close(profile);
        builder_done(&b);
    }
    profpass_merge_free(merge);
    return status;
}

static void test_clocks(void)
{
    profpass_error err = {.message = ""};
    for (uint32_t a = 0; a <= PROFPASS_CLOCK_PROGRAM; a++)
        for (uint32_t b = 0; b <= PROFPASS_CLOCK_PROGRAM; b++)
            EXPECT_EQUAL(mix(a, b, &err), a == b || (a < 2 && b < 2)
                                              ? PROFPASS_OK
                                              : PROFPASS_EINVAL);
    EXPECT_EQUAL(mix(PROFPASS_CLOCK_TSC, PROFPASS_CLOCK_STEP, &err),
                 PROFPASS_EINVAL);
    EXPECT_TEXT(err.message, "its times are of clock step and do not add to "
                             "times of clock tsc; merge runs of one clock");
}

/* Several stacks of one thread: the k-th context meets the k-th. */
static void test_stacks(void)
{
    profile_builder b;
    builder_init(&b);
    profpass_ref f = builder_function(
        &b, &(builder_function_spec){.name = "f", .file = "f.c"});
    profpass_ref thread = builder_thread(&b, 1);
    for (uint64_t k = 1; k <= 3; k++)
        builder_node(&b, thread, builder_root(&b, thread), f, 0,
                     &(profpass_node_record){.calls = k, .returns = k});
    written file = bytes_of(&b), sum = plus(&file, &file);
    builder_done(&b);
    profpass_profile *profile = open_bytes(&sum);
    const profpass_model *m = profpass_get_model(profile);
    EXPECT_EQUAL(m->n_nodes, 4);
    for (uint32_t k = 1; k <= 3; k++)
        EXPECT_EQUAL(m->nodes[k].calls, 2 * k);
    profpass_close(profile);
    free(file.bytes);
    free(sum.bytes);
}

/* f calls g, which calls f: once again on its stack, where the call folds,
 * once on a stack of its own, where it does not. */
static written recursive_file(bool folds)
{
    profile_builder b;
    builder_init(&b);
    profpass_ref f = builder_function(
        &b, &(builder_function_spec){.name = "f", .file = "f.c"});
    profpass_ref g = builder_function(
        &b, &(builder_function_spec){.name = "g", .file = "f.c"});
    profpass_ref thread = builder_thread(&b, 1);
    const profpass_node_record once = {.calls = 1, .returns = 1};
    profpass_ref outer =
        builder_node(&b, thread, builder_root(&b, thread), f, 0, &once);
    profpass_ref inner = builder_node(&b, thread, outer, g, 0, &once);
    builder_node(&b, thread, inner, f, folds ? outer : 0, &once);
    written file = bytes_of(&b);
    builder_done(&b);
    return file;
}

/* A folded context and one that is not are two, in one order always. */
static void test_folds(void)
{
    const written a = recursive_file(true), b = recursive_file(false);
    written ab = plus(&a, &b), ba = plus(&b, &a);
    expect_same(&ab, &ba, true);
    profpass_profile *profile = open_bytes(&ba);
    const profpass_model *m = profpass_get_model(profile);
    EXPECT_EQUAL(m->n_nodes, 5);
    EXPECT_EQUAL(m->nodes[3].context, 1);
    EXPECT_EQUAL(m->nodes[4].context, 4);
    profpass_close(profile);
    const written all[] = {a, b, ab, ba};
    free_all(all, sizeof all / sizeof *all);
}

/* The times of a sum are rounded, and only those of clock step are exact: self
 * times may be more than those of the calls, or less by the rounding. */
static void expect_law(uint32_t clock, int64_t change, profpass_status status)
{
    fixture x;
    fixture_init(&x, NULL);
    profpass_node_record *node = builder_at(&x.b, x.node_g);
    node->self_ticks = (uint64_t)((int64_t)node->self_ticks + change);
    builder_header(&x.b)->clock = clock;
    builder_header(&x.b)->n_runs = 1; /* 5 contexts: 5 ns */
    profpass_profile *profile = fixture_open(&x.b);
    profpass_error err = {.message = ""};
    EXPECT_EQUAL(profpass_check(profile, &err), status);
    if (status != PROFPASS_OK)
        EXPECT_CONTAINS(err.message, "broken law: self ti");
    profpass_close(profile);
    builder_done(&x.b);
}

static void test_law(void)
{
    expect_law(PROFPASS_CLOCK_MONOTONIC, 0, PROFPASS_OK);
    expect_law(PROFPASS_CLOCK_MONOTONIC, 20, PROFPASS_OK);
    expect_law(PROFPASS_CLOCK_MONOTONIC, -5, PROFPASS_OK);
    expect_law(PROFPASS_CLOCK_MONOTONIC, -6, PROFPASS_EFORMAT);
    expect_law(PROFPASS_CLOCK_STEP, 0, PROFPASS_OK);
    expect_law(PROFPASS_CLOCK_STEP, 1, PROFPASS_EFORMAT);
    expect_law(PROFPASS_CLOCK_STEP, -1, PROFPASS_EFORMAT);
}

int main(void)
{
    test_law();
    test_folds();
    test_random(false);
    test_random(true);
    test_figures();
    test_program();
    test_agreement();
    test_clocks();
    test_stacks();
    return expect_done();
}
