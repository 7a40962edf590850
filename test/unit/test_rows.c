/* test_rows.c - the report row by row, and line tables that go elsewhere
 *
 * The rows say what the text says, and carry the figures; what a mark says of
 * stream and precision counts, and a stream that fails loses nothing.
 */
#include <stdlib.h>

#include "expect.h"
#include "fixture.h"

enum { TEXT_BYTES = 1 << 16 };

typedef struct collected {
    char text[TEXT_BYTES]; /* of all rows, with newlines */
    size_t n;
    profpass_report_row line3, function, call, heap; /* the last of its kind */
    unsigned n_rows, n_lines;
    char source3[64];
} collected;

static void append(char *text, size_t *n, const char *bytes, size_t n_bytes)
{
    if (*n + n_bytes >= TEXT_BYTES)
        abort();
    memcpy(text + *n, bytes, n_bytes);
    *n += n_bytes;
    text[*n] = '\0';
}

static void take(void *context, const profpass_report_row *row)
{
    collected *c = context;
    append(c->text, &c->n, row->text, strlen(row->text));
    append(c->text, &c->n, "\n", 1);
    c->n_rows++;
    EXPECT(row->function != NULL && row->file != NULL && row->source != NULL);
    EXPECT_EQUAL(row->level, 6);
    if (row->kind == PROFPASS_REPORT_LINE && row->line == 3) {
        c->line3 = *row;
        strcpy(c->source3, row->source);
    }
    c->n_lines += row->kind == PROFPASS_REPORT_LINE;
    if (row->kind == PROFPASS_REPORT_FUNCTION)
        c->function = *row;
    if (row->kind == PROFPASS_REPORT_CALL && strcmp(row->function, "f") == 0)
        c->call = *row;
    if (row->kind == PROFPASS_REPORT_HEAP)
        c->heap = *row;
}

/* Remove what is for eyes: empty lines and rules. */
static void keep_rows(char *text)
{
    char *to = text;
    for (char *line = text, *end; *line != '\0'; line = end + 1) {
        end = strchr(line, '\n');
        size_t n = (size_t)(end - line);
        if (n == 0 || strspn(line, "=") == n)
            continue;
        memmove(to, line, n + 1);
        to += n + 1;
    }
    *to = '\0';
}

static profpass_profile *open_marked(fixture *x, char directory[64],
                                     const char *mark)
{
    fixture_directory(directory);
    fixture_write(directory, "demo.c",
                  "long f(int n) {\n    long s = 0;\n    s += g(n);\n"
                  "    if (n) s += 1;\n    return s; }\n");
    fixture_init(x, directory);
    if (mark != NULL) {
        profpass_ref options = builder_string(&x->b, mark);
        ((profpass_function_record *)builder_at(&x->b, x->f))->options =
            options;
    }
    return fixture_open(&x->b);
}

static void close_marked(fixture *x, const char *directory,
                         profpass_profile *profile)
{
    profpass_close(profile);
    builder_done(&x->b);
    fixture_remove(directory, "demo.c");
}

static void test_rows_are_the_report(void)
{
    char directory[64];
    fixture x;
    static collected c;
    const profpass_text_options options = {.columns = "all"};
    profpass_profile *profile = open_marked(&x, directory, NULL);
    char *text = fixture_text(profile, profpass_write_report, &options, NULL);
    EXPECT_EQUAL(profpass_report_rows(profile, &options, take, &c, NULL),
                 PROFPASS_OK);
    keep_rows(text);
    EXPECT_TEXT(c.text, text);
    free(text);

    EXPECT_TEXT(c.source3, "    s += g(n);");
    EXPECT_TEXT(c.line3.function, "f");
    EXPECT_TEXT(c.line3.file, "demo.c");
    EXPECT_EQUAL(c.line3.occurrences, 6);
    EXPECT_EQUAL(c.line3.usage_bytes, 80 << 10);
    EXPECT_TEXT(c.function.function, "f");
    EXPECT_EQUAL(c.function.line, 1);
    EXPECT_EQUAL(c.function.occurrences, 3);
    EXPECT_EQUAL(c.call.self_ns, 60);
    EXPECT_EQUAL(c.call.total_ns, 90);
    const profpass_heap_totals *heap = &profpass_get_model(profile)->heap;
    EXPECT_EQUAL(c.heap.occurrences, heap->allocations);
    EXPECT_EQUAL(c.heap.usage_bytes, heap->live_bytes);
    EXPECT_EQUAL(c.heap.peak_bytes, heap->peak_bytes);

    profpass_error err;
    const profpass_text_options bad = {.unit = "MB"};
    EXPECT_EQUAL(profpass_report_rows(profile, &bad, take, &c, &err),
                 PROFPASS_EINVAL);
    close_marked(&x, directory, profile);
}

