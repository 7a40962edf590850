/* opt.c - command-line options from a table: the parser
 *
 * getopt_long is not used because it cannot name the nearest option, and
 * because an abbreviation that works today is broken by tomorrow's option.
 */
#include "opt.h"

#include "cmd.h"

#include <stdlib.h>
#include <string.h>

/* ---- the nearest name ---------------------------------------------------- */

enum { LONGEST_WORD = 32 };

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Return Levenshtein's distance, one row of the matrix at a time. */
static size_t distance(const char *a, const char *b)
{
    size_t row[LONGEST_WORD + 1];
    size_t n_a = strlen(a), n_b = strlen(b);
    if (n_a > LONGEST_WORD || n_b > LONGEST_WORD)
        return SIZE_MAX;
    for (size_t j = 0; j <= n_b; j++)
        row[j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            size_t above = row[j];
            row[j] = smallest(above + 1, row[j - 1] + 1,
                              diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[n_b];
}

const char *opt_nearest(const char *word,
                        const char *(*name)(const void *context, size_t i),
                        const void *context)
{
    /* Half of the word may be wrong: more is not a slip of the finger. */
    size_t best = strlen(word) / 2 + 1;
    const char *nearest = NULL;
    const char *candidate;
    for (size_t i = 0; (candidate = name(context, i)) != NULL; i++) {
        /* A beginning is as good as one slip. */
        size_t d = strncmp(candidate, word, strlen(word)) == 0
                       ? 1
                       : distance(word, candidate);
        if (d < best) {
            best = d;
            nearest = candidate;
        }
    }
    return nearest;
}

static const char *option_name(const void *context, size_t i)
{
    const opt_page *page = context;
    return page->options[i].name;
}

/* ---- values ---------------------------------------------------------------
 */

/* Say whether word is one of the words of "a|b|c". */
static bool is_choice(const char *choices, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = choices;; at++) {
        size_t n_choice = strcspn(at, "|");
        if (n == n_choice && memcmp(at, word, n) == 0)
            return true;
        at += n_choice;
        if (*at == '\0')
            return false;
    }
}

static bool append(const opt *option, const char *value, opt_list *list)
{
    size_t most = sizeof list->items / sizeof *list->items;
    if (list->n == most) {
        cmd_say("--%s may be given at most %zu times", option->name, most);
        return false;
    }
    list->items[list->n++] = value;
    return true;
}

static bool store(const opt *option, const char *value, void *arguments)
{
    char *variable = (char *)arguments + option->offset;
    char *end;
    long number;
    switch (option->kind) {
    case OPT_KIND_FLAG:
        *(bool *)(void *)variable = true;
        return true;
    case OPT_KIND_NUMBER:
        number = strtol(value, &end, 10);
        if (end == value || *end != '\0' || number < 0 || number > 99) {
            cmd_say("--%s=%s: give a whole number from 0 to 99", option->name,
                    value);
            return false;
        }
        *(int *)(void *)variable = (int)number;
        return true;
    case OPT_KIND_CHOICE:
        if (!is_choice(option->value, value)) {
            cmd_say("--%s=%s: give one of %s", option->name, value,
                    option->value);
            return false;
        }
        break;
    case OPT_KIND_LIST:
        return append(option, value, (opt_list *)(void *)variable);
    case OPT_KIND_TEXT:
    case OPT_KIND_OPTIONAL:
        break;
    }
    *(const char **)(void *)variable = value;
    return true;
}

/* ---- words ----------------------------------------------------------------
 */

typedef struct parser {
    const opt_page *page;
    int argc;
    char **argv;
    int at; /* the word being parsed */
    void *arguments;
} parser;

static opt_result wrong(const parser *p)
{
    fprintf(stderr, "Try 'profpass %s --help'.\n", p->page->name);
    return OPT_WRONG;
}

static opt_result help(const parser *p)
{
    opt_print_help(p->page, stdout);
    return OPT_HELPED;
}

/* Take a value for the option: what is joined to it, or the next word. */
static opt_result take(parser *p, const opt *option, const char *joined)
{
    const char *value = joined;
    if (option->kind == OPT_KIND_FLAG && value != NULL) {
        cmd_say("--%s takes no value", option->name);
        return wrong(p);
    }
    if (option->kind == OPT_KIND_OPTIONAL && value == NULL) {
        value = "";
    } else if (option->kind != OPT_KIND_FLAG && value == NULL) {
        if (p->at + 1 >= p->argc) {
            cmd_say("--%s needs a value: %s", option->name, option->value);
            return wrong(p);
        }
        value = p->argv[++p->at];
    }
    return store(option, value, p->arguments) ? OPT_PARSED : wrong(p);
}

static opt_result parse_long(parser *p, const char *word)
{
    size_t n = strcspn(word, "=");
    const char *value = word[n] == '=' ? word + n + 1 : NULL;
    if (strcmp(word, "help") == 0)
        return help(p);
    for (const opt *o = p->page->options; o->name != NULL; o++)
        if (strlen(o->name) == n && memcmp(o->name, word, n) == 0)
            return take(p, o, value);

    char typed[LONGEST_WORD + 1];
    snprintf(typed, sizeof typed, "%.*s", (int)n, word);
    const char *nearest = opt_nearest(typed, option_name, p->page);
    if (nearest != NULL)
        cmd_say("%s has no option --%.*s; did you mean --%s?", p->page->name,
                (int)n, word, nearest);
    else
        cmd_say("%s has no option --%.*s", p->page->name, (int)n, word);
    return wrong(p);
}

static opt_result parse_short(parser *p, const char *letters)
{
    for (; *letters != '\0'; letters++) {
        const opt *o = p->page->options;
        if (*letters == 'h')
            return help(p);
        while (o->name != NULL && o->letter != *letters)
            o++;
        if (o->name == NULL) {
            cmd_say("%s has no option -%c", p->page->name, *letters);
            return wrong(p);
        }
        bool takes_rest = o->kind != OPT_KIND_FLAG && letters[1] != '\0';
        opt_result result = take(p, o, takes_rest ? letters + 1 : NULL);
        if (result != OPT_PARSED || o->kind != OPT_KIND_FLAG)
            return result;
    }
    return OPT_PARSED;
}

/* Words that begin with a dash: but "-" and "-1", a number, are operands. */
static bool is_option(const char *word)
{
    return word[0] == '-' && word[1] != '\0' &&
           word[1 + strspn(word + 1, "0123456789")] != '\0';
}

opt_result opt_parse(const opt_page *page, int *argc, char **argv,
                     void *arguments)
{
    parser p = {page, *argc, argv, 1, arguments};
    int n_kept = 1;
    bool options_over = false;
    for (; p.at < p.argc; p.at++) {
        char *word = argv[p.at];
        opt_result result = OPT_PARSED;
        if (options_over || !is_option(word)) {
            argv[n_kept++] = word;
            options_over |= page->operand_ends_options;
        } else if (strcmp(word, "--") == 0) {
            options_over = true;
        } else if (word[1] == '-') {
            result = parse_long(&p, word + 2);
        } else {
            result = parse_short(&p, word + 1);
        }
        if (result != OPT_PARSED)
            return result;
    }
    argv[n_kept] = NULL; /* argv[argc] is NULL already, or lies behind */
    *argc = n_kept;
    return OPT_PARSED;
}
