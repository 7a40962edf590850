/* stats_restrict.c - which rows to print: pstats' restrictions
 *
 *     all rows ──10──▶ the first ten ──'fib'──▶ those of them with fib
 *
 * What was left out is said in pstats' words, in which values are written as
 * Python writes them. Apart from the rest, because PCRE2 calls malloc; the
 * runtime prints without restrictions.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "python_repr.h"
#include "stats_row.h"
#include "stats_table.h"

/* ---- words ---- */

/* Read digits; return how many. */
static size_t digits_at(const char *text)
{
    return strspn(text, "0123456789");
}

/* Say whether a word is "12", "+12" or "-12". */
static bool is_count(const char *word)
{
    word += word[0] == '+' || word[0] == '-';
    size_t n = digits_at(word);
    return n != 0 && word[n] == '\0';
}

/* Read ".3", "0.25" or "1e-3". strtod would want the locale's point; so it gets
 * a number without one: "25e-2". */
static bool read_fraction(const char *word, double *out)
{
    bool is_negative = word[0] == '-';
    word += word[0] == '+' || word[0] == '-';
    size_t n_whole = digits_at(word), n_part = 0;
    const char *rest = word + n_whole, *part = rest + 1;
    if (*rest == '.') {
        n_part = digits_at(part);
        rest = part + n_part;
    }
    long exponent = 0;
    if ((*rest == 'e' || *rest == 'E') && is_count(rest + 1)) {
        exponent = strtol(rest + 1, NULL, 10);
        rest = "";
    }
    char number[400];
    if (*rest != '\0' || n_whole + n_part == 0 || n_whole + n_part > 350 ||
        exponent < -10000 || exponent > 10000)
        return false;
    snprintf(number, sizeof number, "%s%.*s%.*se%ld", is_negative ? "-" : "",
             (int)n_whole, word, (int)n_part, n_part != 0 ? part : "",
             exponent - (long)n_part);
    *out = strtod(number, NULL);
    return true;
}

profpass_status profpass_restriction_parse(const char *word,
                                           profpass_restriction *out,
                                           profpass_error *err)
{
    profpass_restriction r = {.kind = PROFPASS_KEEP_MATCHES, .pattern = word};
    if (is_count(word)) {
        r.kind = PROFPASS_KEEP_COUNT;
        r.count = strtoll(word, NULL, 10);
    } else if (read_fraction(word, &r.fraction)) {
        r.kind = PROFPASS_KEEP_FRACTION;
        if (!(r.fraction >= 0 && r.fraction <= 1))
            return profpass__fail(err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                                  "Fraction argument must be in [0, 1]");
    }
    *out = r;
    return PROFPASS_OK;
}

/* ---- rows ---- */

/* The rows that are left, and what is to be said. */
typedef struct selection {
    const profpass_stats *stats;
    profpass__arena arena;
    uint32_t *rows;
    uint32_t n_rows;
    profpass__repr notes;
} selection;

static void note_reduced(selection *s, uint32_t n_before,
                         const profpass_restriction *restriction)
{
    if (n_before == s->n_rows)
        return;
    char counts[80];
    snprintf(counts, sizeof counts,
             "   List reduced from %u to %u due to "
             "restriction <",
             n_before, s->n_rows);
    profpass__repr_puts(&s->notes, counts);
    switch (restriction->kind) {
    case PROFPASS_KEEP_COUNT:
        snprintf(counts, sizeof counts, "%lld", (long long)restriction->count);
        profpass__repr_puts(&s->notes, counts);
        break;
    case PROFPASS_KEEP_FRACTION:
        profpass__repr_double(&s->notes, restriction->fraction);
        break;
    case PROFPASS_KEEP_MATCHES:
        profpass__repr_string(&s->notes, restriction->pattern);
        break;
    }
    profpass__repr_puts(&s->notes, ">\n");
}

/* Copy a row's printed name to *name, which grows. */
static bool copy_name(selection *s, const profpass_stats_row *row, char **name,
                      size_t *room, size_t *n_bytes)
{
    profpass__name pieces;
    profpass__name_of(row, &pieces);
    size_t n = 0;
    for (size_t i = 0; i < pieces.n_pieces; i++)
        n += pieces.lengths[i];
    if (*name == NULL || n > *room) { /* a name may have no bytes */
        *name = profpass__arena_array(&s->arena, 2 * n, 1);
        *room = *name == NULL ? 0 : 2 * n;
        if (*name == NULL)
            return false;
    }
    *n_bytes = n;
    n = 0;
    for (size_t i = 0; i < pieces.n_pieces; i++) {
        memcpy(*name + n, pieces.pieces[i], pieces.lengths[i]);
        n += pieces.lengths[i];
    }
    return true;
}

/* Keep the rows that match, by code compiled. */
static profpass_status keep_matches(selection *s, const char *pattern,
                                    const pcre2_code *code,
                                    pcre2_match_data *match,
                                    profpass_error *err)
{
    uint32_t n = 0;
    char *name = NULL;
    size_t room = 0, n_bytes;
    for (uint32_t i = 0; i < s->n_rows; i++) {
        const profpass_stats_row *row = &s->stats->table.rows[s->rows[i]];
        if (!copy_name(s, row, &name, &room, &n_bytes))
            return profpass__fail_memory(err);
        int found =
            pcre2_match(code, (PCRE2_SPTR)name, n_bytes, 0, 0, match, NULL);
        if (found < 0 && found != PCRE2_ERROR_NOMATCH) {
            PCRE2_UCHAR why[120] = "";
            pcre2_get_error_message(found, why, sizeof why);
            return profpass__fail(
                err, PROFPASS_EINVAL, PROFPASS__NO_OFFSET,
                "the regular expression \"%.60s\" cannot be tried on "
                "\"%.40s\": %s",
                pattern, row->name, (const char *)why);
        }
        if (found >= 0)
            s->rows[n++] = s->rows[i];
    }
    s->n_rows = n;
    return PROFPASS_OK;
}

