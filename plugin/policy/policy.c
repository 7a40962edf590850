/* policy.c - options and the decision itself */
#include "policy_rules.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct policy {
    policy_rules rules;
    char *runtime;
    bool all;
    policy_lines lines;
};

enum {
#define POLICY_OPTION(NAME, name, value, help) OPTION_##NAME,
#include "policy_options.def"
    N_OPTIONS
};

static const struct {
    const char *name;
    const char *value;
} options[N_OPTIONS] = {
#define POLICY_OPTION(NAME, name, value, help) {#name, value},
#include "policy_options.def"
};

bool policy_fail(policy_error *err, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    return false;
}

policy *policy_new(void)
{
    return calloc(1, sizeof(policy));
}

void policy_free(policy *p)
{
    if (!p)
        return;
    policy_rules_free(&p->rules);
    free(p->runtime);
    free(p);
}

policy_rules *policy_rules_of(policy *p)
{
    return &p->rules;
}

static bool read_list(policy *p, const char *path, policy_error *err)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        return policy_fail(err, "cannot open the list: %s", strerror(errno));
    size_t n = 0;
    size_t room = 4096;
    char *text = malloc(room);
    while (text) {
        n += fread(text + n, 1, room - n - 1, in);
        if (n + 1 < room)
            break;
        char *larger = realloc(text, room *= 2);
        if (!larger)
            free(text);
        text = larger;
    }
    const bool unreadable = ferror(in) != 0;
    fclose(in);
    bool done = false;
    if (!text)
        return policy_fail(err, "out of memory");
    text[n] = '\0';
    if (unreadable)
        policy_fail(err, "cannot read the list: %s", strerror(errno));
    else if (strlen(text) != n)
        policy_fail(err, "%s: not a text: byte %zu is NUL", path, strlen(text));
    else
        done = policy_list_text(p, text, path, err);
    free(text);
    return done;
}

bool policy_lines_parse(const char *value, policy_lines *lines,
                        policy_error *err)
{
    static const char *const names[] = {NULL, "off", "calls", "all"};
    for (int i = POLICY_LINES_OFF; i <= POLICY_LINES_ALL; ++i)
        if (strcmp(value, names[i]) == 0) {
            *lines = (policy_lines)i;
            return true;
        }
    return policy_fail(err, "lines=%s: must be off, calls or all", value);
}

/* The number of single-character edits between two short words. */
static size_t distance(const char *a, size_t n, const char *b)
{
    enum { LONGEST = 32 };
    size_t row[LONGEST + 1];
    const size_t m = strlen(b);
    if (n > LONGEST || m > LONGEST)
        return LONGEST;
    for (size_t j = 0; j <= m; ++j)
        row[j] = j;
    for (size_t i = 1; i <= n; ++i) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; ++j) {
            const size_t change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            size_t least = change;
            if (row[j] + 1 < least)
                least = row[j] + 1;
            if (row[j - 1] + 1 < least)
                least = row[j - 1] + 1;
            row[j] = least;
        }
    }
    return row[m];
}

static bool fail_unknown(const char *name, size_t length, policy_error *err)
{
    size_t best = N_OPTIONS;
    size_t best_distance = 3; /* two typing errors are still a typing error */
    for (size_t i = 0; i < N_OPTIONS; ++i) {
        const size_t d = distance(name, length, options[i].name);
        if (d < best_distance) {
            best = i;
            best_distance = d;
        }
    }
    if (best < N_OPTIONS)
        return policy_fail(err, "unknown option '%.*s'; did you mean '%s'?",
                           (int)length, name, options[best].name);
    size_t used =
        (size_t)snprintf(err->message, sizeof err->message,
                         "unknown option '%.*s'; there are", (int)length, name);
    for (size_t i = 0; i < N_OPTIONS && used < sizeof err->message; ++i)
        used +=
            (size_t)snprintf(err->message + used, sizeof err->message - used,
                             "%s %s", i ? "," : "", options[i].name);
    return false;
}

static bool set_runtime(policy *p, const char *path, policy_error *err)
{
    char *copy = malloc(strlen(path) + 1);
    if (!copy)
        return policy_fail(err, "out of memory");
    strcpy(copy, path);
    free(p->runtime);
    p->runtime = copy;
    return true;
}

static bool add_glob(policy *p, bool exclude, const char *glob,
                     policy_error *err)
{
    const policy_rule_text rule = {.exclude = exclude,
                                   .of = POLICY_OF_NAMES | POLICY_OF_FILES,
                                   .pattern = glob,
                                   .n_bytes = strlen(glob)};
    return policy_rules_add(&p->rules, &rule, err);
}

bool policy_option(policy *p, const char *argument, policy_error *err)
{
    const size_t length = strcspn(argument, "=");
    const char *value = argument[length] ? argument + length + 1 : NULL;
    int option = 0;
    while (option < N_OPTIONS &&
           (strlen(options[option].name) != length ||
            memcmp(options[option].name, argument, length) != 0))
        ++option;
    if (option == N_OPTIONS)
        return fail_unknown(argument, length, err);
    if (*options[option].value && (!value || !*value))
        return policy_fail(err, "option '%s' needs a value: %s=%s",
                           options[option].name, options[option].name,
                           options[option].value);
    if (!*options[option].value && value)
        return policy_fail(err, "option '%s' takes no value",
                           options[option].name);
    switch (option) {
    case OPTION_ALL:
        p->all = true;
        return true;
    case OPTION_INCLUDE:
    case OPTION_EXCLUDE:
        return add_glob(p, option == OPTION_EXCLUDE, value, err);
    case OPTION_LIST:
        return read_list(p, value, err);
    case OPTION_LINES:
        return policy_lines_parse(value, &p->lines, err);
    default:
        return set_runtime(p, value, err);
    }
}

policy_lines policy_unmarked_lines(const policy *p)
{
    const policy_lines lines =
        p->lines == POLICY_LINES_DEFAULT ? POLICY_LINES_OFF : p->lines;
    return lines > p->rules.most_lines ? lines : p->rules.most_lines;
}

/* The lines of a function, by the first that says something of them. */
static policy_lines choose_lines(const policy *p, const policy_subject *subject)
{
    policy_lines lines = subject->marks.lines;
    if (lines == POLICY_LINES_DEFAULT)
        lines = policy_rules_lines(&p->rules, subject);
    if (lines == POLICY_LINES_DEFAULT && !subject->marked)
        lines = p->lines;
    if (lines == POLICY_LINES_DEFAULT)
        lines = subject->marked ? POLICY_LINES_ALL : POLICY_LINES_OFF;
    return lines;
}

policy_choice policy_choose(const policy *p, const policy_subject *subject)
{
    const policy_choice no = {false, POLICY_LINES_OFF};
    if (subject->compiler_made ||
        policy_name_is_reserved(subject->linkage_name) ||
        policy_rules_match(&p->rules, true, subject))
        return no;
    if (subject->marked || (p->all && !subject->in_system_header) ||
        policy_rules_match(&p->rules, false, subject))
        return (policy_choice){true, choose_lines(p, subject)};
    return no;
}

bool policy_selects_unmarked(const policy *p)
{
    return p->all || p->rules.include_some;
}

const char *policy_runtime(const policy *p)
{
    return p->runtime;
}
