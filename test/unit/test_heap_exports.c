/* test_heap_exports.c - the heap in other formats: figures, bounds, refusals */
#include <stdlib.h>

#include "expect.h"
#include "fixture.h"

static profpass_status export_text(const profile_builder *b, const char *format,
                                   const profpass_text_options *options,
                                   char **text)
{
    static const profpass_text_options defaults;
    const profpass_exporter *e = profpass_exporters();
    while (e->name != NULL && strcmp(e->name, format) != 0)
        e++;
    profpass_profile *profile = fixture_open(b);
    profpass_status status;
    *text = fixture_text(profile, e->write,
                         options != NULL ? options : &defaults, &status);
    profpass_close(profile);
    return status;
}

static void expect_export(const profile_builder *b, const char *format,
                          const char *expected)
{
    char *text;
    EXPECT_EQUAL(export_text(b, format, NULL, &text), PROFPASS_OK);
    EXPECT_TEXT(text, expected);
    free(text);
}

/* The line that ran is the innermost frame that has lines: that of g, which has
 * none, is line 3 of f. What no function allocated has a frame of its own. */
static void test_fixture(void)
{
    fixture x;
    fixture_init(&x, "/src");
    fixture_add_details(&x);
    expect_export(
        &x.b, "dhat",
        "{\"dhatFileVersion\":2,\"mode\":\"heap\","
        "\"verb\":\"Allocated\",\n"
        "\"bklt\":true,\"bkacc\":false,\n"
        "\"tu\":\"operations\",\"Mtu\":\"Mop\",\"tuth\":10,\n"
        "\"cmd\":\"./demo a b\",\"pid\":42,\"te\":8,\"tg\":4,\n"
        "\"pps\":[\n"
        "{\"tb\":300,\"tbk\":3,\"tl\":6,\"mb\":300,\"mbk\":3,"
        "\"gb\":300,\"gbk\":3,\"eb\":200,\"ebk\":2,\"fs\":[4,1]},\n"
        "{\"tb\":64,\"tbk\":2,\"tl\":5,\"mb\":64,\"mbk\":2,"
        "\"gb\":32,\"gbk\":1,\"eb\":32,\"ebk\":1,\"fs\":[2,4,1]},\n"
        "{\"tb\":1000,\"tbk\":1,\"tl\":6,\"mb\":1000,\"mbk\":1,"
        "\"gb\":1000,\"gbk\":1,\"eb\":1000,\"ebk\":1,\"fs\":[1]},\n"
        "{\"tb\":72704,\"tbk\":1,\"tl\":7,\"mb\":72704,\"mbk\":1,"
        "\"gb\":72704,\"gbk\":1,\"eb\":72704,\"ebk\":1,\"fs\":[3]}],\n"
        "\"ftbl\":[\"[root]\",\n"
        "\"0x1: main (demo.c:8)\",\n"
        "\"0x2: g (lib.c:20)\",\n"
        "\"0x3: <no instrumented caller>\",\n"
        "\"0x4: f (demo.c:3)\"]}\n");
    expect_export(&x.b, "heap",
                  "--- symbol\n"
                  "binary=/opt/demo\n"
                  "0x10 main\n0x11 main\n"
                  "0x20 g\n0x21 g\n"
                  "0x30 [no instrumented caller]\n"
                  "0x31 [no instrumented caller]\n"
                  "0x40 f\n0x41 f\n"
                  "---\n"
                  "heap profile: 5: 73936 [7: 74068] @ heapprofile\n"
                  "2: 200 [3: 300] @ 0x41 0x11\n"
                  "1: 32 [2: 64] @ 0x21 0x41 0x11\n"
                  "1: 1000 [1: 1000] @ 0x11\n"
                  "1: 72704 [1: 72704] @ 0x31\n"
                  "\nMAPPED_LIBRARIES:\n");
    builder_done(&x.b);
}

