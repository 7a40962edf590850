/* test_pstats.c - are Python's pstats files read and written as Python does?
 *
 * test/tools/pstats_*.test asks Python itself; here are the files that Python
 * does not write, and what is said of damaged ones.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "expect.h"
#include "fixture.h"
#include "pstats_text.h"

/* Open bytes as a file. */
static profpass_status open_bytes(const void *bytes, size_t n_bytes,
                                  profpass_stats **out, profpass_error *err)
{
    char path[64];
    int fd = memfd_create("pstats", MFD_CLOEXEC);
    if (fd < 0 || write(fd, bytes, n_bytes) != (ssize_t)n_bytes) {
        perror("memfd");
        exit(1);
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    profpass_status status = profpass_stats_open(path, out, err);
    close(fd);
    return status;
}

static profpass_stats *open_words(const char *words)
{
    pstats_bytes file = {0};
    profpass_stats *stats = NULL;
    profpass_error err = {.message = ""};
    pstats_put(&file, words);
    if (open_bytes(file.bytes, file.n_bytes, &stats, &err) != PROFPASS_OK) {
        fprintf(stderr, "%s: %s\n", words, err.message);
        exit(1);
    }
    free(file.bytes);
    return stats;
}

/* What a dump writes, collected. */
static int collect(void *context, const char *bytes, size_t n_bytes)
{
    FILE *stream = context;
    return fwrite(bytes, 1, n_bytes, stream) == n_bytes ? 0 : 1;
}

static char *dump(const profpass_stats *stats, size_t *n_bytes)
{
    char *bytes = NULL;
    FILE *stream = open_memstream(&bytes, n_bytes);
    profpass_error err;
    const profpass_sink sink = {collect, stream};
    EXPECT_EQUAL(profpass_stats_dump(stats, &sink, &err), PROFPASS_OK);
    fclose(stream);
    return bytes;
}

/* A table's dump is what the words say. */
static void expect_dump(const profpass_stats *stats, const char *words)
{
    pstats_bytes expected = {0};
    size_t n_bytes;
    char *bytes = dump(stats, &n_bytes);
    pstats_put(&expected, words);
    EXPECT_EQUAL(n_bytes, expected.n_bytes);
    EXPECT(n_bytes == expected.n_bytes &&
           memcmp(bytes, expected.bytes, n_bytes) == 0);
    free(expected.bytes);
    free(bytes);
}

/* ---- what is right ---- */

static void expect_row(const profpass_stats *stats, uint32_t i,
                       const char *file, uint32_t line, const char *name,
                       uint64_t calls, uint64_t primitive_calls, double self_s,
                       double total_s)
{
    const profpass_stats_row *row = profpass_stats_row_at(stats, i);
    EXPECT_TEXT(row->file, file);
    EXPECT_TEXT(row->name, name);
    EXPECT_EQUAL(row->line, line);
    EXPECT_EQUAL(row->calls, calls);
    EXPECT_EQUAL(row->primitive_calls, primitive_calls);
    EXPECT(row->self_s == self_s && row->total_s == total_s);
}

static void expect_caller(const profpass_stats *stats, uint32_t i, uint32_t j,
                          const profpass_stats_caller *expected)
{
    const profpass_stats_row *row = profpass_stats_row_at(stats, i);
    EXPECT(j < row->n_callers);
    if (j >= row->n_callers)
        return;
    const profpass_stats_caller *caller = &row->callers[j];
    EXPECT_EQUAL(caller->row, expected->row);
    EXPECT_EQUAL(caller->plain, expected->plain);
    EXPECT_EQUAL(caller->calls, expected->calls);
    EXPECT_EQUAL(caller->primitive_calls, expected->primitive_calls);
    EXPECT(caller->self_s == expected->self_s &&
           caller->total_s == expected->total_s);
}

/* Every code, and references to all that can have a number: 0 the dict, 1 main,
 * 2 its file, 3 its name, 4 a float, 5 f, 6 a dict of callers, 7 figures. */
static void reads_every_code(void)
{
    profpass_stats *stats =
        open_words("!{ !)3 !Z:/src/a.c i:30 !z:main )5 i:1 i:1 !f:.25 g:3 { 0"
                   " !(3 r:2 l:3 t:f )5 i:2 i:177 g:1.5 i:2"
                   " !{ r:1 !)4 T i:1 r:4 g:.5 r:5 (4 i:176 F g:1e-9 f:1e300 0"
                   " (3 u:b.cpp i:7 A:ns::T<int>::op"
                   " (5 l:5000000000 l:18446744073709551615 g:0 g:-0.5 r:6"
                   " )3 u:~ i:0 a:<malloc> )5 i:5 i:5 r:4 g:.5"
                   " { r:5 r:7 (3 u:gone i:1 u:caller i:3 0"
                   " 0 x:ff x:01");
    EXPECT_EQUAL(profpass_stats_n_rows(stats), 5);
    expect_row(stats, 0, "/src/a.c", 30, "main", 1, 1, .25, 3);
    expect_row(stats, 1, "/src/a.c", 3, "f", 177, 2, 1.5, 2);
    expect_row(stats, 2, "b.cpp", 7, "ns::T<int>::op", UINT64_MAX, 5000000000,
               0, -.5);
    expect_row(stats, 3, "~", 0, "<malloc>", 5, 5, .25, .5);
    expect_row(stats, 4, "gone", 1, "caller", 0, 0, 0, 0);
    for (uint32_t i = 0; i < 5; i++)
        EXPECT_EQUAL(profpass_stats_row_at(stats, i)->has_entry, i < 4);
    EXPECT_EQUAL(profpass_stats_row_at(stats, 0)->n_callers, 0);
    for (uint32_t i = 1; i < 3; i++) {
        EXPECT_EQUAL(profpass_stats_row_at(stats, i)->n_callers, 2);
        expect_caller(stats, i, 0,
                      &(profpass_stats_caller){0, false, 1, 1, .25, .5});
        expect_caller(stats, i, 1,
                      &(profpass_stats_caller){1, false, 176, 0, 1e-9, 1e300});
    }
    expect_caller(stats, 3, 0,
                  &(profpass_stats_caller){1, false, 1, 1, .25, .5});
    expect_caller(stats, 3, 1, &(profpass_stats_caller){4, true, 3, 0, 0, 0});
    profpass_stats_close(stats);
}

/* A byte of short or ASCII text is a character of Latin-1; other text is UTF-8,
 * in which Python writes bytes that are no text as surrogates. */
static void reads_text(void)
{
    profpass_stats *stats =
        open_words("{ )3 Z:caf\xe9.c i:1 A:\xff )5 i:1 i:1 g:0 g:0 { 0"
                   " )3 u:caf\xc3\xa9.c i:1 u: )5 i:1 i:1 g:0 g:0 { 0"
                   " )3 u:\xed\xb3\xa9.c i:1 z: )5 i:1 i:1 g:0 g:0 { 0 0");
    expect_row(stats, 0, "caf\xc3\xa9.c", 1, "\xc3\xbf", 1, 1, 0, 0);
    expect_row(stats, 1, "caf\xc3\xa9.c", 1, "", 1, 1, 0, 0);
    expect_row(stats, 2, "\xed\xb3\xa9.c", 1, "", 1, 1, 0, 0);
    profpass_stats_close(stats);
}

static void reads_sampled(void)
{
    profpass_stats *stats = open_words(
        "{ )3 z:a.py i:4 z:f )5 i:2 i:2 g:1 g:1 { 0 )1 z:__sampled__ T 0");
    EXPECT_EQUAL(profpass_stats_n_rows(stats), 1);
    expect_row(stats, 0, "a.py", 4, "f", 2, 2, 1, 1);
    profpass_stats_close(stats);
}

/* Codes that every Python reads, counts of any size, text that is text, and an
 * entry for each caller. */
static void writes_for_every_python(void)
{
    profpass_stats *stats = open_words(
        "{ )3 u:\xed\xb3\xa9 i:1 z:\xe9 )5 i:1 l:2147483647 g:.5 g:.25 { 0"
        " )3 z:b i:2 z:g )5 l:2147483648 l:18446744073709551615 i:1 i:2"
        " { )3 z:c i:3 z:h )4 i:4 l:5000000000 g:1 g:2 0"
        " )3 z:d l:4294967295 z:k )5 i:1 i:1 g:0 g:0 { )3 z:b i:2 z:g i:9 0"
        " 0");
    expect_dump(
        stats,
        "{ (3 u:\\xed\\xb3\\xa9 i:1 u:\xc3\xa9"
        " (5 i:1 i:2147483647 g:.5 g:.25 { 0"
        " (3 u:b i:2 u:g (5 l:2147483648 l:18446744073709551615 g:1 g:2"
        " { (3 u:c i:3 u:h (4 i:4 l:5000000000 g:1 g:2 0"
        " (3 u:d l:4294967295 u:k (5 i:1 i:1 g:0 g:0 { (3 u:b i:2 u:g i:9 0"
        " (3 u:c i:3 u:h (5 i:0 i:0 g:0 g:0 { 0 0");
    size_t n_bytes, n_again;
    char *bytes = dump(stats, &n_bytes);
    profpass_stats *again = NULL;
    EXPECT_EQUAL(open_bytes(bytes, n_bytes, &again, NULL), PROFPASS_OK);
    char *twice = dump(again, &n_again);
    EXPECT(n_again == n_bytes && memcmp(bytes, twice, n_bytes) == 0);
    free(bytes);
    free(twice);
    profpass_stats_close(again);
    profpass_stats_close(stats);
}

static void exports_profiles(void)
{
    fixture x;
    fixture_init(&x, "/home/me/demo");
    profpass_profile *profile = fixture_open(&x.b);
    profpass_stats *stats = NULL;
    EXPECT_EQUAL(profpass_stats_from_profile(profile, &stats, NULL),
                 PROFPASS_OK);
    expect_dump(stats, "{ (3 u:/home/me/demo/demo.c i:1 u:f"
                       " (5 i:1 i:3 g:60e-9 g:90e-9"
                       "  { (3 u:/home/me/demo/demo.c i:1 u:f"
                       "    (4 i:2 i:1 g:40e-9 g:60e-9"
                       "    (3 u:/home/me/demo/demo.c i:8 u:main"
                       "    (4 i:1 i:1 g:20e-9 g:90e-9 0"
                       " (3 u:/home/me/demo/demo.c i:8 u:main"
                       " (5 i:1 i:1 g:10e-9 g:100e-9 { 0"
                       " (3 u:lib.c i:20 u:g (5 i:3 i:3 g:30e-9 g:30e-9"
                       "  { (3 u:/home/me/demo/demo.c i:1 u:f"
                       "    (4 i:3 i:3 g:30e-9 g:30e-9 0"
                       " 0");
    profpass_stats_close(stats);
    profpass_close(profile);
    builder_done(&x.b);
}

static void refuses_to_write_nothing(void)
{
    profile_builder b;
    builder_init(&b);
    profpass_profile *profile = fixture_open(&b);
    for (const profpass_exporter *e = profpass_exporters(); e->name; e++) {
        if (strcmp(e->name, "pstats") != 0)
            continue;
        profpass_error err = {.message = ""};
        const profpass_sink sink = {collect, stderr};
        EXPECT_EQUAL(
            e->write(profile, &(profpass_text_options){0}, &sink, &err),
            PROFPASS_ENOTFOUND);
        EXPECT_TEXT(err.message, "nothing was called, and Python refuses a "
                                 "pstats file without functions");
    }
    profpass_close(profile);
    builder_done(&b);
}

/* ---- what is wrong ---- */

#define F   ")3 z:a i:1 z:f " /* 11 bytes */
#define IN  "damaged pstats file: at byte "
#define FUN "a function (file, line, name) is expected, but there is "
#define ENT                                                            \
    "an entry (primitive calls, calls, own seconds, seconds, callers)" \
    " is expected, but there is "
#define CAL                                                         \
    "a caller's (calls, primitive calls, own seconds, seconds) is " \
    "expected, but there is "

static const struct {
    const char *words, *message;
    uint64_t offset;
} wrongs[] = {
    {"", "empty: not a profile", 0},
    {"{", "not a profile: begins with 7b, not with \"profpass\"", 0},
    {"{ 0", "a pstats file without functions", 0},
    {"{ )1 z:__sampled__ T 0", "a pstats file without functions", 0},
    /* functions */
    {"{ )2 z:a i:1", IN "1 " FUN "a tuple of 2", 1},
    {"{ )1 z:__sampling T 0", IN "1 " FUN "a tuple of 1", 1},
    {"{ )1 i:7 T 0", IN "3 " FUN "an integer", 3},
    {"{ " F ")5 i:1 i:1 g:0 g:0 { 0 i:4", IN "46 " FUN "an integer", 46},
    {"{ )3 i:1 i:1 z:f",
     IN "3 the file of a function is expected, but there is an integer", 3},
    {"{ )3 s:1 i:1 z:f",
     IN "3 the file of a function is expected, but there is what only Python "
        "2 writes there",
     3},
    {"{ )3 z:a N z:f",
     IN "6 the line of a function is expected, but there is None", 6},
    {"{ )3 z:a g:1 z:f",
     IN "6 the line of a function is expected, but there is a float", 6},
    {"{ )3 z:a i:-1 z:f",
     "the integer at byte 6, the line of a function, is negative: -1", 6},
    {"{ )3 z:a l:4294967296 z:f",
     "damaged pstats file: line 4294967296 at byte 6", 6},
    {"{ )3 z:a i:1 x:7f",
     IN "11 the name of a function is expected, but there is the byte 7f, "
        "which begins nothing",
     11},
    {"{ )3 z:a i:1 z x:2 f x:0",
     "damaged pstats file: the text at byte 11, the name of a function, holds "
     "a NUL",
     11},
    {"{ )3 z:a i:1 u:\xff",
     "damaged pstats file: the text at byte 11, the name of a function, is "
     "not UTF-8",
     11},
    {"{ )3 z:a i:1 u:\xed\xa0",
     "damaged pstats file: the text at byte 11, the name of a function, is "
     "not UTF-8",
     11},
    {"{ )3 z:a i:1 u x:ff x:ff x:ff x:ff",
     "truncated pstats file: it ends at byte 16, in the name of a function "
     "that needs 4294967295 bytes more",
     16},
    {"{ " F ")5 i:1 i:1 g:0 g:0 { 0 " F ")5 i:1 i:1 g:0 g:0 { 0 0",
     "damaged pstats file: the function at byte 46 is there twice", 46},
    /* figures */
    {"{ " F "i:4", IN "14 " ENT "an integer", 14},
    {"{ " F ")4 i:1 i:1 g:0 g:0", IN "14 " ENT "a tuple of 4", 14},
    {"{ " F "(6 i:1 i:1 g:0 g:0", IN "14 " ENT "a tuple of 6", 14},
    {"{ " F ")5 g:1 i:1 g:0 g:0 { 0 0",
     IN "16 a count of calls is expected, but there is a float", 16},
    {"{ " F ")5 i:-5 i:1 g:0 g:0 { 0 0",
     "the integer at byte 16, a count of calls, is negative: -5", 16},
    {"{ " F ")5 l:-5 i:1 g:0 g:0 { 0 0",
     "the integer at byte 16, a count of calls, is negative: -5", 16},
    {"{ " F ")5 l x:5 x:0 x:0 x:0 x:0 x:0 x:0 x:0 x:0 x:0 x:0 x:0 x:10 x:0",
     "the integer at byte 16, a count of calls, has more than 64 bits", 16},
    {"{ " F ")5 l x:1 x:0 x:0 x:0 x:0 x:80",
     IN "16 a count of calls is expected, but there is an integer", 16},
    {"{ " F ")5 l x:0 x:0 x:0 x:80",
     "truncated pstats file: it ends at byte 21, in a count of calls that "
     "needs 4294967296 bytes more",
     21},
    {"{ " F ")5 i:1 i:1 z:0 g:0 { 0 0",
     IN "26 a time is expected, but there is text", 26},
    {"{ " F ")5 i:1 i:1 g:inf g:0 { 0 0",
     "the float at byte 26, a time, is not finite", 26},
    {"{ " F ")5 i:1 i:1 g:0 g:nan { 0 0",
     "the float at byte 35, a time, is not finite", 35},
    {"{ " F ")5 i:1 i:1 f:nan g:0 { 0 0",
     IN "26 a time is expected, but there is a float", 26},
    {"{ " F ")5 i:1 i:1 f:0x1 g:0 { 0 0",
     IN "26 a time is expected, but there is a float", 26},
    {"{ " F ")5 i:1 i:1 f: g:0 { 0 0",
     IN "26 a time is expected, but there is a float", 26},
    {"{ " F ")5 i:1 i:1 f:1e999 g:0 { 0 0",
     "the float at byte 26, a time, is not finite", 26},
    /* callers */
    {"{ " F ")5 i:1 i:1 g:0 g:0 N 0",
     IN "44 the dict of callers is expected, but there is None", 44},
    {"{ " F ")5 i:1 i:1 g:0 g:0 { z:f", IN "45 " FUN "text", 45},
    {"{ " F ")5 i:1 i:1 g:0 g:0 { " F "g:1 0 0", IN "58 " CAL "a float", 58},
    {"{ " F ")5 i:1 i:1 g:0 g:0 { " F ")5 i:1 i:1 g:0 g:0 0 0",
     IN "58 " CAL "a tuple of 5", 58},
    {"{ " F ")5 i:1 i:1 g:0 g:0 { " F "i:1 " F "i:2 0 0",
     "damaged pstats file: the caller at byte 63 is there twice", 63},
    /* references */
    {"{ r:0",
     "not a profile: begins with 7b 72 00 00 00 00, not with "
     "\"profpass\"",
     0},
    {"{ )3 r:0 i:1 z:f",
     "damaged pstats file: the reference at byte 3 is to object 0, and 0 came "
     "before it",
     3},
    {"!{ )3 r:0 i:1 z:f",
     IN "0 the file of a function is expected, but there is a dict", 0},
    {"{ !)3 r:0 i:1 z:f",
     IN "1 the file of a function is expected, but there is a tuple of 3", 1},
    {"!{ " F ")5 i:1 i:1 g:0 g:0 r:0 0", IN "14 " CAL "a tuple of 5", 14},
    {"{ " F ")5 !N i:1 g:0 g:0 { 0 0",
     IN "16 a count of calls is expected, but there is None", 16},
};

static void says_what_is_wrong(void)
{
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        pstats_bytes file = {0};
        profpass_stats *stats = NULL;
        profpass_error err = {.message = ""};
        pstats_put(&file, wrongs[i].words);
        EXPECT_EQUAL(open_bytes(file.bytes, file.n_bytes, &stats, &err),
                     PROFPASS_EFORMAT);
        EXPECT_TEXT(err.message, wrongs[i].message);
        EXPECT_EQUAL(err.offset, wrongs[i].offset);
        EXPECT(stats == NULL);
        if (stats == NULL && err.offset != wrongs[i].offset)
            fprintf(stderr, "in %s\n", wrongs[i].words);
        free(file.bytes);
    }
}

