/* policy_list.c - list files, in the syntax of LLVM's special case lists
 *
 *     # a comment
 *     fun:parse_*             these are profiled, as under [profile]
 *     [profile]
 *     src:lib/?son.c
 *     fun:index_*=lines=all   with what the attribute may say
 *     [ignore]                these never are
 *     fun:*::operator<<*
 *
 * One entry a line, fun: for qualified names and linkage names, src: for files;
 * blanks around a line do not count. The name of a section is a pattern, too.
 * Patterns are globs; in a file that begins with #!special-case-list-v1 they
 * are regular expressions in which * stands for .* (LLVM's versions 2 and 1).
 */
#include <string.h>

#include "policy_rules.h"

enum { SHOWN_BYTES = 80 }; /* of a line, in a message */

typedef struct list {
    policy *policy;
    bool is_expression; /* version 1 */
    bool exclude;       /* the section */
} list;

/* Part of a line. */
typedef struct piece {
    const char *at;
    size_t n_bytes;
} piece;

static int shown(piece text)
{
    return text.n_bytes < SHOWN_BYTES ? (int)text.n_bytes : SHOWN_BYTES;
}

static bool starts_with(piece text, const char *prefix)
{
    const size_t n = strlen(prefix);
    return text.n_bytes >= n && memcmp(text.at, prefix, n) == 0;
}

static bool ends_with(piece text, const char *suffix)
{
    const size_t n = strlen(suffix);
    return text.n_bytes >= n &&
           memcmp(text.at + text.n_bytes - n, suffix, n) == 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static piece trimmed(const char *at, const char *end)
{
    while (at < end && is_blank(*at))
        ++at;
    while (at < end && is_blank(end[-1]))
        --end;
    return (piece){at, (size_t)(end - at)};
}

/* What an entry may say behind its pattern: what the attribute may, and the
 * words of clang's profile lists. */
static const struct category {
    const char *text;
    bool exclude;
    policy_lines lines;
} categories[] = {
    {"=lines=off", false, POLICY_LINES_OFF},
    {"=lines=calls", false, POLICY_LINES_CALLS},
    {"=lines=all", false, POLICY_LINES_ALL},
    {"=allow", false, POLICY_LINES_DEFAULT},
    {"=skip", true, POLICY_LINES_DEFAULT},
    {"=forbid", true, POLICY_LINES_DEFAULT},
};

/* Find a '=' that is not one of C++'s operator=, operator==, … */
static const char *find_equals(piece pattern)
{
    static const char word[] = "operator", signs[] = "=<>!+-*/%^&|?";
    const size_t n_word = sizeof word - 1;
    for (size_t i = 0; i < pattern.n_bytes; ++i) {
        if (starts_with((piece){pattern.at + i, pattern.n_bytes - i}, word)) {
            i += n_word;
            while (i < pattern.n_bytes && strchr(signs, pattern.at[i]))
                ++i;
            --i;
        } else if (pattern.at[i] == '=') {
            return pattern.at + i;
        }
    }
    return NULL;
}

static bool read_entry(const list *l, int of, piece pattern, policy_error *err)
{
    policy_rule_text rule = {
        .exclude = l->exclude, .of = of, .is_expression = l->is_expression};
    const char *category = NULL;
    for (size_t i = 0; i < sizeof categories / sizeof *categories; ++i)
        if (ends_with(pattern, categories[i].text)) {
            category = categories[i].text;
            rule.exclude = rule.exclude || categories[i].exclude;
            rule.lines = categories[i].lines;
            pattern.n_bytes -= strlen(category);
        }
    const char *equals = find_equals(pattern);
    if (equals && !category) {
        const piece rest = {equals + 1, pattern.n_bytes - 1 -
                                            (size_t)(equals - pattern.at)};
        return policy_fail(err,
                           "unknown category '%.*s'; there are "
                           "lines=off|calls|all, allow, skip, forbid",
                           shown(rest), rest.at);
    }
    if (pattern.n_bytes == 0)
        return policy_fail(err, "%s: expected %s behind it",
                           of == POLICY_OF_NAMES ? "fun" : "src",
                           l->is_expression ? "a regular expression"
                                            : "a glob");
    rule.pattern = pattern.at;
    rule.n_bytes = pattern.n_bytes;
    return policy_rules_add(policy_rules_of(l->policy), &rule, err);
}

static bool read_section(list *l, piece line, policy_error *err)
{
    if (!ends_with(line, "]"))
        return policy_fail(err, "'%.*s': the section's ']' is missing",
                           shown(line), line.at);
    bool profile = false, ignore = false;
    if (!policy_pattern_match(line.at + 1, line.n_bytes - 2, l->is_expression,
                              "profile", &profile, err) ||
        !policy_pattern_match(line.at + 1, line.n_bytes - 2, l->is_expression,
                              "ignore", &ignore, err))
        return false;
    if (!profile && !ignore)
        return policy_fail(
            err, "unknown section '%.*s'; there are [profile] and [ignore]",
            shown(line), line.at);
    /* One that is both, [*], is like the entries before all sections. */
    l->exclude = !profile;
    return true;
}

static bool read_line(list *l, piece line, policy_error *err)
{
    if (line.n_bytes == 0 || *line.at == '#')
        return true;
    if (*line.at == '[')
        return read_section(l, line, err);
    const bool of_names = starts_with(line, "fun:");
    if (!of_names && !starts_with(line, "src:"))
        return policy_fail(err,
                           "'%.*s': expected fun:PATTERN, src:PATTERN, "
                           "[profile], [ignore] or a # comment",
                           shown(line), line.at);
    return read_entry(l, of_names ? POLICY_OF_NAMES : POLICY_OF_FILES,
                      (piece){line.at + 4, line.n_bytes - 4}, err);
}

static bool read_version(list *l, piece line, policy_error *err)
{
    static const char words[] = "#!special-case-list-v";
    if (!starts_with(line, words))
        return true;
    const piece version = {line.at + sizeof words - 1,
                           line.n_bytes - (sizeof words - 1)};
    l->is_expression = version.n_bytes == 1 && *version.at == '1';
    if (l->is_expression || (version.n_bytes == 1 && *version.at == '2'))
        return true;
    return policy_fail(err, "unknown version '%.*s' of lists; there are 1, 2",
                       shown(version), version.at);
}

bool policy_list_text(policy *p, const char *text, const char *file,
                      policy_error *err)
{
    list l = {.policy = p};
    for (unsigned number = 1; *text; ++number) {
        const char *end = text + strcspn(text, "\n");
        const piece line = trimmed(text, end);
        policy_error why;
        if ((number == 1 && !read_version(&l, line, &why)) ||
            !read_line(&l, line, &why))
            return policy_fail(err, "%s:%u: %s", file, number, why.message);
        text = *end ? end + 1 : end;
    }
    return true;
}