#define SNAPSHOT(number, time, bytes, tree)                     \
    "#-----------\nsnapshot=" number "\n#-----------\n"         \
    "time=" time "\nmem_heap_B=" bytes "\nmem_heap_extra_B=0\n" \
    "mem_stacks_B=0\nheap_tree=" tree "\n"

/* The sample that is the peak is not there twice; one after it is. */
static void test_series(void)
{
    fixture x;
    fixture_init(&x, "/src");
    fixture_add_details(&x);
    expect_export(
        &x.b, "massif",
        "desc: profpass 0.1.0\ncmd: ./demo a b\ntime_unit: ms\n" SNAPSHOT(
            "0", "0.000000", "0",
            "empty") SNAPSHOT("1", "0.000010", "72704",
                              "empty") SNAPSHOT("2", "0.000020", "73704",
                                                "empty")
            SNAPSHOT("3", "0.000030", "73736", "empty") SNAPSHOT(
                "4", "0.000070", "74036",
                "peak") "n4: 74036 (heap allocation functions) "
                        "malloc/new/new[], "
                        "--alloc-fns, etc.\n"
                        " n0: 72704 0x3: <no instrumented caller>\n"
                        " n0: 1000 0x1: main (demo.c:8)\n"
                        " n1: 300 0x4: f (demo.c:3)\n"
                        "  n0: 300 0x1: main (demo.c:8)\n"
                        " n1: 32 0x2: g (lib.c:20)\n"
                        "  n1: 32 0x4: f (demo.c:3)\n"
                        "   n0: 32 0x1: main (demo.c:8)\n" SNAPSHOT(
                            "5", "0.000070", "73936", "empty")
                            SNAPSHOT(
                                "6", "0.000070", "73936",
                                "detailed") "n4: 73936 (heap allocation "
                                            "functions) malloc/new/new[], "
                                            "--alloc-fns, etc.\n"
                                            " n0: 72704 0x3: <no instrumented "
                                            "caller>\n"
                                            " n0: 1000 0x1: main (demo.c:8)\n"
                                            " n1: 200 0x4: f (demo.c:3)\n"
                                            "  n0: 200 0x1: main (demo.c:8)\n"
                                            " n1: 32 0x2: g (lib.c:20)\n"
                                            "  n1: 32 0x4: f (demo.c:3)\n"
                                            "   n0: 32 0x1: main (demo.c:8)\n");
    builder_done(&x.b);
}

/* ---- larger profiles ---- */

/* A thread whose root calls n_functions, each of which allocates so much. */
static profpass_ref build_calls(profile_builder *b, uint32_t n_functions,
                                uint64_t (*bytes)(uint32_t i))
{
    builder_init(b);
    b->records_a_block = 4096;
    profpass_ref thread = builder_thread(b, 1);
    for (uint32_t i = 0; i < n_functions; i++) {
        char name[16];
        snprintf(name, sizeof name, "f%u", i);
        profpass_ref f = builder_function(
            b, &(builder_function_spec){
                   .name = name, .file = "a.c", .first_line = i + 1});
        profpass_ref node =
            builder_node(b, thread, builder_root(b, thread), f, 0,
                         &(profpass_node_record){.calls = 1, .returns = 1});
        builder_site(b, thread, node, f, PROFPASS_NO_SLOT,
                     &(profpass_site_record){.epoch = 1,
                                             .allocations = 1,
                                             .allocated_bytes = bytes(i)});
        builder_header(b)->live_bytes += bytes(i);
        builder_header(b)->peak_bytes += bytes(i);
        builder_header(b)->live_blocks++;
    }
    return thread;
}

static uint64_t falling(uint32_t i)
{
    return i == 0 ? 9950 : i < 3 ? 20 : 5;
}

