/* test_stats.c - the table of calls: rows, callers, order, sums
 *
 * That its text is pstats' is asked of pstats itself, in test/tools. Here is
 * what a program sees of the table, and what pstats does otherwise.
 */
#define _DEFAULT_SOURCE
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "../../lib/text.h"
#include "expect.h"
#include "fixture.h"

static profpass_stats *stats_of(const profile_builder *b)
{
    profpass_profile *profile = fixture_open(b);
    profpass_stats *stats = NULL;
    EXPECT_EQUAL(profpass_stats_from_profile(profile, &stats, NULL),
                 PROFPASS_OK);
    profpass_close(profile); /* no longer needed */
    return stats;
}

/* The first letters of the names, in the listing's order. */
static const char *order_of(const profpass_stats *stats)
{
    static char letters[16];
    uint32_t n = profpass_stats_n_rows(stats);
    for (uint32_t i = 0; i < n; i++)
        letters[i] =
            profpass_stats_row_at(stats, profpass_stats_order(stats)[i])
                ->name[0];
    letters[n] = '\0';
    return letters;
}

static const char *sorted(profpass_stats *stats, const char *keys)
{
    EXPECT_EQUAL(profpass_stats_sort(stats, keys, NULL), PROFPASS_OK);
    return order_of(stats);
}

/* The fixture's rows: f, main and g, files made absolute. */
static void test_rows(void)
{
    fixture x;
    fixture_init(&x, "/src/");
    profpass_stats *stats = stats_of(&x.b);
    EXPECT_EQUAL(profpass_stats_n_rows(stats), 3);
    EXPECT_EQUAL(profpass_stats_calls(stats), 7);
    EXPECT_EQUAL(profpass_stats_primitive_calls(stats), 5);
    EXPECT(profpass_stats_total_s(stats) == 60 / 1e9 + 10 / 1e9 + 30 / 1e9);

    const profpass_stats_row *f = profpass_stats_row_at(stats, 0);
    EXPECT_TEXT(f->name, "f");
    EXPECT_TEXT(f->file, "/src/demo.c");
    EXPECT_EQUAL(f->line, 1);
    EXPECT_EQUAL(f->calls, 3);
    EXPECT_EQUAL(f->primitive_calls, 1);
    EXPECT(f->has_entry && f->self_s == 60 / 1e9 && f->total_s == 90 / 1e9);
    EXPECT_EQUAL(f->allocations, 3);
    EXPECT_EQUAL(f->allocated_bytes, 300);
    EXPECT_EQUAL(f->live_bytes, 200);
    EXPECT_EQUAL(f->peak_bytes, 300);

    /* main's caller is none of them; f's are main and itself. */
    EXPECT_EQUAL(profpass_stats_row_at(stats, 1)->n_callers, 0);
    EXPECT_EQUAL(f->n_callers, 2);
    for (uint32_t i = 0; i < f->n_callers; i++) {
        const profpass_stats_caller *c = &f->callers[i];
        bool recursive = profpass_stats_row_at(stats, c->row) == f;
        EXPECT(!c->plain);
        EXPECT_EQUAL(c->calls, recursive ? 2 : 1);
        EXPECT_EQUAL(c->primitive_calls, 1);
        EXPECT(c->total_s == (recursive ? 60 / 1e9 : 90 / 1e9));
    }
    profpass_stats_close(stats);
    builder_done(&x.b);
}

static void test_order(void)
{
    fixture x;
    fixture_init(&x, NULL);
    profpass_stats *stats = stats_of(&x.b);
    EXPECT_TEXT(order_of(stats), "fmg");
    profpass_stats_reverse(stats); /* of no order */
    EXPECT_TEXT(order_of(stats), "fmg");
    EXPECT_TEXT(sorted(stats, "name"), "fgm");
    profpass_stats_reverse(stats);
    EXPECT_TEXT(order_of(stats), "mgf");
    EXPECT_TEXT(sorted(stats, "allocs"), "fgm");
    EXPECT_TEXT(sorted(stats, "bytes"), "mfg");
    EXPECT_TEXT(sorted(stats, "live"), "mfg");
    EXPECT_TEXT(sorted(stats, "peak"), "mfg");
    EXPECT_TEXT(sorted(stats, "calls,bytes"), "fgm");
    EXPECT_TEXT(sorted(stats, ""), "fmg");

    /* Our words take nothing from pstats' abbreviations. */
    EXPECT_TEXT(sorted(stats, "l"), "fmg");  /* line */
    EXPECT_TEXT(sorted(stats, "p"), "gfm");  /* pcalls */
    EXPECT_TEXT(sorted(stats, "pe"), "mfg"); /* peak */
    profpass_error err;
    EXPECT_EQUAL(profpass_stats_sort(stats, "name,,time", &err),
                 PROFPASS_EINVAL);
    EXPECT_CONTAINS(err.message, "no sort key \"\"");
    EXPECT_TEXT(order_of(stats), "mfg"); /* as it was */
    for (const profpass_sort_key *k = profpass_sort_keys(); k->name; k++)
        EXPECT_EQUAL(profpass_stats_sort(stats, k->name, NULL), PROFPASS_OK);

    EXPECT_EQUAL(profpass_stats_add(stats, stats, NULL), PROFPASS_OK);
    EXPECT_TEXT(order_of(stats), "fmg"); /* forgotten */
    EXPECT_EQUAL(profpass_stats_calls(stats), 14);
    EXPECT_EQUAL(profpass_stats_row_at(stats, 0)->callers[0].calls +
                     profpass_stats_row_at(stats, 0)->callers[1].calls,
                 6);
    EXPECT_EQUAL(profpass_stats_row_at(stats, 0)->peak_bytes, 600);
    profpass_stats_close(stats);
    builder_done(&x.b);
}

