/* pstats_read.c - read what Python's cProfile, profile and pstats write
 *
 *     { function: (primitive calls, calls, own, total, callers), … }
 *     function = (file, line, name)
 *     callers  = { function: (calls, primitive calls, own, total), … }
 *                { function: calls, … }          from the module profile
 *
 * A reference to text or to a function leads to what it was the first time: to
 * its number in the table.
 */
#include "pstats_read.h"

#include <string.h>

#include "failure.h"
#include "marshal.h"

#define FUNCTION "a function (file, line, name)"
#define ENTRY                                                  \
    "an entry (primitive calls, calls, own seconds, seconds, " \
    "callers)"
#define CALLER "a caller's (calls, primitive calls, own seconds, seconds)"

/* How the sampling profiler of Python 3.15 marks its files: an entry
 * ("__sampled__",): True, which is no function. */
static const char sampled[] = "__sampled__";

typedef struct reader {
    profpass__marshal m;
    profpass__arena scratch;
    profpass__stats_builder *b;
} reader;

/* ---- text and functions ---- */

/* Latin-1 as UTF-8. */
static profpass_status add_latin1(reader *r, const profpass__marshal_text *text,
                                  uint32_t *string)
{
    char *utf8 = profpass__arena_array(&r->scratch, text->n_bytes, 2);
    if (utf8 == NULL)
        return profpass__fail_memory(r->m.err);
    size_t n = 0;
    for (uint32_t i = 0; i < text->n_bytes; i++) {
        unsigned char c = (unsigned char)text->bytes[i];
        if (c >= 0x80)
            utf8[n++] = (char)(0xc0 | c >> 6);
        utf8[n++] = (char)(c < 0x80 ? c : 0x80 | (c & 0x3f));
    }
    *string = profpass__stats_string(r->b, utf8, n);
    return PROFPASS_OK;
}

static bool is_ascii(const profpass__marshal_text *text)
{
    for (uint32_t i = 0; i < text->n_bytes; i++)
        if (((unsigned char)text->bytes[i] & 0x80) != 0)
            return false;
    return true;
}

static profpass_status read_string(reader *r, const char *what,
                                   uint32_t *string)
{
    profpass__object object;
    profpass__marshal_text text;
    profpass_status status =
        profpass__marshal_string(&r->m, what, &object, &text);
    if (status != PROFPASS_OK)
        return status;
    if (text.bytes == NULL)
        *string = object.ref->value;
    else if (text.latin1 && !is_ascii(&text))
        status = add_latin1(r, &text, string);
    else
        *string = profpass__stats_string(r->b, text.bytes, text.n_bytes);
    if (status != PROFPASS_OK)
        return status;
    if (object.ref != NULL)
        object.ref->value = *string;
    return profpass__marshal_leave(&r->m, &object);
}

static profpass_status read_line(reader *r, uint32_t *line)
{
    size_t offset = r->m.at;
    uint64_t count = 0;
    profpass_status status =
        profpass__marshal_count(&r->m, "the line of a function", &count);
    if (status == PROFPASS_OK && count > UINT32_MAX)
        return profpass__fail(r->m.err, PROFPASS_EFORMAT, offset,
                              "damaged pstats file: line %llu at byte %llu",
                              (unsigned long long)count,
                              (unsigned long long)offset);
    *line = (uint32_t)count;
    return status;
}

static profpass_status read_function_items(reader *r, uint32_t *row)
{
    uint32_t file = 0, line = 0, name = 0;
    profpass_status status = read_string(r, "the file of a function", &file);
    if (status == PROFPASS_OK)
        status = read_line(r, &line);
    if (status == PROFPASS_OK)
        status = read_string(r, "the name of a function", &name);
    if (status == PROFPASS_OK)
        *row = profpass__stats_find(r->b, file, line, name);
    return status;
}

