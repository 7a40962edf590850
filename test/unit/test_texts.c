/* test_texts.c - reports look as the documents say, to the character */
#include <stdlib.h>

#include "expect.h"
#include "fixture.h"

static const char source[] = "long f(int n) {\n"
                             "    long s = 0;\n"
                             "    s += g(n);\n"
                             "    if (n) s += 1;\n"
                             "    return s; }\n"
                             "\n"
                             "\n"
                             "int main(void) {\n";

/* Compare a text of the fixture with what is expected. */
static void expect_text(profpass_write_fn *write,
                        const profpass_text_options *options,
                        const char *expected)
{
    char directory[64];
    fixture x;
    fixture_directory(directory);
    fixture_write(directory, "demo.c", source);
    fixture_init(&x, directory);
    profpass_profile *profile = fixture_open(&x.b);
    char *text = fixture_text(profile, write, options, NULL);
    EXPECT_TEXT(text, expected);
    free(text);
    profpass_close(profile);
    builder_done(&x.b);
    fixture_remove(directory, "demo.c");
}

static void test_report(void)
{
    expect_text(
        profpass_write_report, NULL,
        "Filename: demo.c\n"
        "Function: f (3 calls, 1 primitive, 1 unwound, 90 ns total, 60 ns "
        "self), line 1\n"
        "\n"
        "Line #    Mem usage    Increment  Occurrences   Line Contents\n"
        "=============================================================\n"
        "     1    71.00 KiB     0.00 KiB            3   long f(int n) {\n"
        "     2    71.00 KiB     0.00 KiB            3       long s = 0;\n"
        "     3    80.00 KiB     0.23 KiB            6       s += g(n);\n"
        "     4    80.00 KiB     0.00 KiB            6       if (n) s += 1;\n"
        "     5    80.00 KiB     0.00 KiB            3       return s; }\n"
        "from x.inc:\n"
        "Source not found: x.inc; only lines with data are shown\n"
        "     7    72.00 KiB    -0.10 KiB            2\n"
        "\n"
        "         7 function calls (5 primitive calls) in 0.100 microseconds\n"
        "\n"
        "   Ordered by: cumulative time\n"
        "\n"
        "   ncalls  tottime  percall  cumtime  percall "
        "filename:lineno(function)\n"
        "        1    0.010    0.010    0.100    0.100 demo.c:8(main)\n"
        "      3/1    0.060    0.020    0.090    0.090 demo.c:1(f)\n"
        "        3    0.030    0.010    0.030    0.010 lib.c:20(g)\n"
        "\n"
        "Heap: 7 allocations, 2 frees, 74068 bytes (72.3 KiB) allocated\n"
        "  peak       74036 bytes (72.3 KiB) in 6 blocks\n"
        "  live       73936 bytes (72.2 KiB) in 5 blocks\n"
        "  <no instrumented caller>: 1 allocation, 72704 bytes (71.0 KiB), "
        "live 72704 bytes (71.0 KiB)\n");
}

/* The columns start at the same place in memory_profiler 0.61, whose heading
 * is one character off too. */
static void test_compat(void)
{
    expect_text(
        profpass_write_lines,
        &(profpass_text_options){.compat = true, .unit = "KiB"},
        "Filename: demo.c\n"
        "\n"
        "Line #    Mem usage    Increment  Occurrences   Line Contents\n"
        "=============================================================\n"
        "     1   71.000 KiB   71.000 KiB           3   long f(int n) {\n"
        "     2   71.000 KiB    0.000 KiB           3       long s = 0;\n"
        "     3   80.000 KiB    0.227 KiB           6       s += g(n);\n"
        "     4   80.000 KiB    0.000 KiB           6       if (n) s += 1;\n"
        "     5   80.000 KiB    0.000 KiB           3       return s; }\n"
        "\n\n");
    expect_text(
        profpass_write_lines,
        &(profpass_text_options){.compat = true, .precision = 1},
        "Filename: demo.c\n"
        "\n"
        "Line #    Mem usage    Increment  Occurrences   Line Contents\n"
        "=============================================================\n"
        "     1        0 MiB        0 MiB           3   long f(int n) {\n"
        "     2        0 MiB        0 MiB           3       long s = 0;\n"
        "     3        0 MiB        0 MiB           6       s += g(n);\n"
        "     4        0 MiB        0 MiB           6       if (n) s += 1;\n"
        "     5        0 MiB        0 MiB           3       return s; }\n"
        "\n\n");
}

