/* test_model.c - the reader makes of a profile exactly what it holds */
#include "expect.h"
#include "fixture.h"

static const profpass_function_stats *function(const profpass_model *m,
                                               const char *name)
{
    for (uint32_t i = 0; i < m->n_functions; i++)
        if (strcmp(m->functions[i].name, name) == 0)
            return &m->functions[i];
    return NULL;
}

static const profpass_line_stats *line(const profpass_model *m,
                                       const char *file, uint32_t number)
{
    for (uint32_t i = 0; i < m->n_lines; i++)
        if (m->lines[i].line == number && strcmp(m->lines[i].file, file) == 0)
            return &m->lines[i];
    return NULL;
}

static void test_program(void)
{
    fixture x;
    fixture_init(&x, NULL);
    profpass_profile *profile = fixture_open(&x.b);
    const profpass_program *p = &profpass_get_model(profile)->program;
    EXPECT_TEXT(p->executable, "/opt/demo");
    EXPECT_EQUAL(p->n_command, 2);
    EXPECT_TEXT(p->command[0], "./demo");
    EXPECT_TEXT(p->command[1], "a b");
    EXPECT_TEXT(p->directory, "");
    EXPECT_EQUAL(p->pid, 42);
    EXPECT_EQUAL(p->wall_ns, 2500);
    EXPECT_TEXT(p->end, "exit 0");
    EXPECT_TEXT(p->clock, "step");
    EXPECT_TEXT(p->timing, "exact");
    EXPECT_TEXT(p->heap_mode, "interposed");
    EXPECT_TEXT(p->producer, "clang 14.0.6");
    profpass_close(profile);

    builder_header(&x.b)->end_kind = PROFPASS_END_SIGNAL;
    builder_header(&x.b)->end_value = 9;
    profile = fixture_open(&x.b);
    EXPECT_TEXT(profpass_get_model(profile)->program.end, "signal 9");
    profpass_close(profile);
    builder_header(&x.b)->end_kind = PROFPASS_END_NONE;
    profile = fixture_open(&x.b);
    EXPECT_TEXT(profpass_get_model(profile)->program.end, "running");
    profpass_close(profile);
    builder_done(&x.b);
}

/* Functions are sums over contexts; recursion counts in calls, not in time. */
static void test_calls(void)
{
    fixture x;
    fixture_init(&x, NULL);
    profpass_profile *profile = fixture_open(&x.b);
    const profpass_model *m = profpass_get_model(profile);
    EXPECT_EQUAL(m->n_functions, 3);
    EXPECT_TEXT(m->functions[0].name, "f");
    EXPECT_TEXT(m->functions[1].name, "main");
    EXPECT_TEXT(m->functions[2].name, "g");

    const profpass_function_stats *f = function(m, "f");
    EXPECT_TEXT(f->linkage_name, "_Z1fi");
    EXPECT_EQUAL(f->calls, 3);
    EXPECT_EQUAL(f->primitive_calls, 1);
    EXPECT_EQUAL(f->returns, 2);
    EXPECT_EQUAL(f->unwound, 1);
    EXPECT_EQUAL(f->open, 0);
    EXPECT_EQUAL(f->self_ns, 60);
    EXPECT_EQUAL(f->total_ns, 90);

    static const struct {
        uint32_t caller, callee;
        uint64_t calls, primitive, self_ns, total_ns;
    } edges[] = {
        {0, 0, 2, 1, 40, 60},
        {0, 2, 3, 3, 30, 30},
        {1, 0, 1, 1, 20, 90},
        {PROFPASS_NONE, 1, 1, 1, 10, 100},
    };
    EXPECT_EQUAL(m->n_edges, 4);
    for (uint32_t i = 0; i < 4 && m->n_edges == 4; i++) {
        EXPECT_EQUAL(m->edges[i].caller, edges[i].caller);
        EXPECT_EQUAL(m->edges[i].callee, edges[i].callee);
        EXPECT_EQUAL(m->edges[i].calls, edges[i].calls);
        EXPECT_EQUAL(m->edges[i].primitive_calls, edges[i].primitive);
        EXPECT_EQUAL(m->edges[i].self_ns, edges[i].self_ns);
        EXPECT_EQUAL(m->edges[i].total_ns, edges[i].total_ns);
    }
    EXPECT_EQUAL(m->n_nodes, 5);
    EXPECT_EQUAL(m->nodes[0].function, PROFPASS_NONE);
    EXPECT_EQUAL(m->nodes[3].parent, 2);
    EXPECT_EQUAL(m->nodes[3].context, 2);
    EXPECT_EQUAL(m->threads[0].calls, 7);
    EXPECT_EQUAL(m->threads[0].total_ns, 100);
    profpass_close(profile);
    builder_done(&x.b);
}

