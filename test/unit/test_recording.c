/* test_recording.c - are recordings of memory over time read as they are meant?
 *
 * test/tools/plot_*.test reads what the real mprof writes.
 */
#include <stdlib.h>

#include "../../lib/recording_read.h"
#include "expect.h"

static const profpass_recording *read_text(const char *text)
{
    const profpass_recording *r = NULL;
    profpass_error err = {.message = ""};
    profpass__recording_read((const uint8_t *)text, strlen(text), &r, &err);
    EXPECT_TEXT(err.message, "");
    if (r == NULL)
        exit(1);
    return r;
}

static void expect_point(const profpass_memory_curve *curve, uint32_t i,
                         double time_s, double mib)
{
    EXPECT(i < curve->n_points);
    EXPECT(curve->points[i].time_s == time_s);
    EXPECT(curve->points[i].mib == mib);
}

/* What mprof run writes of a Python program with children. */
static void reads_mprofs(void)
{
    const profpass_recording *r =
        read_text("CMDLINE /usr/bin/python3 'a b.py' x\n"
                  "MEM 21.769531 1795350451.7587\n"
                  "CHLD 13908 13.437500 1795350485.9668\n"
                  "CHLD 13909 1.500000 1795350485.9668\n"
                  "MEM 0.500000 1795350451.8587\n"
                  "CHLD 13908 14.000000 1795350486.0668\n"
                  "FUNC __main__.f 21.7812 1795350451.7591 29.4141 "
                  "1795350453.1009 0\n"
                  "FUNC __main__.f 1.0000 10.0000 2.0000 12.5000 1\n"
                  "FUNC old 1.0000 10.0000 2.0000 9.0000\n"
                  "FUNC __main__.f 1.0000 10.0000 2.0000 12.5000 -1\n");
    EXPECT_TEXT(r->command, "/usr/bin/python3 'a b.py' x");
    EXPECT_TEXT(r->what, "rss");
    EXPECT_EQUAL(r->usage.n_points, 2);
    expect_point(&r->usage, 0, 1795350451.7587, 21.769531);
    expect_point(&r->usage, 1, 1795350451.8587, .5);
    EXPECT_EQUAL(r->n_children, 2);
    EXPECT_EQUAL(r->children[0].pid, 13908);
    EXPECT_EQUAL(r->children[0].n_points, 2);
    expect_point(&r->children[0], 1, 1795350486.0668, 14);
    EXPECT_EQUAL(r->children[1].pid, 13909);
    expect_point(&r->children[1], 0, 1795350485.9668, 1.5);
    EXPECT_EQUAL(r->n_functions, 2);
    EXPECT_TEXT(r->functions[0], "__main__.f");
    EXPECT_TEXT(r->functions[1], "old");
    EXPECT_EQUAL(r->n_brackets, 4);
    const profpass_bracket *b = r->brackets;
    EXPECT(b->enter_mib == 21.7812 && b->enter_s == 1795350451.7591 &&
           b->leave_mib == 29.4141 && b->leave_s == 1795350453.1009 &&
           b->function == 0 && b->level == 0 && b->n_calls == 1);
    EXPECT(b[1].level == 1 && b[1].busy_s == 2.5 && b[1].function == 0);
    EXPECT(b[2].level == 0 && b[2].busy_s == 0 && b[2].function == 1);
    EXPECT(b[3].level == 0);
    EXPECT(r->profile == NULL && r->heap.n_points == 0);
    EXPECT(r->heap_peak.time_s == 0 && r->heap_peak.function == NULL);
    profpass_recording_close(r);
}