static void test_columns(void)
{
    expect_text(
        profpass_write_lines,
        &(profpass_text_options){
            .columns = "allocations,at_peak", .unit = "B", .precision = 4},
        "Filename: demo.c\n"
        "Function: f (3 calls, 1 primitive, 1 unwound, 90 ns total, 60 ns "
        "self), line 1\n"
        "\n"
        "Line #    Mem usage    Increment  Occurrences  Allocations  "
        "    At peak   Line Contents\n"
        "============================================================"
        "===========================\n"
        "     1      72704 B          0 B            3               "
        "              long f(int n) {\n"
        "     2      72704 B          0 B            3               "
        "                  long s = 0;\n"
        "     3      81920 B        232 B            6            5  "
        "      332 B       s += g(n);\n"
        "     4      81920 B          0 B            6               "
        "                  if (n) s += 1;\n"
        "     5      81920 B          0 B            3               "
        "                  return s; }\n"
        "from x.inc:\n"
        "Source not found: x.inc; only lines with data are shown\n"
        "     7      73728 B       -100 B            2\n"
        "\n"
        "Function: <no instrumented line>\n"
        "\n"
        "Line #    Mem usage    Increment  Occurrences  Allocations  "
        "    At peak   Line Contents\n"
        "============================================================"
        "===========================\n"
        "                                                         1  "
        "     1000 B   main, demo.c:8\n"
        "                                                         1  "
        "    72704 B   <no instrumented caller>\n"
        "\n");
}

/* A line that never ran has 0 occurrences, one without code has none. */
static void test_source(void)
{
    char directory[64];
    fixture x;
    fixture_directory(directory);
    fixture_write(directory, "demo.c", "f\n\nthree\r\n");
    fixture_init(&x, directory);
    builder_header(&x.b)->start_unix_ns = 1;
    profpass_function_record *f = builder_at(&x.b, x.f);
    profpass_line_record *slot = builder_at(&x.b, f->lines);
    slot->line = 3;
    slot[1].line = 4; /* slot 4's counter, 3, is 2; that of slot 1 becomes 0 */
    slot[0].counter = 4;
    profpass_profile *profile = fixture_open(&x.b);
    char *text = fixture_text(profile, profpass_write_lines, NULL, NULL);
    EXPECT_CONTAINS(text, "Warning: source changed since the run: demo.c\n");
    EXPECT_CONTAINS(text,
                    "     2\n"
                    "     3                                      0   three\n"
                    "     4    80.00 KiB");
    free(text);
    fixture_remove(directory, "demo.c");
    text = fixture_text(profile, profpass_write_lines, NULL, NULL);
    EXPECT_CONTAINS(text, "Source not found: demo.c; only lines with data");
    EXPECT(strstr(text, "\n     2") == NULL);
    EXPECT_CONTAINS(text, "     1    71.00 KiB     0.00 KiB            3\n");
    free(text);
    profpass_close(profile);
    builder_done(&x.b);
}

static void expect_order(const char *sort, const char *heading,
                         const char *names)
{
    fixture x;
    fixture_init(&x, NULL);
    profpass_profile *profile = fixture_open(&x.b);
    profpass_status status;
    char *text = fixture_text(profile, profpass_write_calls,
                              &(profpass_text_options){.sort = sort}, &status);
    char found[64] = "";
    EXPECT_EQUAL(status, PROFPASS_OK);
    EXPECT_CONTAINS(text, heading);
    for (const char *at = strchr(text, '\0') - 1; at > text; at--)
        if (at[-1] == '(' && strchr(at, ')') != NULL && at[-2] >= '0' &&
            at[-2] <= '9') {
            memmove(found + 1, found, strlen(found) + 1);
            found[0] = *at;
        }
    EXPECT_TEXT(found, names);
    free(text);
    profpass_close(profile);
    builder_done(&x.b);
}

static void test_sort(void)
{
    expect_order(NULL, "   Ordered by: cumulative time\n", "mfg");
    expect_order("cum", "   Ordered by: cumulative time\n", "mfg");
    expect_order("2", "   Ordered by: cumulative time\n", "mfg");
    expect_order("ncalls", "   Ordered by: call count\n", "fgm");
    expect_order("pcalls", "   Ordered by: primitive call count\n", "gfm");
    expect_order("t", "   Ordered by: internal time\n", "fgm");
    expect_order("name", "   Ordered by: function name\n", "fgm");
    expect_order("l", "   Ordered by: line number\n", "fmg");
    expect_order("nfl", "   Ordered by: name/file/line\n", "fgm");
    expect_order("-1", "   Ordered by: standard name\n", "fmg");
    expect_order("file,name", "   Ordered by: file name, function name\n",
                 "fmg");
}