static void test_lines(void)
{
    fixture x;
    fixture_init(&x, NULL);
    profpass_profile *profile = fixture_open(&x.b);
    const profpass_model *m = profpass_get_model(profile);
    const profpass_function_stats *f = function(m, "f");
    EXPECT_EQUAL(f->first_line_row, 0);
    EXPECT_EQUAL(f->n_line_rows, 6);

    /* The opening line has no slot: calls and the level at entry. */
    const profpass_line_stats *row = line(m, "demo.c", 1);
    EXPECT(row->synthetic && !row->has_call);
    EXPECT_EQUAL(row->occurrences, 3);
    EXPECT_EQUAL(row->usage_bytes, 71 * 1024);
    EXPECT_EQUAL(row->increment_bytes, 0);
    /* Nothing has run that could move the heap: the level at entry. */
    row = line(m, "demo.c", 2);
    EXPECT_EQUAL(row->occurrences, 3);
    EXPECT_EQUAL(row->usage_bytes, 71 * 1024);
    row = line(m, "demo.c", 3);
    EXPECT(row->has_call && !row->synthetic);
    EXPECT_EQUAL(row->occurrences, 6);
    EXPECT_EQUAL(row->increment_bytes, 232);
    EXPECT_EQUAL(row->usage_bytes, 80 * 1024);
    EXPECT_EQUAL(row->peak_bytes, 90 * 1024);
    EXPECT_EQUAL(row->allocations, 5);
    EXPECT_EQUAL(row->allocated_bytes, 364);
    EXPECT_EQUAL(row->frees, 2);
    EXPECT_EQUAL(row->freed_bytes, 132);
    EXPECT_EQUAL(row->live_blocks, 3);
    EXPECT_EQUAL(row->live_bytes, 232);
    EXPECT_EQUAL(row->temporaries, 1);
    EXPECT_EQUAL(row->live_at_peak_blocks, 4);
    EXPECT_EQUAL(row->live_at_peak_bytes, 332);
    /* Lines 4 and 5 take their level from 3, 5 by way of 4. */
    EXPECT_EQUAL(line(m, "demo.c", 4)->occurrences, 6);
    EXPECT_EQUAL(line(m, "demo.c", 4)->usage_bytes, 80 * 1024);
    EXPECT_EQUAL(line(m, "demo.c", 5)->occurrences, 3);
    EXPECT_EQUAL(line(m, "demo.c", 5)->usage_bytes, 80 * 1024);
    EXPECT_EQUAL(line(m, "x.inc", 7)->occurrences, 2);
    EXPECT_EQUAL(line(m, "x.inc", 7)->increment_bytes, -100);

    /* Bytes of no line: a row of main, and one of no function, the last. */
    EXPECT_EQUAL(function(m, "main")->n_line_rows, 1);
    row = &m->lines[function(m, "main")->first_line_row];
    EXPECT_EQUAL(row->line, 0);
    EXPECT_EQUAL(row->allocated_bytes, 1000);
    row = &m->lines[m->n_lines - 1];
    EXPECT_EQUAL(row->function, PROFPASS_NONE);
    EXPECT_EQUAL(row->allocated_bytes, 72704);
    profpass_close(profile);
    builder_done(&x.b);
}

static void test_heap(void)
{
    fixture x;
    fixture_init(&x, NULL);
    profpass_profile *profile = fixture_open(&x.b);
    const profpass_model *m = profpass_get_model(profile);
    EXPECT_EQUAL(m->heap.allocations, 7);
    EXPECT_EQUAL(m->heap.allocated_bytes, 300 + 64 + 1000 + 72704);
    EXPECT_EQUAL(m->heap.frees, 2);
    EXPECT_EQUAL(m->heap.freed_bytes, 132);
    EXPECT_EQUAL(m->heap.live_bytes, 73936);
    EXPECT_EQUAL(m->heap.peak_bytes, 74036);
    EXPECT_EQUAL(m->sites[0].at_peak_bytes, 300); /* of the peak's epoch */
    EXPECT_EQUAL(m->sites[1].at_peak_bytes, 32);  /* untouched: what is live */
    EXPECT_EQUAL(m->sites[1].frees, 1);
    EXPECT_EQUAL(m->sites[1].remote_frees, 1);
    profpass_error err = {.message = ""};
    EXPECT_EQUAL(profpass_check(profile, &err), PROFPASS_OK);
    EXPECT_TEXT(err.message, "");
    profpass_close(profile);
    builder_done(&x.b);
}