static profpass_status read_function(reader *r, uint32_t *row)
{
    profpass__object object;
    uint32_t n_items = 0;
    profpass_status status =
        profpass__marshal_tuple(&r->m, FUNCTION, &object, &n_items);
    if (status != PROFPASS_OK)
        return status;
    if (object.ref != NULL && object.ref->value != PROFPASS_NONE) {
        *row = object.ref->value;
        return profpass__marshal_leave(&r->m, &object);
    }
    if (n_items != 3)
        return profpass__marshal_expected(&r->m, &object, FUNCTION);
    status = read_function_items(r, row);
    if (status != PROFPASS_OK)
        return status;
    if (object.ref != NULL)
        object.ref->value = *row;
    return profpass__marshal_leave(&r->m, &object);
}

/* ---- callers ---- */

/* Look at the next object without reading it: *n_items is PROFPASS_NONE if it
 * is no tuple. */
static profpass_status peek(reader *r, const char *what, uint32_t *n_items)
{
    size_t at = r->m.at;
    profpass__object object;
    profpass_status status = profpass__marshal_enter(&r->m, what, &object);
    bool is_tuple = object.code == '(' || object.code == ')';
    r->m.at = at;
    *n_items = PROFPASS_NONE;
    if (status != PROFPASS_OK || !is_tuple)
        return status;
    status = profpass__marshal_tuple(&r->m, what, &object, n_items);
    r->m.at = at;
    return status;
}

/* Read (calls, primitive calls) in the order of an entry or of a caller, then
 * the two times: the figures that both have. */
static profpass_status read_figures(reader *r, uint64_t *first,
                                    uint64_t *second, double *self_s,
                                    double *total_s)
{
    profpass__marshal *m = &r->m;
    profpass_status status =
        profpass__marshal_count(m, "a count of calls", first);
    if (status == PROFPASS_OK)
        status = profpass__marshal_count(m, "a count of calls", second);
    if (status == PROFPASS_OK)
        status = profpass__marshal_number(m, "a time", self_s);
    if (status == PROFPASS_OK)
        status = profpass__marshal_number(m, "a time", total_s);
    return status;
}

static profpass_status read_caller_figures(reader *r,
                                           profpass_stats_caller *caller)
{
    uint32_t n_items;
    profpass_status status = peek(r, CALLER, &n_items);
    if (status != PROFPASS_OK)
        return status;
    caller->plain = n_items == PROFPASS_NONE;
    if (caller->plain)
        return profpass__marshal_count(&r->m, CALLER, &caller->calls);
    profpass__object object;
    status = profpass__marshal_tuple(&r->m, CALLER, &object, &n_items);
    if (status == PROFPASS_OK && n_items != 4)
        status = profpass__marshal_expected(&r->m, &object, CALLER);
    if (status == PROFPASS_OK)
        status = read_figures(r, &caller->calls, &caller->primitive_calls,
                              &caller->self_s, &caller->total_s);
    return status != PROFPASS_OK ? status
                                 : profpass__marshal_leave(&r->m, &object);
}

/* The table adds up what comes twice; here nothing may. */
static profpass_status check_new(const reader *r, uint32_t n_before,
                                 uint32_t n_after, size_t offset,
                                 const char *what)
{
    if (r->b->has_failed)
        return profpass__fail_memory(r->m.err);
    if (n_after != n_before)
        return PROFPASS_OK;
    return profpass__fail(r->m.err, PROFPASS_EFORMAT, offset,
                          "damaged pstats file: %s at byte %llu is there twice",
                          what, (unsigned long long)offset);
}

static profpass_status read_caller(reader *r, uint32_t callee)
{
    size_t offset = r->m.at;
    profpass_stats_caller caller = {0};
    profpass_status status = read_function(r, &caller.row);
    if (status == PROFPASS_OK)
        status = read_caller_figures(r, &caller);
    if (status != PROFPASS_OK)
        return status;
    uint32_t n_links = r->b->links.n;
    profpass__stats_called(r->b, callee, &caller);
    return check_new(r, n_links, r->b->links.n, offset, "the caller");
}