static void expect_invalid(profpass_write_fn *write,
                           const profpass_text_options *options,
                           const char *message)
{
    fixture x;
    fixture_init(&x, NULL);
    profpass_profile *profile = fixture_open(&x.b);
    profpass_status status;
    char *text = fixture_text(profile, write, options, &status);
    EXPECT_EQUAL(status, PROFPASS_EINVAL);
    EXPECT_CONTAINS(text, message);
    EXPECT(text[0] != 'F'); /* nothing was written before */
    free(text);
    profpass_close(profile);
    builder_done(&x.b);
}

static void test_invalid(void)
{
    const profpass_text_options unit = {.unit = "MB"};
    expect_invalid(profpass_write_report, &unit, "no unit \"MB\"");
    const profpass_text_options compat = {.unit = "MB", .compat = true};
    expect_invalid(profpass_write_lines, &compat, "no unit \"MB\"");
    const profpass_text_options columns = {.columns = "peak,leaks"};
    expect_invalid(profpass_write_lines, &columns, "no column \"leaks\"");
    const profpass_text_options ambiguous = {.sort = "n"};
    expect_invalid(profpass_write_report, &ambiguous, "no sort key \"n\"");
    const profpass_text_options unknown = {.sort = "time,size"};
    expect_invalid(profpass_write_calls, &unknown, "no sort key \"size\"");
}