/* Time stamps are turned into nanoseconds by the run's own rate, after the
 * probes' cost was taken off; nothing becomes negative. */
static void test_overhead(void)
{
    fixture x;
    fixture_init(&x, NULL);
    profpass_header *header = builder_header(&x.b);
    header->clock = PROFPASS_CLOCK_TSC;
    header->start_ticks = 1000;
    header->last_ticks = 2000;
    header->last_wall_ns = 500; /* two ticks a nanosecond */
    header->inner_overhead_ticks_x1024 = 2 * 1024;
    header->outer_overhead_ticks_x1024 = 4 * 1024;
    profpass_profile *profile = fixture_open(&x.b);
    const profpass_model *m = profpass_get_model(profile);
    /* main: self 10 - 1*2 - 1*4 = 4 ticks; total 100 - 6*6 - 1*2 = 62. */
    EXPECT_EQUAL(function(m, "main")->self_ns, 2);
    EXPECT_EQUAL(function(m, "main")->total_ns, 31);
    /* f: self 20 - 2 - 8 = 10 and 40 - 4 - 12 = 24; total 90 - 30 - 2 = 58. */
    EXPECT_EQUAL(function(m, "f")->self_ns, 17);
    EXPECT_EQUAL(function(m, "f")->total_ns, 29);
    EXPECT_EQUAL(function(m, "g")->self_ns, 12);
    EXPECT(m->program.inner_overhead_ns > 0.99 &&
           m->program.inner_overhead_ns < 1.01);
    profpass_close(profile);

    builder_header(&x.b)->inner_overhead_ticks_x1024 = 1000 * 1024;
    profile = fixture_open(&x.b);
    m = profpass_get_model(profile);
    for (uint32_t i = 0; i < m->n_functions; i++) {
        EXPECT_EQUAL(m->functions[i].self_ns, 0);
        EXPECT_EQUAL(m->functions[i].total_ns, 0);
    }
    profpass_close(profile);

    /* A program that was killed before it noted its rate. */
    header = builder_header(&x.b);
    header->inner_overhead_ticks_x1024 = 0;
    header->outer_overhead_ticks_x1024 = 0;
    header->last_ticks = 0;
    header->ticks_per_second = 500000000;
    profile = fixture_open(&x.b);
    EXPECT_EQUAL(function(profpass_get_model(profile), "main")->total_ns, 200);
    profpass_close(profile);
    builder_done(&x.b);
}

/* Circles of level_from end at the entry. */
static void test_level_circle(void)
{
    static const builder_line lines[] = {
        {2, 0, 0, 1, NULL}, {3, 0, 1, 0, NULL}, {4, 0, 2, 1, NULL}};
    static const uint64_t occurrences[] = {1, 1, 1};
    static const profpass_line_heap heap[3];
    profile_builder b;
    builder_init(&b);
    profpass_ref f = builder_function(
        &b, &(builder_function_spec){.name = "f",
                                     .file = "a.c",
                                     .first_line = 2,
                                     .last_line = 4,
                                     .flags = PROFPASS_FUNCTION_LINES,
                                     .lines = lines,
                                     .n_lines = 3});
    profpass_ref thread = builder_thread(&b, 1);
    builder_line_counts(&b, thread, f, 77, 3, occurrences, heap);
    builder_line_counts(&b, thread, f, 70, 3, occurrences, heap);
    profpass_profile *profile = fixture_open(&b);
    const profpass_model *m = profpass_get_model(profile);
    EXPECT_EQUAL(m->n_lines, 3); /* line 2 has a slot: no row is made up */
    for (uint32_t i = 0; i < m->n_lines; i++) {
        EXPECT_EQUAL(m->lines[i].usage_bytes, 77);
        EXPECT_EQUAL(m->lines[i].occurrences, 2);
    }
    profpass_close(profile);
    builder_done(&b);
}