/* ---- streams ---- */

typedef struct streamed {
    char pattern[64], text[TEXT_BYTES];
    size_t n;
    unsigned n_tables;
    bool refuses, fails;
} streamed;

static int collect(void *context, const char *bytes, size_t n_bytes)
{
    streamed *s = context;
    append(s->text, &s->n, bytes, n_bytes);
    return 0;
}

static const profpass_sink *begin(void *context, const char *pattern,
                                  size_t n_bytes)
{
    static profpass_sink sink = {.write = collect};
    streamed *s = context;
    sink.context = s;
    memcpy(s->pattern, pattern, n_bytes);
    s->pattern[n_bytes] = '\0';
    return s->refuses ? NULL : &sink;
}

static const char *end(void *context)
{
    streamed *s = context;
    s->n_tables++;
    return s->fails ? NULL : "there";
}

static char *text_with(const profpass_profile *profile, streamed *s)
{
    const profpass_streams streams = {begin, end, s};
    const profpass_text_options options = {.streams = &streams, .color = true};
    return fixture_text(profile, profpass_write_report, &options, NULL);
}

static void test_streams(void)
{
    char directory[64];
    fixture x;
    static streamed good, refused, failed;
    const profpass_text_options colored = {.color = true};
    refused.refuses = failed.fails = true;
    profpass_profile *profile =
        open_marked(&x, directory, "stream=old,lines=all,stream=%p.log");
    char *text = text_with(profile, &good);
    EXPECT_TEXT(good.pattern, "%p.log");
    EXPECT_EQUAL(good.n_tables, 1);
    EXPECT(strncmp(good.text, "Filename: demo.c\nFunction: f (", 30) == 0);
    EXPECT_CONTAINS(good.text, "\n     3    80.00 KiB     0.23 KiB");
    EXPECT_CONTAINS(good.text, "from x.inc:");
    EXPECT(strchr(good.text, '\033') == NULL);
    EXPECT_CONTAINS(text, ", line 1\nLines: in there\n\n");
    EXPECT(strstr(text, "s += g(n)") == NULL);
    free(text);

    /* All or nothing: what fails is in the text as if there were no stream. */
    char *whole = fixture_text(profile, profpass_write_report, &colored, NULL);
    text = text_with(profile, &refused);
    EXPECT_TEXT(text, whole);
    free(text);
    text = text_with(profile, &failed);
    EXPECT_EQUAL(failed.n_tables, 1);
    EXPECT_TEXT(text, whole);
    free(text);
    free(whole);
    close_marked(&x, directory, profile);
}

static void test_precision(void)
{
    static const struct {
        const char *mark, *cell;
        int asked;
    } cases[] = {
        {"precision=4", "\n     3  80.0000 KiB ", 0},
        {"precision=4,lines=all,precision=0", "\n     3       80 KiB ", 0},
        {"precision=4", "\n     3     80.0 KiB ", 2},
        {"precision=44", "\n     3    80.00 KiB ",
         0}, /* in no compiler's file */
        {"precision=", "\n     3    80.00 KiB ", 0},
        {",,=,x", "\n     3    80.00 KiB ", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char directory[64];
        fixture x;
        const profpass_text_options options = {.precision = cases[i].asked};
        profpass_profile *profile = open_marked(&x, directory, cases[i].mark);
        char *text =
            fixture_text(profile, profpass_write_lines, &options, NULL);
        EXPECT_CONTAINS(text, cases[i].cell);
        free(text);
        close_marked(&x, directory, profile);
    }
}

/* A function without lines has no table, here or elsewhere. */
static void test_no_lines(void)
{
    static const struct {
        const char *mark, *text;
    } cases[] = {
        {"stream=x,lines=off", "\nNo lines: its mark says lines=off\n\n"},
        {"stream=x,lines=of", "\nNo lines: it was compiled without line "},
        {"lines=off,lines=all", "\nNo lines: it was compiled without line "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char directory[64];
        fixture x;
        streamed s = {.refuses = false};
        profpass_close(open_marked(&x, directory, cases[i].mark));
        ((profpass_function_record *)builder_at(&x.b, x.f))->flags =
            PROFPASS_FUNCTION_MARKED;
        profpass_profile *profile = fixture_open(&x.b);
        char *text = text_with(profile, &s);
        EXPECT_CONTAINS(text, cases[i].text);
        EXPECT_EQUAL(s.n_tables, 0);
        free(text);
        close_marked(&x, directory, profile);
    }
}

int main(void)
{
    test_rows_are_the_report();
    test_streams();
    test_precision();
    test_no_lines();
    return expect_done();
}
