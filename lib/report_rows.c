/* report_rows.c - the report row by row, with the figures behind the text
 *
 *     writers ──mark──▶ figures ─┐
 *            ──bytes─▶ line ─────┴── newline ──▶ take(row)
 *
 * What is marked belongs to the line that is written next; a line without a
 * mark is a note. Empty lines and rules are for eyes, and no rows.
 */
#include <errno.h>
#include <string.h>

#include "arena.h"
#include "text.h"
#include "writers.h"

enum { FIRST_BYTES = 4096, LEVEL_INFO = 6 };

/* A string that grows, in pages. */
typedef struct string {
    char *bytes;
    size_t n, room;
} string;

typedef struct rows {
    profpass_report_taker *take;
    void *context;
    profpass_report_row row; /* of the line that comes */
    string line, source;
    bool is_short; /* of memory */
} rows;

static bool append(string *s, const char *bytes, size_t n_bytes)
{
    if (n_bytes >= s->room - s->n) {
        size_t room = s->room == 0 ? FIRST_BYTES : s->room;
        while (n_bytes >= room - s->n)
            room *= 2;
        char *larger = profpass__pages_new(room);
        if (larger == NULL)
            return false;
        if (s->bytes != NULL)
            memcpy(larger, s->bytes, s->n);
        profpass__pages_free(s->bytes, s->room);
        s->bytes = larger;
        s->room = room;
    }
    memcpy(s->bytes + s->n, bytes, n_bytes);
    s->n += n_bytes;
    s->bytes[s->n] = '\0';
    return true;
}

static void begin_note(rows *r)
{
    r->row = (profpass_report_row){.kind = PROFPASS_REPORT_TEXT,
                                   .level = LEVEL_INFO,
                                   .function = "",
                                   .file = "",
                                   .source = ""};
    r->line.n = r->source.n = 0;
}

/* Keep the figures of the line that comes. */
static void mark(void *context, const profpass_report_row *figures,
                 const char *source, size_t n_bytes)
{
    rows *r = context;
    begin_note(r);
    const profpass_report_row note = r->row;
    r->row = *figures;
    if (r->row.level == 0)
        r->row.level = note.level;
    if (r->row.function == NULL)
        r->row.function = "";
    if (r->row.file == NULL)
        r->row.file = "";
    r->row.source = "";
    if (source == NULL)
        return;
    if (append(&r->source, source, n_bytes))
        r->row.source = r->source.bytes;
    else
        r->is_short = true;
}

static bool is_for_eyes(const string *line)
{
    return line->n == 0 || strspn(line->bytes, "=") == line->n;
}

static int take_bytes(void *context, const char *bytes, size_t n_bytes)
{
    rows *r = context;
    while (n_bytes > 0 && !r->is_short) {
        const char *end = memchr(bytes, '\n', n_bytes);
        size_t n = end != NULL ? (size_t)(end - bytes) : n_bytes;
        r->is_short |= !append(&r->line, bytes, n);
        bytes += n;
        n_bytes -= n;
        if (end == NULL || r->is_short)
            continue;
        bytes++;
        n_bytes--;
        r->row.text = r->line.bytes;
        if (!is_for_eyes(&r->line))
            r->take(r->context, &r->row);
        begin_note(r);
    }
    return r->is_short ? ENOMEM : 0;
}

profpass_status profpass_report_rows(const profpass_profile *profile,
                                     const profpass_text_options *options,
                                     profpass_report_taker *take, void *context,
                                     profpass_error *err)
{
    rows r = {.take = take, .context = context};
    profpass_sink sink = {.write = take_bytes, .context = &r};
    profpass__row_marker marker = {.mark = mark, .context = &r};
    profpass__text t;
    begin_note(&r);
    profpass__text_init(&t, &sink);
    t.marker = &marker;
    profpass_status status =
        profpass__put_report(&t, profpass_get_model(profile), options, err);
    if (status == PROFPASS_OK)
        status = profpass__text_done(&t, err);
    profpass__pages_free(r.line.bytes, r.line.room);
    profpass__pages_free(r.source.bytes, r.source.room);
    return status;
}