/* What only we write; blanks in names. */
static void reads_ours(void)
{
    const profpass_recording *r =
        read_text("WHAT pss\nPROFILE /tmp/my profile.1.prof \nMEM 1.0 5.0\n"
                  "HEAP 0.25 5.0\nHEAP 0.75 5.5\n"
                  "CALLS f(unsigned\xc2\xa0int) 1 5 2 6.5 3 1000000 .125\n"
                  "PEAK 0.875 5.25 f(unsigned\xc2\xa0int) my\xc2\xa0"
                  "file.c:42\n");
    EXPECT_TEXT(r->what, "pss");
    EXPECT_TEXT(r->profile, "/tmp/my profile.1.prof");
    EXPECT(r->command == NULL);
    EXPECT_EQUAL(r->heap.n_points, 2);
    expect_point(&r->heap, 1, 5.5, .75);
    EXPECT_EQUAL(r->n_brackets, 1);
    EXPECT_TEXT(r->functions[0], "f(unsigned int)");
    EXPECT_EQUAL(r->brackets->n_calls, 1000000);
    EXPECT(r->brackets->busy_s == .125 && r->brackets->level == 3);
    EXPECT(r->heap_peak.mib == .875 && r->heap_peak.time_s == 5.25);
    EXPECT_TEXT(r->heap_peak.function, "f(unsigned int)");
    EXPECT_TEXT(r->heap_peak.place, "my file.c:42");
    profpass_recording_close(r);
    r = read_text("CALLS f 1 5 2 6 0 18446744073709551609 -3\n");
    EXPECT(r->brackets->busy_s == 0 && r->brackets->n_calls == UINT64_MAX - 6);
    profpass_recording_close(r);
    r = read_text("PEAK 1 2 - -\n");
    EXPECT(r->heap_peak.time_s == 2 && r->heap_peak.function == NULL &&
           r->heap_peak.place == NULL);
    profpass_recording_close(r);
}

/* Unknown records, blank lines, other ends of lines, what follows the words,
 * and a last line that is still being written. */
static void leaves_out_what_it_need_not_know(void)
{
    const profpass_recording *r =
        read_text("SWAP 1\n\nMEM 1 2 3 4\r\nMEMO x\n"
                  "M\nFUNC a 1 1 1 1 1 1\nMEM 9 1795");
    EXPECT_EQUAL(r->usage.n_points, 1);
    expect_point(&r->usage, 0, 2, 1);
    EXPECT_EQUAL(r->n_brackets, 1);
    profpass_recording_close(r);
}

/* Points come by time, those of one time as in the file. */
static void sorts_by_time(void)
{
    const profpass_recording *r =
        read_text("MEM 1 3\nMEM 2 1\nMEM 3 3\nMEM 4 2\nCHLD 7 1 2\nCHLD 7 2 1\n"
                  "HEAP 1 2\nHEAP 2 1\nCHLD 0 5 5\n");
    expect_point(&r->usage, 0, 1, 2);
    expect_point(&r->usage, 1, 2, 4);
    expect_point(&r->usage, 2, 3, 1);
    expect_point(&r->usage, 3, 3, 3);
    expect_point(&r->heap, 0, 1, 2);
    expect_point(&r->children[0], 0, 1, 2);
    EXPECT_EQUAL(r->children[1].pid, 0);
    profpass_recording_close(r);
}

/* Numbers are those that C makes of the same digits. */
static void reads_numbers(void)
{
    static const char *const numbers[] = {"0",
                                          "-0.5",
                                          "1795350451.758712",
                                          "12345678901234.25",
                                          ".5",
                                          "7.",
                                          "0.1",
                                          "3.141592653589793",
                                          "1e5",
                                          "",
                                          "-",
                                          ".",
                                          "1.2.3",
                                          "+1",
                                          "0x1",
                                          "1234567890123456789",
                                          "nan",
                                          "1,5"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char text[80];
        const profpass_recording *r = NULL;
        int n = snprintf(text, sizeof text, "MEM 1 %s\n", numbers[i]);
        profpass_status status = profpass__recording_read((const uint8_t *)text,
                                                          (size_t)n, &r, NULL);
        EXPECT_EQUAL(status, i < 8 ? PROFPASS_OK : PROFPASS_EFORMAT);
        if (r != NULL)
            expect_point(&r->usage, 0, strtod(numbers[i], NULL), 1);
        profpass_recording_close(r);
    }
}

#define LINE "damaged recording: line "
#define NONE                                                              \
    "not a recording: no line begins with MEM, FUNC, CMDLINE or another " \
    "word of its format"