/* What is below a thousandth is one node; but by itself, it keeps its name. */
static void test_threshold(void)
{
    profile_builder b;
    char *text;
    build_calls(&b, 5, falling); /* 9950 20 20 5 5 */
    export_text(&b, "massif", NULL, &text);
    EXPECT(strstr(text, "\nn4: 10000 (heap") != NULL);
    EXPECT(strstr(text, " n0: 9950 0x1: f0 (a.c:1)\n"
                        " n0: 20 0x2: f1 (a.c:2)\n"
                        " n0: 20 0x3: f2 (a.c:3)\n"
                        " n0: 10 in 2 places, all below massif's threshold "
                        "(0.10%)\n#") != NULL);
    free(text);
    builder_done(&b);
    build_calls(&b, 4, falling);
    export_text(&b, "massif", NULL, &text);
    EXPECT(strstr(text, "\nn4: 9995 (heap") != NULL);
    EXPECT(strstr(text, " n0: 5 0x4: f3 (a.c:4)\n#") != NULL);
    free(text);
    builder_done(&b);
}

static uint64_t one(uint32_t i)
{
    (void)i;
    return 1;
}

/* Return how often `what` is in a text. */
static int count(const char *text, const char *what)
{
    int n = 0;
    while ((text = strstr(text, what)) != NULL) {
        text += strlen(what);
        n++;
    }
    return n;
}

/* Of many samples, the highest of each stretch of time is there. */
static void test_many_samples(void)
{
    enum { N_SAMPLES = 9700 };
    profile_builder b;
    char *text;
    profpass_ref thread = build_calls(&b, 1, one);
    for (uint32_t i = 0; i < N_SAMPLES; i++) {
        /* Half of each stretch of 100; one of them is the peak's. */
        const profpass_heap_sample sample = {
            i + 1, i % 100 == 50 ? 2000 + (i == 4250) : i % 100};
        builder_record(&b, PROFPASS_BLOCK_HEAP_SERIES, thread, &sample,
                       sizeof sample);
    }
    builder_header(&b)->peak_bytes = 2002;
    builder_header(&b)->start_ticks = 1;
    builder_header(&b)->last_wall_ns = 0;
    export_text(&b, "massif", NULL, &text);
    EXPECT_EQUAL(count(text, "snapshot="), 100);
    EXPECT_EQUAL(count(text, "mem_heap_B=2000\n"), 96);
    EXPECT_EQUAL(count(text, "=0.004250\nmem_heap_B=2001\n"), 1);
    EXPECT_EQUAL(count(text, "=0.004250\nmem_heap_B=2002\n"), 1);
    EXPECT(strstr(text, "heap_tree=peak\nn1: 2002 (heap") != NULL);
    EXPECT(strstr(text, SNAPSHOT("99", "0.009699", "1", "detailed")) != NULL);
    free(text);

    /* Four times 1024 samples, ever further apart, came before the highest:
     * 15 * 1024 operations, and 155 times 16. */
    profpass_thread_record *record = builder_at(&b, thread);
    record->events = 100000;
    export_text(&b, "dhat", NULL, &text);
    EXPECT(strstr(text, ",\"te\":100000,\"tg\":17840,\n") != NULL);
    free(text);
    /* With two threads, as far as in time: 4250 of 9699 ns. */
    record = builder_at(&b, builder_thread(&b, 2));
    record->events = 100000;
    export_text(&b, "dhat", NULL, &text);
    EXPECT(strstr(text, ",\"te\":200000,\"tg\":87637,\n") != NULL);
    free(text);
    builder_done(&b);
}

/* ---- what is not there ---- */

static const char *const formats[] = {"massif", "dhat", "heap"};

