/* test_points.c - do curves stay what they are when they are made smaller? */
#include <math.h>
#include <stdlib.h>

#include "../../lib/plot_marks.h"
#include "../../lib/points.h"
#include "../../lib/recording_read.h"
#include "expect.h"

/* Fewer points, in order, with the same first, last, lowest and highest. */
static void thins(uint32_t n, uint32_t n_bins, double step_s)
{
    profpass__arena arena = {0};
    profpass_memory_point *points = malloc(n * sizeof *points);
    for (uint32_t i = 0; i < n; i++)
        points[i] = (profpass_memory_point){
            1e9 + i * step_s, 50 + 40 * sin(i * .001) + (i * 7919u % 13)};
    points[n / 3].mib = 500;
    points[n / 2].mib = -5;
    const profpass_memory_curve curve = {.points = points, .n_points = n};
    profpass_memory_curve thin = profpass__points_thin(&curve, n_bins, &arena);
    EXPECT(thin.n_points <= 4 * n_bins);
    EXPECT(thin.points[0].time_s == points[0].time_s);
    EXPECT(thin.points[thin.n_points - 1].time_s == points[n - 1].time_s);
    EXPECT(profpass__points_highest(&thin)->mib == 500);
    EXPECT(profpass__points_highest(&thin)->time_s == points[n / 3].time_s);
    double lowest = 500;
    for (uint32_t i = 0; i < thin.n_points; i++) {
        EXPECT(i == 0 || thin.points[i - 1].time_s <= thin.points[i].time_s);
        if (thin.points[i].mib < lowest)
            lowest = thin.points[i].mib;
    }
    EXPECT(lowest == -5);
    profpass__arena_done(&arena);
    free(points);
}

static void leaves_small_curves(void)
{
    profpass__arena arena = {0};
    const profpass_memory_point points[] = {{1, 2}, {2, 3}, {4, 1}};
    const profpass_memory_curve curve = {.points = points, .n_points = 3};
    EXPECT(profpass__points_thin(&curve, 1, &arena).points == points);
    profpass__arena_done(&arena);
}

static void fits_lines(void)
{
    double slope = 0, at_start = 0;
    const profpass_memory_point line[] = {
        {1e9, 5}, {1e9 + 2, 9}, {1e9 + 4, 13}};
    profpass_memory_curve curve = {.points = line, .n_points = 3};
    EXPECT(profpass__points_slope(&curve, 1e9, &slope, &at_start));
    EXPECT(fabs(slope - 2) < 1e-12 && fabs(at_start - 5) < 1e-12);
    const profpass_memory_point rough[] = {{0, 1}, {1, 3}, {2, 2}};
    curve.points = rough;
    EXPECT(profpass__points_slope(&curve, 0, &slope, &at_start));
    EXPECT(fabs(slope - .5) < 1e-12 && fabs(at_start - 1.5) < 1e-12);
    const profpass_memory_point moment[] = {{1, 1}, {1, 3}};
    curve = (profpass_memory_curve){.points = moment, .n_points = 2};
    EXPECT(!profpass__points_slope(&curve, 0, &slope, &at_start));
}

static const profpass_recording *read_text(const char *text)
{
    const profpass_recording *r = NULL;
    if (profpass__recording_read((const uint8_t *)text, strlen(text), &r,
                                 NULL) != PROFPASS_OK)
        abort();
    return r;
}

/* Calls and seconds of a function; those within a call of itself take no time
 * of their own. The name is the shortest that no other has. */
static void sums_calls(void)
{
    const profpass_recording *r = read_text("FUNC a.f 1 10 1 14 0\n"
                                            "FUNC a.f 1 11 1 12 1\n"
                                            "CALLS a.f 1 20 1 30 0 5 2.5\n"
                                            "FUNC b.f 1 11 1 12 1\n"
                                            "FUNC b.g 1 50 1 51 2\n");
    profpass__arena arena = {0};
    profpass__marks marks;
    EXPECT(profpass__marks_make(r, 0, 40, false, &arena, &marks));
    EXPECT_EQUAL(marks.n_functions, 2);
    EXPECT_TEXT(marks.functions[0].name, "a.f");
    EXPECT_EQUAL(marks.functions[0].n_calls, 7);
    EXPECT(marks.functions[0].total_s == 6.5);
    EXPECT_TEXT(marks.functions[1].name, "b.f");
    EXPECT_EQUAL(marks.n_marks, 4);
    EXPECT_EQUAL(marks.n_levels, 2);
    EXPECT(profpass__marks_make(r, 0, 60, true, &arena, &marks));
    EXPECT_TEXT(marks.functions[2].name, "g");
    EXPECT_TEXT(profpass__running_at(r, 11.5), "a.f");
    EXPECT_TEXT(profpass__running_at(r, 50.5), "b.g");
    EXPECT(profpass__running_at(r, 15) == NULL);
    profpass__arena_done(&arena);
    profpass_recording_close(r);
}

/* A thousand calls of two functions in turn: for each bit of the time the one
 * that takes most of it, and all calls of that are counted. */
static void chooses_by_level(void)
{
    static char text[100000];
    size_t n = 0;
    for (int i = 0; i < 1000; i++)
        n += (size_t)snprintf(
            text + n, sizeof text - n, "FUNC %s 1 %d.%03d 1 %d.%03d 0\n",
            i % 2 == 0 ? "long" : "short", i / 10, i % 10 * 100, i / 10,
            i % 10 * 100 + (i % 2 == 0 ? 90 : 5));
    const profpass_recording *r = read_text(text);
    profpass__arena arena = {0};
    profpass__marks marks;
    EXPECT(profpass__marks_make(r, 0, 100, true, &arena, &marks));
    EXPECT(marks.n_marks >= 1);
    uint64_t n_calls = 0;
    double end_s = 0;
    for (uint32_t i = 0; i < marks.n_marks; i++) {
        EXPECT_EQUAL(marks.marks[i].function, 0);
        EXPECT(marks.marks[i].enter_s >= end_s);
        end_s = marks.marks[i].leave_s;
        n_calls += marks.marks[i].n_calls;
    }
    EXPECT_TEXT(marks.functions[0].name, "long");
    EXPECT_EQUAL(n_calls, 500);
    profpass__arena_done(&arena);
    profpass_recording_close(r);
}

int main(void)
{
    thins(100000, 1000, .01);
    thins(100000, 7, 1e-9); /* many of one time */
    thins(5001, 1000, 3e5);
    leaves_small_curves();
    fits_lines();
    sums_calls();
    chooses_by_level();
    return expect_done();
}