static profpass_ref add_function(profile_builder *b, const char *name,
                                 const char *file)
{
    return builder_function(
        b, &(builder_function_spec){
               .name = name, .file = file, .first_line = 5, .last_line = 6});
}

/* pstats keeps one of the callers that strip_dirs makes equal; we sum them. */
static void test_strip(void)
{
    profile_builder b;
    builder_init(&b);
    profpass_ref twins[] = {add_function(&b, "twin", "/a/x.c"),
                            add_function(&b, "twin", "/b/x.c")};
    profpass_ref leaf = add_function(&b, "leaf", "/c/l.c");
    profpass_ref thread = builder_thread(&b, 42);
    for (uint64_t i = 0; i < 2; i++) {
        profpass_ref twin =
            builder_node(&b, thread, builder_root(&b, thread), twins[i], 0,
                         &(profpass_node_record){.calls = 1,
                                                 .primitive_calls = 1,
                                                 .edge_primitive_calls = 1,
                                                 .returns = 1,
                                                 .self_ticks = 10,
                                                 .total_ticks = 30 + i,
                                                 .edge_ticks = 30 + i});
        builder_node(&b, thread, twin, leaf, 0,
                     &(profpass_node_record){.calls = 2 + i,
                                             .primitive_calls = 2 + i,
                                             .edge_primitive_calls = 2 + i,
                                             .returns = 2 + i,
                                             .self_ticks = 20 + i,
                                             .total_ticks = 20 + i,
                                             .edge_ticks = 20 + i});
    }
    profpass_stats *stats = stats_of(&b);
    EXPECT_EQUAL(profpass_stats_n_rows(stats), 3);
    EXPECT_EQUAL(profpass_stats_strip_dirs(stats, NULL), PROFPASS_OK);
    EXPECT_EQUAL(profpass_stats_n_rows(stats), 2);
    const profpass_stats_row *row = profpass_stats_row_at(stats, 1);
    EXPECT_TEXT(row->file, "l.c");
    EXPECT_EQUAL(row->n_callers, 1);
    EXPECT_EQUAL(row->callers[0].calls, 5);
    EXPECT(row->callers[0].self_s == 20 / 1e9 + 21 / 1e9);
    EXPECT_EQUAL(profpass_stats_row_at(stats, 0)->calls, 2);
    EXPECT_EQUAL(profpass_stats_calls(stats), 7);
    profpass_stats_close(stats);
    builder_done(&b);
}

/* ---- numbers ---- */

static int take(void *context, const char *bytes, size_t n_bytes)
{
    return fwrite(bytes, 1, n_bytes, context) == n_bytes ? 0 : 1;
}

static void expect_fixed(double value)
{
    char *ours = NULL, theirs[400];
    size_t n_bytes;
    FILE *stream = open_memstream(&ours, &n_bytes);
    const profpass_sink sink = {take, stream};
    profpass__text t;
    profpass__text_init(&t, &sink);
    profpass__put_fixed(&t, value, 8);
    profpass__text_done(&t, NULL);
    fclose(stream);
    snprintf(theirs, sizeof theirs, "%8.3f", value);
    EXPECT_TEXT(ours, theirs);
    free(ours);
}

/* Ties, carries, the ends of the range, and numbers of all sizes. */
static void test_fixed(void)
{
    static const double values[] = {
        0,        -0.0,      0.0005, 0.0015,  0.0625,   0.1875,
        0.9995,   999.9995,  1e-300, -0.0001, DBL_MIN,  DBL_MAX,
        4.5e15,   9e15,      1e22,   1 / 3.0, -2.71828, 0.5,
        INFINITY, -INFINITY, 0x1p52, 0x1p53,  5e-324};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        expect_fixed(values[i]);
    uint64_t random = 1;
    for (int i = 0; i < 20000; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        expect_fixed(ldexp((double)(random >> 11), (int)(random % 130) - 95));
    }
}

int main(void)
{
    test_rows();
    test_order();
    test_strip();
    test_fixed();
    return expect_done();
}
