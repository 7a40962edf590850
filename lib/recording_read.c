/* recording_read.c - read memory over time, as `profpass run` and mprof write
 * it
 *
 *     bytes ──lines counted by type──▶ arrays of that size ──lines again──▶
 *     points by curve, names by number ──points by time──▶ recording
 *
 * A number is digits with a point, as both write it; the locale does not
 * matter.
 */
#include "recording_read.h"

#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "failure.h"
#include "numbering.h"
#include "open_file.h"
#include "points.h"
#include "recording_words.h"
#include "stats_table.h"

/* The types of records, by what begins the line. */
typedef enum record {
    MEM,
    CHLD,
    HEAP,
    FUNC,
    CALLS,
    CMDLINE,
    WHAT,
    PEAK,
    PROFILE,
    N_RECORDS /* and what else may come */
} record;

static const struct {
    const char *word, *form;
} records[N_RECORDS] = {
    [MEM] = {"MEM", "MEM MIB TIME"},
    [CHLD] = {"CHLD", "CHLD PID MIB TIME"},
    [HEAP] = {"HEAP", "HEAP MIB TIME"},
    [FUNC] = {"FUNC", "FUNC NAME MIB TIME MIB TIME LEVEL"},
    [CALLS] = {"CALLS", "CALLS NAME MIB TIME MIB TIME LEVEL CALLS SECONDS"},
    [CMDLINE] = {"CMDLINE", "CMDLINE WORDS"},
    [WHAT] = {"WHAT", "WHAT rss, pss or uss"},
    [PEAK] = {"PEAK", "PEAK MIB TIME FUNCTION FILE:LINE"},
    [PROFILE] = {"PROFILE", "PROFILE PATH"},
};

typedef struct child_point {
    uint32_t child, pid;
    profpass_memory_point point;
} child_point;

typedef struct reader {
    profpass__lines lines;
    uint32_t n_records[N_RECORDS + 1];
    profpass__recording *r;
    profpass_memory_point *usage, *heap;
    profpass_bracket *brackets;
    child_point *child_points;
    uint32_t n_child_points;
    profpass__numbering pids;
    profpass__stats_builder names;
    profpass__arena scratch;
    bool no_memory;
    profpass_error *err;
} reader;

/* ---- words ---- */

static record take_type(reader *r)
{
    const char *word;
    size_t n = profpass__take_word(&r->lines, &word);
    for (unsigned type = 0; type < N_RECORDS; type++)
        if (n == strlen(records[type].word) &&
            memcmp(word, records[type].word, n) == 0)
            return type;
    return N_RECORDS;
}

/* Take a memory and a time, in this order. */
static bool take_point(reader *r, double *mib, double *time_s)
{
    return profpass__take_number(&r->lines, mib) &&
           profpass__take_number(&r->lines, time_s);
}

/* Take the rest of the line without blanks around it. NULL if there is none, or
 * no memory. */
static const char *take_rest(reader *r)
{
    const char *word;
    size_t n = profpass__take_word(&r->lines, &word);
    if (n == 0)
        return NULL;
    n = (size_t)(r->lines.line_end - word);
    while (word[n - 1] == ' ' || word[n - 1] == '\r')
        n--;
    char *copy = profpass__arena_array(&r->r->arena, n + 1, 1);
    r->no_memory |= copy == NULL;
    return copy == NULL ? NULL : memcpy(copy, word, n);
}

/* Copy a name: what stands for a blank in the file becomes one. */
static char *copy_name(profpass__arena *arena, const char *word, size_t n)
{
    char *copy = profpass__arena_array(arena, n + 1, 1);
    if (copy == NULL)
        return NULL;
    size_t n_copied = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_blank = i + 1 < n && word[i] == '\xc2' && word[i + 1] == '\xa0';
        copy[n_copied++] = (char)(is_blank ? ' ' : word[i]);
        i += is_blank;
    }
    return copy;
}

/* Take a name or a place; "-" is none. False: nothing there, or no memory. */
static bool take_name(reader *r, const char **name)
{
    const char *word;
    size_t n = profpass__take_word(&r->lines, &word);
    *name = NULL;
    if (n == 1 && word[0] == '-')
        return true;
    if (n != 0)
        *name = copy_name(&r->r->arena, word, n);
    r->no_memory |= n != 0 && *name == NULL;
    return *name != NULL;
}

/* ---- records: false if the line is not of its form ---- */

static bool read_sample(reader *r, profpass_memory_point *points,
                        profpass_memory_curve *curve)
{
    profpass_memory_point *point = &points[curve->n_points];
    if (!take_point(r, &point->mib, &point->time_s))
        return false;
    curve->n_points++;
    return true;
}

static bool read_child(reader *r)
{
    uint64_t pid;
    child_point *point = &r->child_points[r->n_child_points];
    if (!profpass__take_count(&r->lines, &pid) || pid > UINT32_MAX ||
        !take_point(r, &point->point.mib, &point->point.time_s))
        return false;
    const profpass__key key = {{(uint32_t)pid, 0, 0, 0}};
    point->child = profpass__number_of(&r->pids, &key);
    point->pid = (uint32_t)pid;
    r->no_memory |= point->child == UINT32_MAX;
    r->n_child_points++;
    return true;
}