/* Wherever a file ends too early, that is said. */
static void says_where_it_ends(void)
{
    pstats_bytes file = {0};
    pstats_put(&file, "!{ !)3 !Z:/src/a.c i:30 u:main )5 i:1 l:99999 f:.25 g:3"
                      " { r:1 (4 i:1 i:1 g:0 g:0 0 0");
    for (size_t n = 2; n < file.n_bytes; n++) {
        profpass_stats *stats = NULL;
        profpass_error err = {.message = ""};
        EXPECT_EQUAL(open_bytes(file.bytes, n, &stats, &err), PROFPASS_EFORMAT);
        EXPECT_CONTAINS(err.message, "truncated pstats file: it ends at byte ");
        EXPECT_EQUAL(err.offset, n);
    }
    free(file.bytes);
}

/* Text of a million bytes: its code, and the bytes. */
static void put_long_text(pstats_bytes *file, const char *code)
{
    static char text[1000001];
    snprintf(text, sizeof text, "%s:", code);
    memset(text + strlen(text), 'n', sizeof text - 1 - strlen(text));
    pstats_put(file, text);
}

/* Functions at line 1 to 50,000, and the end of the dict. */
static void put_functions(pstats_bytes *file, const char *before_line,
                          const char *behind_line)
{
    for (int i = 1; i <= 50000; i++) {
        char words[80];
        snprintf(words, sizeof words, "%s i:%d %s", before_line, i,
                 behind_line);
        pstats_put(file, words);
    }
    pstats_put(file, "0");
}

