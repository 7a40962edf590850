/* graph_name.c - names as a call graph draws them
 *
 *     /src/a.cpp, 12, "ns::f(int) const"
 *       ──▶ label     a:12:ns::f(int) const     what -z and -l match
 *       ──▶ stripped  a:12:ns::f
 *       ──▶ wrapped   lines of 32 characters
 */
#include "graph.h"

#include <string.h>

#include "utf8.h"

/* ---- labels ---- */

const char *profpass__graph_name(profpass__arena *arena,
                                 const profpass_stats_row *row)
{
    const char *slash = strrchr(row->file, '/');
    const char *base = slash != NULL ? slash + 1 : row->file;
    /* Leading dots begin a name, they end none: ".profile". */
    size_t n_dots = strspn(base, ".");
    const char *dot = strrchr(base + n_dots, '.');
    size_t n_base = dot != NULL ? (size_t)(dot - base) : strlen(base);
    size_t n_name = strlen(row->name);
    char line[16];
    int n_line = snprintf(line, sizeof line, ":%u:", row->line);
    char *label =
        profpass__arena_array(arena, n_base + (size_t)n_line + n_name + 1, 1);
    if (label == NULL)
        return NULL;
    memcpy(label, base, n_base);
    memcpy(label + n_base, line, (size_t)n_line);
    memcpy(label + n_base + n_line, row->name, n_name + 1);
    return label;
}

/* ---- stripping ---- */

/* A pair of brackets that is part of the name, not a list of parameters. */
static bool is_name(const char *name, size_t open, const char *group, size_t n)
{
    static const char unnamed[] = "(anonymous namespace)";
    static const char word[] = "operator";
    size_t n_word = sizeof word - 1;
    if (n == sizeof unnamed - 1 && memcmp(group, unnamed, n) == 0)
        return true;
    if (n == 2 && open >= n_word &&
        memcmp(name + open - n_word, word, n_word) == 0)
        return true;
    /* <module>, <lambda>: the whole of a name. */
    return group[0] == '<' && (open == 0 || name[open - 1] == ':') &&
           (open < 2 || name[open - 2] != ':');
}

/* Take balanced brackets, and what is in them, out of name[n]; return the new
 * length. opens[n] is scratch: where brackets were opened. */
static size_t take_out(char *name, size_t n, char open, char close,
                       uint32_t *opens)
{
    size_t n_out = 0, n_open = 0;
    for (size_t i = 0; i < n; i++) {
        name[n_out++] = name[i];
        if (name[i] == open) {
            opens[n_open++] = (uint32_t)(n_out - 1);
        } else if (name[i] == close && n_open > 0) {
            size_t start = opens[--n_open];
            if (!is_name(name, start, name + start, n_out - start))
                n_out = start;
        }
    }
    return n_out;
}

static bool strip(profpass__arena *arena, char *name)
{
    static const char qualifier[] = "const";
    size_t n = strlen(name), n_qualifier = sizeof qualifier - 1;
    uint32_t *opens = profpass__arena_array(arena, n, sizeof *opens);
    if (opens == NULL)
        return false;
    n = take_out(name, n, '(', ')', opens);
    if (n > n_qualifier &&
        memcmp(name + n - n_qualifier, qualifier, n_qualifier) == 0 &&
        name[n - n_qualifier - 1] == ' ') {
        n -= n_qualifier;
        while (n > 0 && name[n - 1] == ' ')
            n--;
    }
    n = take_out(name, n, '<', '>', opens);
    name[n] = '\0';
    return true;
}

/* ---- lines ---- */

/* A line; and a word, even one that has no place to be broken at. */
enum { WIDTH = 32, LONGEST_WORD = 96 };

/* Return how many characters of UTF-8 the n bytes are. */
static size_t width_of(const char *text, size_t n)
{
    size_t width = 0;
    for (size_t i = 0; i < n; i++)
        width += ((unsigned char)text[i] & 0xc0) != 0x80;
    return width;
}

/* Return the length of the piece at text that is not broken: up to a blank; of
 * a word that fits in no line, up to a "::", "," "<" or "(". */
static size_t piece_length(const char *text)
{
    size_t n = strcspn(text, " "), at = 0;
    if (width_of(text, n) <= WIDTH)
        return n;
    for (size_t width = 0; at < n && width < LONGEST_WORD; width++) {
        bool scope = at > 0 && text[at] == ':' && text[at - 1] == ':';
        bool list = text[at] == ',' || text[at] == '<' || text[at] == '(';
        if (scope || (list && at > 0))
            return at + 1;
        size_t n_bytes = profpass__utf8_length(text + at);
        at += n_bytes != 0 ? n_bytes : 1;
    }
    return at;
}

/* Break a name into lines, at its blanks if it has some. out has room for twice
 * the name. */
static void wrap(const char *name, char *out)
{
    size_t width = 0;
    bool had_blank = false;
    while (*name != '\0') {
        if (*name == ' ') {
            had_blank = true;
            name++;
            continue;
        }
        size_t n = piece_length(name), piece = width_of(name, n);
        if (width > 0 && width + had_blank + piece > WIDTH) {
            *out++ = '\n';
            width = 0;
        } else if (width > 0 && had_blank) {
            *out++ = ' ';
            width++;
        }
        memcpy(out, name, n);
        out += n;
        name += n;
        width += piece;
        had_blank = false;
    }
    *out = '\0';
}

/* Replace `from` by `to`, which is no longer, in place, from left to right. */
static void replace(char *text, const char *from, const char *to)
{
    size_t n_from = strlen(from), n_to = strlen(to);
    char *out = text;
    while (*text != '\0') {
        if (strncmp(text, from, n_from) == 0) {
            memmove(out, to, n_to);
            out += n_to;
            text += n_from;
        } else {
            *out++ = *text++;
        }
    }
    *out = '\0';
}

/* Graphviz reads no string of 16 KiB or more; an escape doubles a character. */
enum { LONGEST_NAME = 4096, LONGEST_BYTES = 8000 };

/* Cut a name that is too long, between two characters. */
static void shorten(char *name)
{
    static const char dots[] = "\xe2\x80\xa6";
    size_t n_characters = 0, at = 0, cut = 0;
    while (name[at] != '\0') {
        if (n_characters < LONGEST_NAME && at < LONGEST_BYTES)
            cut = at;
        size_t n = profpass__utf8_length(name + at);
        at += n != 0 ? n : 1;
        n_characters++;
    }
    if (n_characters >= LONGEST_NAME || at > LONGEST_BYTES)
        memcpy(name + cut, dots, sizeof dots);
}

const char *profpass__graph_drawn_name(profpass__arena *arena,
                                       const char *label,
                                       const profpass_graph_options *options)
{
    size_t n = strlen(label);
    char *name = profpass__arena_array(arena, n + 4, 1);
    if (name == NULL)
        return NULL;
    memcpy(name, label, n + 1);
    if (options->strip && !strip(arena, name))
        return NULL;
    shorten(name);
    if (!options->wrap)
        return name;
    char *lines = profpass__arena_array(arena, 2 * strlen(name) + 1, 1);
    if (lines == NULL)
        return NULL;
    if (width_of(name, strlen(name)) > WIDTH)
        wrap(name, lines);
    else
        memcpy(lines, name, strlen(name) + 1);
    replace(lines, ", ", ",");
    replace(lines, "> >", ">>");
    replace(lines, "> >", ">>");
    return lines;
}