/* mprof's level may be missing, and may be wrong after an exception. */
static bool read_level(reader *r, uint32_t *level)
{
    double value = 0;
    const char *before = r->lines.at, *word;
    if (profpass__take_word(&r->lines, &word) == 0)
        return true;
    r->lines.at = before;
    bool ok = profpass__take_number(&r->lines, &value);
    *level = value <= 0            ? 0
             : value >= UINT32_MAX ? UINT32_MAX
                                   : (uint32_t)value;
    return ok;
}

static bool read_bracket(reader *r, bool has_calls)
{
    const char *name;
    profpass_bracket *b = &r->brackets[r->r->shown.n_brackets];
    size_t n = profpass__take_word(&r->lines, &name);
    if (n == 0 || !take_point(r, &b->enter_mib, &b->enter_s) ||
        !take_point(r, &b->leave_mib, &b->leave_s) || !read_level(r, &b->level))
        return false;
    b->n_calls = 1;
    b->busy_s = b->leave_s > b->enter_s ? b->leave_s - b->enter_s : 0;
    if (has_calls && (!profpass__take_count(&r->lines, &b->n_calls) ||
                      !profpass__take_number(&r->lines, &b->busy_s)))
        return false;
    if (b->busy_s < 0)
        b->busy_s = 0;
    b->function = profpass__stats_string(&r->names, name, n);
    r->r->shown.n_brackets++;
    return true;
}

static bool read_peak(reader *r)
{
    profpass_heap_peak peak;
    bool ok = take_point(r, &peak.mib, &peak.time_s) &&
              take_name(r, &peak.function) && take_name(r, &peak.place);
    if (ok)
        r->r->shown.heap_peak = peak;
    return ok;
}

static bool read_rest(reader *r, const char **text)
{
    const char *rest = take_rest(r);
    if (rest != NULL)
        *text = rest;
    return rest != NULL;
}

static bool read_record(reader *r, record type)
{
    profpass_recording *shown = &r->r->shown;
    switch (type) {
    case MEM:
        return read_sample(r, r->usage, &shown->usage);
    case HEAP:
        return read_sample(r, r->heap, &shown->heap);
    case CHLD:
        return read_child(r);
    case FUNC:
    case CALLS:
        return read_bracket(r, type == CALLS);
    case PEAK:
        return read_peak(r);
    case CMDLINE:
        return read_rest(r, &shown->command);
    case WHAT:
        return read_rest(r, &shown->what);
    case PROFILE:
        return read_rest(r, &shown->profile);
    case N_RECORDS:
        break;
    }
    return true;
}

/* ---- curves ---- */

/* Give each child the points of its pid. False without memory. */
static bool part_children(reader *r)
{
    profpass__arena *arena = &r->r->arena;
    uint32_t n = r->pids.entries.n;
    profpass_memory_curve *children =
        profpass__arena_array(arena, n, sizeof *children);
    profpass_memory_point *points =
        profpass__arena_array(arena, r->n_child_points, sizeof *points);
    profpass_memory_point **next =
        profpass__arena_array(&r->scratch, n, sizeof *next);
    if (children == NULL || points == NULL || next == NULL)
        return false;
    for (uint32_t i = 0; i < r->n_child_points; i++) {
        children[r->child_points[i].child].pid = r->child_points[i].pid;
        children[r->child_points[i].child].n_points++;
    }
    for (uint32_t i = 0; i < n; i++) {
        children[i].points = next[i] = points;
        points += children[i].n_points;
    }
    for (uint32_t i = 0; i < r->n_child_points; i++)
        *next[r->child_points[i].child]++ = r->child_points[i].point;
    bool ok = true;
    for (uint32_t i = 0; i < n && ok; i++)
        ok = profpass__points_sort(&r->scratch, next[i] - children[i].n_points,
                                   children[i].n_points);
    r->r->shown.children = children;
    r->r->shown.n_children = n;
    return ok;
}

static bool copy_functions(reader *r)
{
    uint32_t n = r->names.strings.n;
    const char *const *names = r->names.strings.items;
    const char **functions =
        profpass__arena_array(&r->r->arena, n, sizeof *functions);
    if (functions == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        functions[i] = copy_name(&r->r->arena, names[i], strlen(names[i]));
        if (functions[i] == NULL)
            return false;
    }
    r->r->shown.functions = functions;
    r->r->shown.n_functions = n;
    return true;
}

/* ---- the file ---- */

profpass__recording *profpass__recording_new(void)
{
    profpass__arena arena = {0};
    profpass__recording *r = profpass__arena_array(&arena, 1, sizeof *r);
    if (r != NULL)
        r->arena = arena; /* it lives in what it owns */
    return r;
}