static const struct {
    const char *text, *message;
    uint64_t offset;
} wrongs[] = {
    {"\n\n", NONE, 0},
    {"CMDLINE a", NONE, 0},
    {"profpass\n\1\2", NONE, 0},
    {"MEM 1 2\n\nMEM 1\n",
     LINE "3 should be \"MEM MIB TIME\", but is \"MEM 1\"", 9},
    {"MEM\n", LINE "1 should be \"MEM MIB TIME\", but is \"MEM\"", 0},
    {"HEAP x 2\n", LINE "1 should be \"HEAP MIB TIME\", but is \"HEAP x 2\"",
     0},
    {"CHLD 1 2\n",
     LINE "1 should be \"CHLD PID MIB TIME\", but is \"CHLD 1 2\"", 0},
    {"CHLD -1 2 3\n",
     LINE "1 should be \"CHLD PID MIB TIME\", but is \"CHLD -1 2 3\"", 0},
    {"CHLD 4294967296 2 3\n",
     LINE "1 should be \"CHLD PID MIB TIME\", but is \"CHLD 4294967296 2 3\"",
     0},
    {"FUNC f(char *) 1 2 3 4 0\n",
     LINE "1 should be \"FUNC NAME MIB TIME MIB TIME LEVEL\", but is \"FUNC "
          "f(char *) 1 2 3 4 0\"",
     0},
    {"FUNC a 1 2 3 4 b\n",
     LINE "1 should be \"FUNC NAME MIB TIME MIB TIME LEVEL\", but is \"FUNC a "
          "1 2 3 4 b\"",
     0},
    {"CALLS a 1 2 3 4 0 99999999999999999999 1\n",
     LINE "1 should be \"CALLS NAME MIB TIME MIB TIME LEVEL CALLS SECONDS\", "
          "but is \"CALLS a 1 2 3 4 0 99999999999999999999 1\"",
     0},
    {"CALLS a 1 2 3 4 0\n",
     LINE "1 should be \"CALLS NAME MIB TIME MIB TIME LEVEL CALLS SECONDS\", "
          "but is \"CALLS a 1 2 3 4 0\"",
     0},
    {"PEAK 1 2 f\n",
     LINE "1 should be \"PEAK MIB TIME FUNCTION FILE:LINE\", but is \"PEAK 1 2 "
          "f\"",
     0},
    {"CMDLINE \n", LINE "1 should be \"CMDLINE WORDS\", but is \"CMDLINE \"",
     0},
    {"PROFILE\n", LINE "1 should be \"PROFILE PATH\", but is \"PROFILE\"", 0},
    {"WHAT\n", LINE "1 should be \"WHAT rss, pss or uss\", but is \"WHAT\"", 0},
    {"MEM \x1b[2J\t 1\n",
     LINE "1 should be \"MEM MIB TIME\", but is \"MEM ?[2J? 1\"", 0},
};

static void says_what_is_wrong(void)
{
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        const profpass_recording *r = NULL;
        profpass_error err = {.message = ""};
        EXPECT_EQUAL(profpass__recording_read((const uint8_t *)wrongs[i].text,
                                              strlen(wrongs[i].text), &r, &err),
                     PROFPASS_EFORMAT);
        EXPECT_TEXT(err.message, wrongs[i].message);
        EXPECT_EQUAL(err.offset, wrongs[i].offset);
        EXPECT(r == NULL);
    }
}

static void says_what_cannot_be_opened(void)
{
    static const struct {
        const char *path, *message;
        profpass_status status;
    } paths[] = {
        {"/nonexistent/x.dat", "cannot be opened: no such file", PROFPASS_EIO},
        {"/", "not a recording: a directory", PROFPASS_EFORMAT},
        {"/dev/null", "not a recording: not a regular file", PROFPASS_EFORMAT},
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const profpass_recording *r = NULL;
        profpass_error err = {.message = ""};
        EXPECT_EQUAL(profpass_recording_open(paths[i].path, &r, &err),
                     paths[i].status);
        EXPECT_TEXT(err.message, paths[i].message);
    }
    profpass_recording_close(NULL);
}

int main(void)
{
    reads_mprofs();
    reads_ours();
    leaves_out_what_it_need_not_know();
    sorts_by_time();
    reads_numbers();
    says_what_is_wrong();
    says_what_cannot_be_opened();
    return expect_done();
}