/* Python's expressions are over characters, whatever the locale. */
static pcre2_code *compile(const char *pattern)
{
    int why;
    PCRE2_SIZE at;
    return pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                         PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF |
                             PCRE2_NEVER_BACKSLASH_C,
                         &why, &at, NULL);
}

static profpass_status restrict_matches(selection *s,
                                        const profpass_restriction *restriction,
                                        profpass_error *err)
{
    uint32_t n_before = s->n_rows;
    pcre2_code *code = compile(restriction->pattern);
    if (code == NULL) {
        profpass__repr_puts(&s->notes, "   <Invalid regular expression ");
        profpass__repr_string(&s->notes, restriction->pattern);
        profpass__repr_puts(&s->notes, ">\n");
        return PROFPASS_OK;
    }
    pcre2_match_data *match = pcre2_match_data_create_from_pattern(code, NULL);
    profpass_status status =
        match == NULL ? profpass__fail_memory(err)
                      : keep_matches(s, restriction->pattern, code, match, err);
    pcre2_match_data_free(match);
    pcre2_code_free(code);
    if (status == PROFPASS_OK)
        note_reduced(s, n_before, restriction);
    return status;
}

static profpass_status restrict_rows(selection *s,
                                     const profpass_restriction *restriction,
                                     profpass_error *err)
{
    uint32_t n_before = s->n_rows;
    double fraction = restriction->fraction;
    switch (restriction->kind) {
    case PROFPASS_KEEP_MATCHES:
        return restrict_matches(s, restriction, err);
    case PROFPASS_KEEP_COUNT:
        if (restriction->count >= 0 && restriction->count < (int64_t)n_before)
            s->n_rows = (uint32_t)restriction->count;
        break;
    case PROFPASS_KEEP_FRACTION:
        if (fraction >= 0 && fraction < 1)
            s->n_rows = (uint32_t)((double)n_before * fraction + 0.5);
        break;
    }
    note_reduced(s, n_before, restriction);
    return PROFPASS_OK;
}

/* Apply the restrictions, one after the other. */
static profpass_status restrict_all(selection *s,
                                    const profpass_restriction *restrictions,
                                    size_t n_restrictions, profpass_error *err)
{
    profpass__listing all = profpass__list_all(s->stats);
    s->notes.arena = &s->arena;
    s->n_rows = all.n_rows;
    s->rows = profpass__arena_array(&s->arena, all.n_rows, sizeof *s->rows);
    if (s->rows == NULL)
        return profpass__fail_memory(err);
    if (all.n_rows != 0)
        memcpy(s->rows, all.rows, all.n_rows * sizeof *s->rows);
    profpass_status status = PROFPASS_OK;
    for (size_t i = 0; i < n_restrictions && status == PROFPASS_OK; i++)
        status = restrict_rows(s, &restrictions[i], err);
    if (status == PROFPASS_OK && s->notes.has_failed)
        status = profpass__fail_memory(err);
    return status;
}

/* ---- printing ---- */

typedef enum part { PRINT_ROWS, PRINT_CALLERS, PRINT_CALLEES } part;

static profpass_status print(part what, const profpass_stats *stats,
                             const profpass_restriction *restrictions,
                             size_t n_restrictions, const profpass_sink *out,
                             profpass_error *err)
{
    selection s = {.stats = stats};
    profpass__text t;
    profpass__text_init(&t, out);
    profpass_status status =
        restrict_all(&s, restrictions, n_restrictions, err);
    profpass__listing listing = {s.rows, s.n_rows,
                                 profpass__repr_text(&s.notes)};
    if (status == PROFPASS_OK && what == PRINT_ROWS)
        profpass__put_stats(&t, stats, &listing);
    else if (status == PROFPASS_OK)
        status = profpass__put_relatives(&t, stats, &listing,
                                         what == PRINT_CALLEES, err);
    if (status == PROFPASS_OK)
        status = profpass__text_done(&t, err);
    profpass__arena_done(&s.arena);
    return status;
}

profpass_status profpass_stats_print(const profpass_stats *stats,
                                     const profpass_restriction *restrictions,
                                     size_t n_restrictions,
                                     const profpass_sink *out,
                                     profpass_error *err)
{
    return print(PRINT_ROWS, stats, restrictions, n_restrictions, out, err);
}

profpass_status profpass_stats_print_callers(
    const profpass_stats *stats, const profpass_restriction *restrictions,
    size_t n_restrictions, const profpass_sink *out, profpass_error *err)
{
    return print(PRINT_CALLERS, stats, restrictions, n_restrictions, out, err);
}

profpass_status profpass_stats_print_callees(
    const profpass_stats *stats, const profpass_restriction *restrictions,
    size_t n_restrictions, const profpass_sink *out, profpass_error *err)
{
    return print(PRINT_CALLEES, stats, restrictions, n_restrictions, out, err);
}

profpass_status profpass_stats_print_title(const profpass_sink *out,
                                           profpass_error *err)
{
    profpass__text t;
    profpass__text_init(&t, out);
    profpass__puts(&t, PROFPASS__ROW_TITLE);
    return profpass__text_done(&t, err);
}