static profpass_status read_callers(reader *r, uint32_t callee)
{
    profpass__object object;
    bool end = false;
    profpass_status status =
        profpass__marshal_dict(&r->m, "the dict of callers", &object);
    while (status == PROFPASS_OK && !end) {
        status = profpass__marshal_dict_end(&r->m, &end);
        if (status == PROFPASS_OK && !end)
            status = read_caller(r, callee);
    }
    return status != PROFPASS_OK ? status
                                 : profpass__marshal_leave(&r->m, &object);
}

/* ---- entries ---- */

static profpass_status read_mark(reader *r)
{
    uint32_t n_items;
    uint64_t value;
    profpass__object key, word;
    profpass__marshal_text text = {0};
    profpass_status status =
        profpass__marshal_tuple(&r->m, FUNCTION, &key, &n_items);
    if (status == PROFPASS_OK)
        status = profpass__marshal_string(&r->m, FUNCTION, &word, &text);
    if (status != PROFPASS_OK)
        return status;
    if (text.n_bytes != sizeof sampled - 1 ||
        memcmp(text.bytes, sampled, text.n_bytes) != 0)
        return profpass__marshal_expected(&r->m, &key, FUNCTION);
    status = profpass__marshal_leave(&r->m, &word);
    if (status == PROFPASS_OK)
        status = profpass__marshal_leave(&r->m, &key);
    if (status == PROFPASS_OK)
        status = profpass__marshal_count(&r->m, "a mark", &value);
    return status;
}

static profpass_status read_entry(reader *r)
{
    size_t offset = r->m.at;
    uint32_t n_items, row = PROFPASS_NONE;
    profpass_status status = peek(r, FUNCTION, &n_items);
    if (status == PROFPASS_OK && n_items == 1)
        return read_mark(r);
    if (status == PROFPASS_OK)
        status = read_function(r, &row);
    profpass__object object;
    if (status == PROFPASS_OK)
        status = profpass__marshal_tuple(&r->m, ENTRY, &object, &n_items);
    if (status != PROFPASS_OK)
        return status;
    if (n_items != 5)
        return profpass__marshal_expected(&r->m, &object, ENTRY);
    profpass_stats_row figures = {0};
    status = read_figures(r, &figures.primitive_calls, &figures.calls,
                          &figures.self_s, &figures.total_s);
    if (status != PROFPASS_OK)
        return status;
    uint32_t n_entries = r->b->entries.n;
    profpass__stats_enter(r->b, row, &figures);
    status = check_new(r, n_entries, r->b->entries.n, offset, "the function");
    if (status == PROFPASS_OK)
        status = read_callers(r, row);
    return status != PROFPASS_OK ? status
                                 : profpass__marshal_leave(&r->m, &object);
}

/* What comes behind the dict is not read; so Python does. */
static profpass_status read_entries(reader *r)
{
    profpass__object object;
    bool end = false;
    profpass_status status =
        profpass__marshal_dict(&r->m, "the dict of functions", &object);
    while (status == PROFPASS_OK && !end) {
        status = profpass__marshal_dict_end(&r->m, &end);
        if (status == PROFPASS_OK && !end)
            status = read_entry(r);
    }
    return status;
}

/* ---- the file ---- */

profpass_status profpass__pstats_read(const uint8_t *bytes, size_t n_bytes,
                                      profpass__stats_builder *b,
                                      profpass_error *err)
{
    if (n_bytes == 0)
        return profpass__fail(err, PROFPASS_EFORMAT, 0,
                              "empty: not a pstats file");
    if (!profpass__is_pstats(bytes, n_bytes))
        return profpass__fail(
            err, PROFPASS_EFORMAT, 0,
            "not a pstats file: it begins with the byte %02x, "
            "not with a dict of functions",
            bytes[0]);
    reader r = {.b = b};
    profpass_status status =
        profpass__marshal_init(&r.m, bytes, n_bytes, &r.scratch, err);
    if (status == PROFPASS_OK)
        status = read_entries(&r);
    profpass__arena_done(&r.scratch);
    if (status == PROFPASS_OK && b->entries.n == 0)
        return profpass__fail(err, PROFPASS_EFORMAT, 0,
                              "a pstats file without functions");
    return status;
}