/* Names decide nothing: linkage names tell instances of a template apart. */
static void test_same_line(void)
{
    profile_builder b;
    builder_init(&b);
    builder_function(&b, &(builder_function_spec){.name = "max<T>",
                                                  .linkage_name = "_Z3maxIl",
                                                  .file = "a.h",
                                                  .first_line = 3});
    builder_function(&b, &(builder_function_spec){.name = "max<T>",
                                                  .linkage_name = "_Z3maxIi",
                                                  .file = "a.h",
                                                  .first_line = 3});
    profpass_profile *profile = fixture_open(&b);
    const profpass_model *m = profpass_get_model(profile);
    EXPECT_EQUAL(m->n_functions, 2);
    EXPECT_TEXT(m->functions[0].linkage_name, "_Z3maxIi");
    EXPECT_TEXT(m->functions[1].linkage_name, "_Z3maxIl");
    profpass_close(profile);
    builder_done(&b);
}

/* What format 1.2 adds. */
static void expect_details(const profpass_model *m)
{
    EXPECT_EQUAL(m->heap.peak_site, 0);
    const profpass_site_stats *f = &m->sites[0], *g = &m->sites[1];
    EXPECT_EQUAL(f->max_bytes, 300);
    EXPECT_EQUAL(f->max_blocks, 3);
    EXPECT_EQUAL(f->lifetime_events, 8 + 2 * 8 - 18);
    EXPECT_EQUAL(f->first_ns, 30);
    EXPECT_EQUAL(f->moved_in, 1);
    EXPECT_EQUAL(f->moved_out_bytes, 100);
    EXPECT_EQUAL(g->remote_freed_bytes, 32);
    EXPECT_EQUAL(g->lifetime_events, 4 + 8 - 7);
    const profpass_line_stats *row = line(m, "demo.c", 3);
    EXPECT_EQUAL(row->remote_frees, 1);
    EXPECT_EQUAL(row->remote_freed_bytes, 32);
    EXPECT_EQUAL(row->lifetime_events, 11);
    EXPECT_EQUAL(row->moved_in_bytes, 100);
    EXPECT_EQUAL(row->moved_out, 1);
    EXPECT_EQUAL(function(m, "f")->rise_bytes, 400);
    EXPECT_EQUAL(m->nodes[2].rise_bytes, 332);
    EXPECT_EQUAL(m->nodes[2].entered_ns, 20);
    EXPECT_EQUAL(m->nodes[3].entered_ns, 60);
    EXPECT_EQUAL(m->nodes[1].entered_ns, 0);
}

static void expect_accounts(const profpass_model *m)
{
    const profpass_account_stats *mapped =
        &m->accounts[PROFPASS_ACCOUNT_MAPPED];
    EXPECT_TEXT(mapped->name, "mapped");
    EXPECT_EQUAL(mapped->n_sites, 1);
    EXPECT_EQUAL(mapped->sites[0].node, 2);
    EXPECT_EQUAL(m->lines[mapped->sites[0].line].line, 3);
    EXPECT_EQUAL(mapped->sites[0].at_peak_bytes, 12288); /* another epoch */
    EXPECT_EQUAL(mapped->allocated_bytes, 8192);
    EXPECT_EQUAL(mapped->live_bytes, 12288);
    EXPECT_EQUAL(mapped->inherited_bytes, 4096);
    const profpass_account_stats *pools = &m->accounts[PROFPASS_ACCOUNT_POOLS];
    EXPECT_TEXT(pools->name, "pools");
    EXPECT_EQUAL(pools->allocations, 4);
    EXPECT_EQUAL(pools->frees, 4);
    EXPECT_EQUAL(pools->peak_bytes, 300);
    EXPECT_EQUAL(pools->sites[0].at_peak_blocks, 3);
    EXPECT_TEXT(m->accounts[PROFPASS_ACCOUNT_STACKS].name, "stacks");
    EXPECT_EQUAL(m->accounts[PROFPASS_ACCOUNT_STACKS].live_blocks, 1);
    /* The heap is without them. */
    EXPECT_EQUAL(m->heap.allocations, 7);
    EXPECT_EQUAL(line(m, "demo.c", 3)->allocated_bytes, 364);
}

