/* policy.c - options and the decision itself */
#include "policy.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct policy_glob {
    struct policy_glob *next; /* in no order that matters */
    bool exclude;
    int of; /* POLICY_OF_... */
    char text[];
} policy_glob;

struct policy {
    policy_glob *globs;
    char *runtime;
    bool all;
    bool has_includes;
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
    while (p->globs) {
        policy_glob *next = p->globs->next;
        free(p->globs);
        p->globs = next;
    }
    free(p->runtime);
    free(p);
}

bool policy_add_glob(policy *p, bool exclude, int of, const char *glob,
                     size_t glob_length, policy_error *err)
{
    policy_glob *entry = malloc(sizeof *entry + glob_length + 1);
    if (!entry)
        return policy_fail(err, "out of memory");
    memcpy(entry->text, glob, glob_length);
    entry->text[glob_length] = '\0';
    entry->exclude = exclude;
    entry->of = of;
    entry->next = p->globs;
    p->globs = entry;
    if (!exclude)
        p->has_includes = true;
    return true;
}

static bool read_list(policy *p, const char *path, policy_error *err)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        return policy_fail(err, "list=%s: %s", path, strerror(errno));
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
        policy_fail(err, "list=%s: cannot be read", path);
    else
        done = policy_list_text(p, text, path, err);
    free(text);
    return done;
}

static bool parse_lines(const char *value, policy_lines *lines,
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
    const int anything = POLICY_OF_NAMES | POLICY_OF_FILES;
    switch (option) {
    case OPTION_ALL:
        p->all = true;
        return true;
    case OPTION_INCLUDE:
    case OPTION_EXCLUDE:
        return policy_add_glob(p, option == OPTION_EXCLUDE, anything, value,
                               strlen(value), err);
    case OPTION_LIST:
        return read_list(p, value, err);
    case OPTION_LINES:
        return parse_lines(value, &p->lines, err);
    default:
        return set_runtime(p, value, err);
    }
}

bool policy_marks_option(policy_marks *marks, const char *text,
                         policy_error *err)
{
    if (strncmp(text, "lines=", 6) == 0)
        return parse_lines(text + 6, &marks->lines, err);
    return policy_fail(err, "unknown option '%s'; there is lines=off|calls|all",
                       text);
}

static bool matches_any(const policy *p, bool exclude,
                        const policy_subject *subject)
{
    for (const policy_glob *g = p->globs; g; g = g->next) {
        if (g->exclude != exclude)
            continue;
        if ((g->of & POLICY_OF_NAMES) &&
            (policy_glob_match(g->text, subject->name) ||
             policy_glob_match(g->text, subject->linkage_name)))
            return true;
        if ((g->of & POLICY_OF_FILES) && *subject->file &&
            policy_glob_match(g->text, subject->file))
            return true;
    }
    return false;
}

policy_lines policy_unmarked_lines(const policy *p)
{
    return p->lines == POLICY_LINES_DEFAULT ? POLICY_LINES_OFF : p->lines;
}

policy_choice policy_choose(const policy *p, const policy_subject *subject)
{
    const policy_choice no = {false, POLICY_LINES_OFF};
    if (policy_name_is_reserved(subject->linkage_name) ||
        matches_any(p, true, subject))
        return no;
    if (subject->marked) {
        const policy_lines lines = subject->marks.lines;
        return (policy_choice){
            true, lines == POLICY_LINES_DEFAULT ? POLICY_LINES_ALL : lines};
    }
    if ((p->all && !subject->in_system_header) ||
        matches_any(p, false, subject))
        return (policy_choice){true, policy_unmarked_lines(p)};
    return no;
}

bool policy_selects_unmarked(const policy *p)
{
    return p->all || p->has_includes;
}

const char *policy_runtime(const policy *p)
{
    return p->runtime;
}
