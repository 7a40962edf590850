/* recording_peak.c - the most memory of a recorded run, or of a function in it
 *
 * A sample counts once, however many of the function's calls it falls into:
 *
 *     calls      [    [   ]    ]       [ ]
 *     samples  .   .    .    .    .   .   .
 *     change       +1  +1  -1  -1      +1 -1      counted where the sum is > 0
 */
#include <string.h>

#include "arena.h"
#include "failure.h"
#include "points.h"

/* Say whether name is what follows the last dot or colon of full. */
static bool is_last_part(const char *full, const char *name)
{
    size_t n_full = strlen(full), n = strlen(name);
    return n != 0 && n < n_full && strcmp(full + n_full - n, name) == 0 &&
           (full[n_full - n - 1] == '.' || full[n_full - n - 1] == ':');
}

static profpass_status find_function(const profpass_recording *r,
                                     const char *name, uint32_t *function,
                                     profpass_error *err)
{
    uint32_t n_found = 0;
    for (uint32_t i = 0; i < r->n_functions; i++) {
        if (strcmp(r->functions[i], name) == 0) {
            *function = i;
            return PROFPASS_OK;
        }
        if (is_last_part(r->functions[i], name)) {
            *function = i;
            n_found++;
        }
    }
    if (n_found == 1)
        return PROFPASS_OK;
    if (n_found > 1)
        return profpass__fail(err, PROFPASS_ENOTFOUND, PROFPASS__NO_OFFSET,
                              "%u functions are named %s; give the full name, "
                              "such as %s",
                              n_found, name, r->functions[*function]);
    if (r->n_functions == 0)
        return profpass__fail(err, PROFPASS_ENOTFOUND, PROFPASS__NO_OFFSET,
                              "no function %s: no calls were recorded", name);
    return profpass__fail(err, PROFPASS_ENOTFOUND, PROFPASS__NO_OFFSET,
                          "no function %s; there is %s%s", name,
                          r->functions[0],
                          r->n_functions > 1 ? ", among others" : "");
}

/* The number of points before the time, or with `after` up to it. */
static uint32_t count_before(const profpass_memory_curve *curve, double time_s,
                             bool after)
{
    uint32_t low = 0, high = curve->n_points;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        double at = curve->points[middle].time_s;
        if (at < time_s || (after && at == time_s))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The most of the samples where the sum of changes is above 0; without any, the
 * most at entries and exits. */
static double highest_within(const profpass_recording *r, uint32_t function,
                             int64_t *changes)
{
    double at_marks = 0, most = 0;
    bool has_mark = false, has_sample = false;
    for (uint32_t i = 0; i < r->n_brackets; i++) {
        const profpass_bracket *b = &r->brackets[i];
        if (b->function != function)
            continue;
        double mib = b->enter_mib > b->leave_mib ? b->enter_mib : b->leave_mib;
        if (!has_mark || mib > at_marks)
            at_marks = mib;
        has_mark = true;
        if (b->enter_s <= b->leave_s) {
            changes[count_before(&r->usage, b->enter_s, false)]++;
            changes[count_before(&r->usage, b->leave_s, true)]--;
        }
    }
    int64_t n_calls = 0;
    for (uint32_t i = 0; i < r->usage.n_points; i++) {
        n_calls += changes[i];
        double mib = r->usage.points[i].mib;
        if (n_calls > 0 && (!has_sample || mib > most)) {
            most = mib;
            has_sample = true;
        }
    }
    return has_sample ? most : at_marks;
}

profpass_status profpass_recording_peak(const profpass_recording *r,
                                        const char *function, double *mib,
                                        profpass_error *err)
{
    uint32_t number = 0;
    if (function != NULL) {
        profpass_status status = find_function(r, function, &number, err);
        if (status != PROFPASS_OK)
            return status;
        profpass__arena arena = {0};
        int64_t *changes = profpass__arena_array(
            &arena, (size_t)r->usage.n_points + 1, sizeof *changes);
        if (changes == NULL)
            return profpass__fail_memory(err);
        *mib = highest_within(r, number, changes);
        profpass__arena_done(&arena);
        return PROFPASS_OK;
    }
    if (r->usage.n_points == 0)
        return profpass__fail(err, PROFPASS_ENOTFOUND, PROFPASS__NO_OFFSET,
                              "no memory was sampled: the run was too short, "
                              "or is just beginning");
    *mib = profpass__points_highest(&r->usage)->mib;
    return PROFPASS_OK;
}