static void test_details(void)
{
    fixture x;
    fixture_init(&x, NULL);
    fixture_add_details(&x);
    profpass_profile *profile = fixture_open(&x.b);
    const profpass_model *m = profpass_get_model(profile);
    EXPECT_EQUAL(profpass_check(profile, NULL), PROFPASS_OK);
    expect_details(m);
    expect_accounts(m);
    /* Two records of a line are one. */
    EXPECT_EQUAL(m->n_sizes, 3);
    EXPECT_EQUAL(m->lines[m->sizes[0].line].line, 3);
    EXPECT_EQUAL(m->sizes[0].largest_bytes, 100);
    EXPECT_EQUAL(m->sizes[0].counts[6], 2);
    EXPECT_EQUAL(m->sizes[0].counts[8], 3);
    EXPECT_EQUAL(m->lines[m->sizes[2].line].function, PROFPASS_NONE);
    EXPECT_EQUAL(m->n_series, 5);
    EXPECT_EQUAL(m->series[3].ns, 70);
    EXPECT_EQUAL(m->series[3].live_bytes, 74036);
    EXPECT_EQUAL(m->series[4].live_bytes, 73936);
    profpass_close(profile);
    builder_done(&x.b);
}

/* The samples of two threads, by time; of one time, in the order of the file.
 */
static void test_series(void)
{
    static const profpass_heap_sample samples[2][3] = {
        {{10, 1}, {30, 2}, {50, 3}}, {{5, 4}, {30, 5}, {60, 6}}};
    static const uint64_t expected[] = {4, 1, 2, 5, 3, 6};
    profile_builder b;
    builder_init(&b);
    builder_header(&b)->start_ticks = 5;
    profpass_ref threads[] = {builder_thread(&b, 1), builder_thread(&b, 2)};
    for (size_t i = 0; i < 6; i++)
        builder_record(&b, PROFPASS_BLOCK_HEAP_SERIES, threads[i / 3],
                       &samples[i / 3][i % 3], sizeof samples[0][0]);
    profpass_profile *profile = fixture_open(&b);
    const profpass_model *m = profpass_get_model(profile);
    EXPECT_EQUAL(m->n_series, 6);
    for (size_t i = 0; i < 6 && m->n_series == 6; i++)
        EXPECT_EQUAL(m->series[i].live_bytes, expected[i]);
    EXPECT_EQUAL(m->series[0].ns, 0);
    EXPECT_EQUAL(m->series[5].ns, 55);
    profpass_close(profile);
    builder_done(&b);
}

/* A site as long as format 1.1 had it ends where the next begins: what it lacks
 * is 0, and none of its neighbour's. */
static void test_short_sites(void)
{
    profile_builder b;
    builder_init(&b);
    profpass_ref thread = builder_thread(&b, 1);
    const profpass_site_record site = {.node = builder_root(&b, thread),
                                       .slot = PROFPASS_NO_SLOT,
                                       .id = UINT32_MAX,
                                       .allocations = 3,
                                       .allocated_bytes = 30};
    for (int i = 0; i < 3; i++)
        builder_record(&b, PROFPASS_BLOCK_SITES, thread, &site, 112);
    profpass_header *header = builder_header(&b);
    header->minor = 1;
    header->live_bytes = header->peak_bytes = 90;
    header->live_blocks = header->peak_blocks = 9;
    header->peak_epoch = 1;
    profpass_profile *profile = fixture_open(&b);
    const profpass_model *m = profpass_get_model(profile);
    EXPECT_EQUAL(profpass_check(profile, NULL), PROFPASS_OK);
    EXPECT_EQUAL(m->n_sites, 3);
    for (uint32_t i = 0; i < m->n_sites; i++) {
        const profpass_site_stats *s = &m->sites[i];
        EXPECT_EQUAL(s->live_bytes, 30);
        EXPECT_EQUAL(s->max_blocks + s->max_bytes + s->lifetime_events +
                         s->first_ns + s->moved_in + s->moved_in_bytes +
                         s->moved_out + s->moved_out_bytes,
                     0);
    }
    EXPECT_EQUAL(m->heap.peak_site, PROFPASS_NONE);
    EXPECT_EQUAL(m->n_sizes + m->n_series, 0);
    profpass_close(profile);
    builder_done(&b);
}

int main(void)
{
    test_program();
    test_calls();
    test_lines();
    test_heap();
    test_overhead();
    test_level_circle();
    test_same_line();
    test_details();
    test_series();
    test_short_sites();
    return expect_done();
}