static void test_invalid_heap(void)
{
    static const struct {
        profpass_heap_options heap;
        const char *message;
    } wrong[] = {
        {{.by = "thread"}, "by \"thread\": expected line, function or context"},
        {{.sort = "bytes"}, "no sort key \"bytes\": peak, live, allocated"},
        {{.account = "gpu"}, "no account \"gpu\": heap, mapped, pools or"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const profpass_text_options options = {.heap = &wrong[i].heap};
        expect_invalid(profpass_write_heap_table, &options, wrong[i].message);
        expect_invalid(profpass_write_leaks, &options, wrong[i].message);
    }
    const profpass_heap_options limit = {.limit = "5"};
    expect_invalid(profpass_write_leaks,
                   &(profpass_text_options){.heap = &limit},
                   "limit \"5\": expected an amount such as 0B");
    const profpass_heap_options sizes = {.sizes = true};
    expect_invalid(profpass_write_heap_table,
                   &(profpass_text_options){.heap = &sizes},
                   "it holds no sizes of blocks: an older profpass");
    const profpass_text_options unit = {.unit = "MB"};
    expect_invalid(profpass_write_heap_table, &unit, "no unit \"MB\"");
}

/* What an older profile does not hold has no column, and what was live at its
 * peak is there. */
static void test_older_heap(void)
{
    const profpass_heap_options by = {.by = "function"};
    expect_text(
        profpass_write_heap_table,
        &(profpass_text_options){.heap = &by, .unit = "B"},
        "Heap: 7 allocations, 2 frees, 74068 bytes (72.3 KiB) allocated\n"
        "  peak       74036 bytes (72.3 KiB) in 6 blocks\n"
        "  live       73936 bytes (72.2 KiB) in 5 blocks\n"
        "  <no instrumented caller>: 1 allocation, 72704 bytes (71.0 KiB), "
        "live 72704 bytes (71.0 KiB)\n"
        "\n"
        "4 functions, by bytes at the peak\n"
        "\n"
        "   share  at peak  blocks     live  allocated  calls  temporary      "
        "%  remote  function\n"
        "   98.2%  72704 B       1  72704 B    72704 B      1          0   "
        "0.0%       0  <no instrumented caller>\n"
        "    1.4%   1000 B       1   1000 B     1000 B      1          0   "
        "0.0%       0  demo.c:8(main)\n"
        "    0.4%    300 B       3    200 B      300 B      3          1  "
        "33.3%       0  demo.c:1(f)\n"
        "    0.0%     32 B       1     32 B       64 B      2          0   "
        "0.0%       1  lib.c:20(g)\n"
        "  100.0%  74036 B       6  73936 B    74068 B      7          1  "
        "14.3%       1  total\n");
}

static void test_restriction(void)
{
    expect_text(profpass_write_calls, &(profpass_text_options){.function = "?"},
                "         7 function calls (5 primitive calls) in 0.100 "
                "microseconds\n"
                "\n"
                "   Ordered by: cumulative time\n"
                "   List reduced from 3 to 2 due to restriction <?>\n"
                "\n"
                "   ncalls  tottime  percall  cumtime  percall "
                "filename:lineno(function)\n"
                "      3/1    0.060    0.020    0.090    0.090 demo.c:1(f)\n"
                "        3    0.030    0.010    0.030    0.010 lib.c:20(g)\n"
                "\n");
    expect_text(profpass_write_lines,
                &(profpass_text_options){.function = "g*"}, "");
}

/* Losses and activations that had not ended are said in words. */
static void test_words(void)
{
    fixture x;
    fixture_init(&x, NULL);
    builder_header(&x.b)->losses[PROFPASS_LOSS_BLOCKS] = 3;
    builder_header(&x.b)->timing = PROFPASS_TIMING_OFF;
    profpass_node_record *node = builder_at(&x.b, x.node_f);
    node->returns = 0;
    profpass_profile *profile = fixture_open(&x.b);
    char *text = fixture_text(profile, profpass_write_report, NULL, NULL);
    EXPECT_CONTAINS(text, "Lost: 3 heap blocks without a record");
    EXPECT_CONTAINS(text, "Function: f (3 calls, 1 primitive, 1 unwound, "
                          "1 still running), line 1\n");
    free(text);
    text = fixture_text(profile, profpass_write_info, NULL, NULL);
    EXPECT_CONTAINS(text, "command      ./demo a b\n");
    EXPECT_CONTAINS(text, "started      1970-01-01 00:00:00 UTC\n");
    EXPECT_CONTAINS(text, "Lost: 3 heap blocks without a record");
    free(text);
    profpass_close(profile);

    builder_header(&x.b)->start_unix_ns = 951827696000000000;
    profile = fixture_open(&x.b);
    text = fixture_text(profile, profpass_write_info, NULL, NULL);
    EXPECT_CONTAINS(text, "started      2000-02-29 12:34:56 UTC\n");
    free(text);
    profpass_close(profile);
    builder_done(&x.b);
}

/* A sink that fails after some bytes. */
static int fail_at_100(void *context, const char *bytes, size_t n_bytes)
{
    size_t *taken = context;
    (void)bytes;
    *taken += n_bytes;
    return *taken > 100 ? 28 : 0;
}

static void test_full_disk(void)
{
    fixture x;
    fixture_init(&x, NULL);
    profpass_profile *profile = fixture_open(&x.b);
    const profpass_text_options options = {.unit = NULL};
    size_t taken = 0;
    profpass_sink sink = {fail_at_100, &taken};
    profpass_error err = {.message = ""};
    EXPECT_EQUAL(profpass_write_dump(profile, &options, &sink, &err),
                 PROFPASS_EIO);
    EXPECT_EQUAL(err.status, PROFPASS_EIO);
    EXPECT_CONTAINS(err.message, "28");
    profpass_close(profile);
    builder_done(&x.b);
}

/* How blocks ended: by the next operation, by another thread, by realloc. */
static void test_ends(void)
{
    fixture x;
    fixture_init(&x, NULL);
    fixture_add_details(&x);
    const profpass_text_options options = {.columns = "temporary,remote,moved",
                                           .unit = "B"};
    profpass_profile *profile = fixture_open(&x.b);
    char *text = fixture_text(profile, profpass_write_lines, &options, NULL);
    EXPECT_CONTAINS(text, "Line #    Mem usage    Increment  Occurrences    "
                          "Temporary       Remote        Moved   Line "
                          "Contents\n");
    EXPECT_CONTAINS(text, "     3      81920 B        232 B            6      "
                          "      1            1        100 B");
    free(text);
    profpass_close(profile);
    builder_done(&x.b);
}

/* What is apart from the heap is told where there is some. */
static void test_accounts(void)
{
    fixture x;
    fixture_init(&x, NULL);
    fixture_add_details(&x);
    profpass_profile *profile = fixture_open(&x.b);
    char *text = fixture_text(profile, profpass_write_heap, NULL, NULL);
    EXPECT_CONTAINS(
        text, "\n  mapped     12288 bytes (12.0 KiB) by mmap and sbrk, "
              "at most 12288 bytes (12.0 KiB)\n"
              "  pools      0 bytes in blocks that the program noted, at "
              "most 300 bytes\n"
              "  stacks     65536 bytes (64.0 KiB) of threads' stacks, at "
              "most 65536 bytes (64.0 KiB)\n");
    free(text);
    text = fixture_text(profile, profpass_write_info, NULL, NULL);
    EXPECT_CONTAINS(
        text, "\nmapped       1 allocations, 0 frees; live 12288 bytes in "
              "2, peak 12288 in 2\n"
              "pools        4 allocations, 4 frees; live 0 bytes in 0, "
              "peak 300 in 3\n"
              "stacks       1 allocations, 0 frees; live 65536 bytes in "
              "1, peak 65536 in 1\n");
    EXPECT_CONTAINS(text, "4 sites, 3 size tables, 5 heap samples\n");
    free(text);
    profpass_close(profile);
    builder_done(&x.b);
}

int main(void)
{
    test_report();
    test_compat();
    test_columns();
    test_ends();
    test_accounts();
    test_source();
    test_sort();
    test_invalid();
    test_invalid_heap();
    test_older_heap();
    test_restriction();
    test_words();
    test_full_disk();
    return expect_done();
}
