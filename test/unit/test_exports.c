/* test_exports.c - exports survive any name, and any shape of a tree */
#include <stdlib.h>

#include "expect.h"
#include "fixture.h"

static profpass_write_fn *exporter(const char *name)
{
    const profpass_exporter *e = profpass_exporters();
    while (e->name != NULL && strcmp(e->name, name) != 0)
        e++;
    return e->write;
}

static void expect_export(const profile_builder *b, const char *format,
                          const char *weight, const char *expected)
{
    profpass_profile *profile = fixture_open(b);
    const profpass_text_options options = {.weight = weight};
    char *text = fixture_text(profile, exporter(format), &options, NULL);
    EXPECT_TEXT(text, expected);
    free(text);
    profpass_close(profile);
}

/* Bytes of no line and of no caller are in their places, too. */
static void test_heap(void)
{
    fixture x;
    fixture_init(&x, "/src");
    expect_export(&x.b, "folded", "bytes",
                  "<no instrumented caller> 72704\n"
                  "main 1000\n"
                  "main;f 300\n"
                  "main;f;g 64\n");
    builder_done(&x.b);
}

/* A line of an included file is one of that file; each function's costs are the
 * model's, and what the calls of f cost is what f cost. */
static void test_callgrind(void)
{
    fixture x;
    fixture_init(&x, "/src");
    profpass_profile *profile = fixture_open(&x.b);
    const profpass_text_options options = {.weight = NULL};
    char *text = fixture_text(profile, exporter("callgrind"), &options, NULL);
    const char *f = strstr(text, "\nfl=");
    EXPECT(f != NULL);
    if (f != NULL)
        EXPECT_TEXT(f, "\nfl=/src/demo.c\nfn=(0) f\n"
                       "1 60 0 0 0 0\n"
                       "1 0 0 0 0 3\n"
                       "2 0 0 0 0 3\n"
                       "3 0 364 5 232 6\n"
                       "4 0 0 0 0 6\n"
                       "5 0 0 0 0 3\n"
                       "fi=/src/x.inc\n"
                       "7 0 0 0 0 2\n"
                       "fe=/src/demo.c\n"
                       "cfn=(0)\ncalls=2 1\n1 0 0 0 0\n"
                       "cfi=lib.c\ncfn=(2) g\ncalls=3 20\n1 30 64 2 32\n"
                       "\nfl=/src/demo.c\nfn=(1) main\n"
                       "8 10 0 0 0 0\n"
                       "0 0 1000 1 1000 0\n"
                       "cfn=(0)\ncalls=1 1\n8 90 364 5 232\n"
                       "\nfl=lib.c\nfn=(2)\n"
                       "20 30 0 0 0 3\n"
                       "\nfl=???\nfn=(3) <no instrumented caller>\n"
                       "0 0 72704 1 72704 0\n"
                       "cfi=/src/demo.c\ncfn=(1)\ncalls=1 8\n"
                       "0 100 1364 6 1232\n"
                       "\ntotals: 100 74068 7 73936 26\n");
    free(text);
    profpass_close(profile);
    builder_done(&x.b);
}

/* A chain of functions, each called once, 10 ns its own. */
static void build_chain(profile_builder *b, const char *const *names,
                        uint32_t n_nodes)
{
    profpass_ref parent, function = 0;
    builder_init(b);
    b->records_a_block = 4096;
    profpass_ref thread = builder_thread(b, 1);
    parent = builder_root(b, thread);
    for (uint32_t i = 0; i < n_nodes; i++) {
        if (i == 0 || names[i] != NULL)
            function = builder_function(
                b, &(builder_function_spec){
                       .name = names[i], .file = "a.c", .first_line = i + 1});
        parent =
            builder_node(b, thread, parent, function, 0,
                         &(profpass_node_record){.calls = 1, .self_ticks = 10});
    }
}