static profpass_status fail_line(const reader *r, record type)
{
    char found[61];
    size_t n = 0;
    for (const char *at = r->lines.line;
         at < r->lines.line_end && n < sizeof found - 1; at++)
        found[n++] =
            (char)((unsigned char)*at < ' ' || *at == 0x7f ? '?' : *at);
    found[n] = '\0';
    return profpass__fail(
        r->err, PROFPASS_EFORMAT, (uint64_t)(r->lines.line - r->lines.begin),
        "damaged recording: line %llu should be \"%s\", but is \"%s\"",
        (unsigned long long)r->lines.n_lines, records[type].form, found);
}

static profpass_status count_records(reader *r)
{
    uint32_t n_known = 0;
    while (profpass__next_line(&r->lines)) {
        record type = take_type(r);
        n_known += type != N_RECORDS;
        if (n_known == PROFPASS_NONE)
            return profpass__fail(r->err, PROFPASS_EFORMAT,
                                  (uint64_t)(r->lines.line - r->lines.begin),
                                  "more records than 2^32");
        r->n_records[type] += type != N_RECORDS;
    }
    r->lines.line = NULL; /* again */
    r->lines.n_lines = 0;
    return n_known != 0
               ? PROFPASS_OK
               : profpass__fail(r->err, PROFPASS_EFORMAT, 0,
                                "not a recording: no line begins with MEM, "
                                "FUNC, CMDLINE or another word of its format");
}

static bool make_room(reader *r)
{
    const uint32_t *n = r->n_records;
    profpass__arena *arena = &r->r->arena;
    r->usage = profpass__arena_array(arena, n[MEM], sizeof *r->usage);
    r->heap = profpass__arena_array(arena, n[HEAP], sizeof *r->heap);
    r->brackets = profpass__arena_array(arena, (size_t)n[FUNC] + n[CALLS],
                                        sizeof *r->brackets);
    r->child_points =
        profpass__arena_array(&r->scratch, n[CHLD], sizeof *r->child_points);
    r->r->shown.what = "rss";
    r->r->shown.usage.points = r->usage;
    r->r->shown.heap.points = r->heap;
    r->r->shown.brackets = r->brackets;
    return r->usage != NULL && r->heap != NULL && r->brackets != NULL &&
           r->child_points != NULL;
}

static profpass_status read_records(reader *r)
{
    profpass_status status = count_records(r);
    if (status != PROFPASS_OK)
        return status;
    if (!make_room(r))
        return profpass__fail_memory(r->err);
    while (profpass__next_line(&r->lines)) {
        record type = take_type(r);
        bool ok = read_record(r, type);
        if (r->no_memory || r->names.has_failed)
            return profpass__fail_memory(r->err);
        if (!ok)
            return fail_line(r, type);
    }
    profpass_recording *shown = &r->r->shown;
    return part_children(r) && copy_functions(r) &&
                   profpass__points_sort(&r->scratch, r->usage,
                                         shown->usage.n_points) &&
                   profpass__points_sort(&r->scratch, r->heap,
                                         shown->heap.n_points)
               ? PROFPASS_OK
               : profpass__fail_memory(r->err);
}

const char *profpass__copy_text(profpass__arena *arena, const char *text)
{
    size_t n = strlen(text);
    char *copy = profpass__arena_array(arena, n + 1, 1);
    return copy == NULL ? NULL : memcpy(copy, text, n);
}

profpass_status profpass__recording_read(const uint8_t *bytes, size_t n_bytes,
                                         const profpass_recording **out,
                                         profpass_error *err)
{
    /* What has no newline yet is not there yet. */
    const char *text = (const char *)bytes;
    size_t n = n_bytes;
    while (n != 0 && text[n - 1] != '\n')
        n--;
    reader r = {.lines = {.begin = text, .end = text + n},
                .r = profpass__recording_new(),
                .err = err};
    if (r.r == NULL)
        return profpass__fail_memory(err);
    profpass_status status = read_records(&r);
    profpass__numbering_done(&r.pids);
    profpass__stats_abandon(&r.names);
    profpass__arena_done(&r.scratch);
    if (status == PROFPASS_OK)
        *out = &r.r->shown;
    else
        profpass_recording_close(&r.r->shown);
    return status;
}

profpass_status profpass_recording_open(const char *path,
                                        const profpass_recording **out,
                                        profpass_error *err)
{
    int fd;
    uint64_t n_bytes;
    uint8_t *bytes = NULL;
    profpass_status status =
        profpass__open_file(path, "a recording", &fd, &n_bytes, err);
    if (status != PROFPASS_OK)
        return status;
    if (n_bytes == 0)
        status =
            profpass__fail(err, PROFPASS_EFORMAT, 0, "empty: not a recording");
    else
        status = profpass__read_pages(fd, (size_t)n_bytes, &bytes, err);
    close(fd);
    if (status == PROFPASS_OK)
        status = profpass__recording_read(bytes, (size_t)n_bytes, out, err);
    profpass__pages_free(bytes, (size_t)n_bytes);
    return status;
}

void profpass_recording_close(const profpass_recording *recording)
{
    if (recording == NULL)
        return;
    profpass__arena arena =
        ((const profpass__recording *)recording)->arena; /* it is in it */
    profpass__arena_done(&arena);
}