static void test_refusals(void)
{
    profile_builder b;
    profpass_error err;
    builder_init(&b);
    builder_header(&b)->heap_mode = PROFPASS_HEAP_NONE;
    profpass_profile *profile = fixture_open(&b);
    const profpass_text_options weight = {.weight = "live"}, none = {0};
    const profpass_exporter *e = profpass_exporters();
    for (; e->name != NULL; e++)
        for (int i = 0; i < 3; i++) {
            char expected[120];
            if (strcmp(e->name, formats[i]) != 0)
                continue;
            EXPECT_EQUAL(e->write(profile, &none, NULL, &err), PROFPASS_EINVAL);
            EXPECT_TEXT(err.message,
                        "the run recorded no heap; run it without heap=off, "
                        "with the runtime linked or under profpass run");
            EXPECT_EQUAL(e->write(profile, &weight, NULL, &err),
                         PROFPASS_EINVAL);
            snprintf(expected, sizeof expected,
                     "weight \"live\": %s takes none, all that it can hold is "
                     "in it; leave it out",
                     formats[i]);
            EXPECT_TEXT(err.message, expected);
        }
    profpass_close(profile);
    builder_done(&b);
}

/* A run that allocated nothing is a document like any other. */
static void test_empty(void)
{
    profile_builder b;
    builder_init(&b);
    expect_export(&b, "heap",
                  "--- symbol\nbinary=\n---\n"
                  "heap profile: 0: 0 [0: 0] @ heapprofile\n"
                  "\nMAPPED_LIBRARIES:\n");
    expect_export(
        &b, "massif",
        "desc: profpass 0.1.0\ncmd: \ntime_unit: B\n" SNAPSHOT("0", "0", "0",
                                                               "empty")
            SNAPSHOT(
                "1", "0", "0",
                "peak") "n0: 0 (heap allocation functions) malloc/new/new[], "
                        "--alloc-fns, etc.\n" SNAPSHOT(
                            "2", "0", "0",
                            "detailed") "n0: 0 (heap allocation functions) "
                                        "malloc/new/new[], "
                                        "--alloc-fns, etc.\n");
    builder_done(&b);
}

/* No program is so deep, but a file may be. Massif's readers call themselves
 * for each frame; many contexts of so many frames are too many. */
static void test_deep(void)
{
    enum { N_NODES = 30000, N_LINES = 10000 };
    static builder_line lines[N_LINES];
    profile_builder b;
    char *text;
    for (uint32_t i = 0; i < N_LINES; i++)
        lines[i] = (builder_line){i + 1, 0, i, i + 1, NULL};
    builder_init(&b);
    b.records_a_block = 4096;
    profpass_ref thread = builder_thread(&b, 1);
    profpass_ref f = builder_function(
        &b, &(builder_function_spec){.name = "f",
                                     .file = "a.c",
                                     .first_line = 1,
                                     .flags = PROFPASS_FUNCTION_LINES,
                                     .lines = lines,
                                     .n_lines = N_LINES});
    profpass_ref node = builder_root(&b, thread);
    for (uint32_t i = 0; i < N_NODES; i++)
        node = builder_node(&b, thread, node, f, 0,
                            &(profpass_node_record){.calls = 1});
    const profpass_site_record site = {
        .epoch = 1, .allocations = 1, .allocated_bytes = 7};
    builder_site(&b, thread, node, f, 0, &site);
    builder_header(&b)->live_bytes = builder_header(&b)->peak_bytes = 7;
    export_text(&b, "massif", NULL, &text);
    EXPECT_EQUAL(count(text, "f (a.c:1)\n"), 2 * 98);
    EXPECT_EQUAL(count(text, "n0: 7 "), 2);
    free(text);
    for (uint32_t i = 1; i < N_LINES; i++)
        builder_site(&b, thread, node, f, i, &site);
    for (int i = 0; i < 3; i++) {
        EXPECT_EQUAL(export_text(&b, formats[i], NULL, &text), PROFPASS_EINVAL);
        EXPECT_TEXT(text,
                    "its stacks have 300000000 frames in all, too many to "
                    "write each out; use speedscope, callgrind or csv");
        free(text);
    }
    builder_done(&b);
}

int main(void)
{
    test_fixture();
    test_series();
    test_threshold();
    test_many_samples();
    test_refusals();
    test_empty();
    test_deep();
    return expect_done();
}