static void test_names(void)
{
    static const char *const names[] = {"a;b(\"x\")", "c\nd", "e\xff\xc3\xa4",
                                        ""};
    profile_builder b;
    build_chain(&b, names, 4);
    expect_export(&b, "folded", NULL,
                  "a:b(\"x\") 10\n"
                  "a:b(\"x\");c?d 10\n"
                  "a:b(\"x\");c?d;e\xef\xbf\xbd\xc3\xa4 10\n"
                  "a:b(\"x\");c?d;e\xef\xbf\xbd\xc3\xa4;? 10\n");
    profpass_profile *profile = fixture_open(&b);
    const profpass_text_options options = {.weight = NULL};
    char *csv = fixture_text(profile, exporter("csv"), &options, NULL);
    EXPECT(strstr(csv, "function,\"a;b(\"\"x\"\")\",\"a.c\",1,,,,1,0,10,10,"
                       ",,,,,,,,,,,,,\r\n") != NULL);
    EXPECT(strstr(csv, "function,\"c\nd\",\"a.c\",2,") != NULL);
    free(csv);
    char *speedscope =
        fixture_text(profile, exporter("speedscope"), &options, NULL);
    EXPECT(strstr(speedscope, "{\"name\":\"c\\u000ad\",\"file\":\"a.c\","
                              "\"line\":2}") != NULL);
    EXPECT(strstr(speedscope, "{\"name\":\"e\xef\xbf\xbd\xc3\xa4\"") != NULL);
    free(speedscope);
    profpass_close(profile);
    builder_done(&b);
}

static int count_bytes(void *context, const char *bytes, size_t n_bytes)
{
    (void)bytes;
    *(size_t *)context += n_bytes;
    return 0;
}

/* No program makes a stack that holds one function 30,000 times; a file may.
 * Formats that write each stack out would write 450 million frames. */
static void test_chain(void)
{
    enum { N_NODES = 30000 };
    const char **names = calloc(N_NODES, sizeof *names);
    names[0] = "f";
    profile_builder b;
    build_chain(&b, names, N_NODES);
    profpass_profile *profile = fixture_open(&b);
    const profpass_text_options options = {.weight = NULL};
    static const char *const formats[] = {"folded", "pprof", "speedscope",
                                          "chrome", "callgrind"};
    for (int i = 0; i < 5; i++) {
        size_t n_bytes = 0;
        const profpass_sink sink = {count_bytes, &n_bytes};
        profpass_error err = {.message = ""};
        profpass_status status =
            exporter(formats[i])(profile, &options, &sink, &err);
        EXPECT_EQUAL(status, i < 2 ? PROFPASS_EINVAL : PROFPASS_OK);
        if (i < 2)
            EXPECT_TEXT(err.message,
                        "its stacks have 450045001 frames in all, too many to "
                        "write each out; use speedscope, callgrind or csv");
        EXPECT(i < 2 ? n_bytes == 0 : n_bytes < 200 * (size_t)N_NODES);
    }
    profpass_close(profile);
    builder_done(&b);
    free(names);
}

/* The library says of a weight what it can. */
static void test_weight(void)
{
    fixture x;
    fixture_init(&x, "/src");
    profpass_profile *profile = fixture_open(&x.b);
    const profpass_text_options options = {.weight = "tim"};
    size_t n_bytes = 0;
    const profpass_sink sink = {count_bytes, &n_bytes};
    profpass_error err = {.message = ""};
    EXPECT_EQUAL(exporter("chrome")(profile, &options, &sink, &err),
                 PROFPASS_EINVAL);
    EXPECT_TEXT(err.message,
                "weight \"tim\": expected time, calls, bytes, live, peak, "
                "allocs or temporary");
    EXPECT_EQUAL(n_bytes, 0);
    profpass_close(profile);
    builder_done(&x.b);
}

int main(void)
{
    test_heap();
    test_callgrind();
    test_names();
    test_chain();
    test_weight();
    return expect_done();
}