/* A function with a long name is its own only caller, and others share that
 * dict of callers: what is small in the file is not made large. */
static void bounds_what_references_repeat(void)
{
    pstats_bytes file = {0};
    pstats_put(&file, "{ (3 u:a i:0");
    put_long_text(&file, "u");
    pstats_put(&file, "(5 i:1 i:1 g:0 g:0 !{ (3 u:a i:0");
    put_long_text(&file, "u");
    pstats_put(&file, "i:1 0");
    put_functions(&file, "(3 u:a", "u:f (5 i:1 i:1 i:0 i:0 r:0");
    profpass_stats *stats = NULL;
    profpass_error err = {.message = ""};
    EXPECT_EQUAL(open_bytes(file.bytes, file.n_bytes, &stats, &err),
                 PROFPASS_EFORMAT);
    EXPECT_CONTAINS(err.message, "is referred to too often");
    free(file.bytes);
}

/* References to text and to functions cost nothing, however long they are. */
static void repeats_names_for_nothing(void)
{
    pstats_bytes file = {0};
    pstats_put(&file, "{ !(3 u:a i:0");
    put_long_text(&file, "!u");
    pstats_put(&file, "(5 i:1 i:1 g:0 g:0 { 0");
    put_functions(&file, "(3 r:1", "r:1 (5 i:1 i:1 i:0 i:0 { r:0 i:7 0");
    profpass_stats *stats = NULL;
    EXPECT_EQUAL(open_bytes(file.bytes, file.n_bytes, &stats, NULL),
                 PROFPASS_OK);
    EXPECT_EQUAL(profpass_stats_n_rows(stats), 50001);
    expect_caller(stats, 50000, 0,
                  &(profpass_stats_caller){0, true, 7, 0, 0, 0});
    const profpass_stats_row *row = profpass_stats_row_at(stats, 50000);
    EXPECT(row->line == 50000 && row->name == row->file);
    profpass_stats_close(stats);
    free(file.bytes);
}

int main(void)
{
    reads_every_code();
    reads_text();
    reads_sampled();
    writes_for_every_python();
    exports_profiles();
    refuses_to_write_nothing();
    says_what_is_wrong();
    says_where_it_ends();
    bounds_what_references_repeat();
    repeats_names_for_nothing();
    return expect_done();
}
