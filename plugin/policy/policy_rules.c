/* policy_rules.c - keeping patterns, and matching functions against them */
#include "policy_rules.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "profpass/glob.h"

enum { SHOWN_BYTES = 80 }; /* of a pattern, in a message */

typedef struct pattern {
    char *glob; /* or NULL: */
    regex_t expression;
} pattern;

struct policy_rule {
    policy_rule *next;
    bool exclude;
    int of;
    policy_lines lines;
    pattern pattern;
};

static int shown(size_t n_bytes)
{
    return n_bytes < SHOWN_BYTES ? (int)n_bytes : SHOWN_BYTES;
}

static bool make_glob(pattern *p, const char *text, size_t n_bytes,
                      policy_error *err)
{
    p->glob = malloc(n_bytes + 1);
    if (!p->glob)
        return policy_fail(err, "out of memory");
    memcpy(p->glob, text, n_bytes);
    p->glob[n_bytes] = '\0';
    const char *fault = profpass_glob_fault(p->glob);
    if (!fault)
        return true;
    free(p->glob);
    policy_fail(err, "glob '%.*s': %s", shown(n_bytes), text, fault);
    return false;
}

/* "a*" becomes "^(a.*)$", as in LLVM's first version of lists. */
static bool make_expression(pattern *p, const char *text, size_t n_bytes,
                            policy_error *err)
{
    char *whole = malloc(2 * n_bytes + 5);
    if (!whole)
        return policy_fail(err, "out of memory");
    char *at = whole;
    *at++ = '^';
    *at++ = '(';
    for (size_t i = 0; i < n_bytes; ++i) {
        if (text[i] == '*')
            *at++ = '.';
        *at++ = text[i];
    }
    strcpy(at, ")$");
    p->glob = NULL;
    const int fault = regcomp(&p->expression, whole, REG_EXTENDED | REG_NOSUB);
    free(whole);
    if (fault == 0)
        return true;
    char why[128];
    regerror(fault, &p->expression, why, sizeof why);
    policy_fail(err, "regular expression '%.*s': %s", shown(n_bytes), text,
                why);
    return false;
}

static bool make(pattern *p, const char *text, size_t n_bytes,
                 bool is_expression, policy_error *err)
{
    return (is_expression ? make_expression : make_glob)(p, text, n_bytes, err);
}

static void destroy(pattern *p)
{
    if (p->glob)
        free(p->glob);
    else
        regfree(&p->expression);
}

static bool matches(const pattern *p, const char *text)
{
    return p->glob ? profpass_glob_match(p->glob, text)
                   : regexec(&p->expression, text, 0, NULL, 0) == 0;
}

bool policy_pattern_match(const char *text, size_t n_bytes, bool is_expression,
                          const char *word, bool *result, policy_error *err)
{
    pattern p;
    if (!make(&p, text, n_bytes, is_expression, err))
        return false;
    *result = matches(&p, word);
    destroy(&p);
    return true;
}

bool policy_rules_add(policy_rules *rules, const policy_rule_text *text,
                      policy_error *err)
{
    policy_rule *rule = malloc(sizeof *rule);
    if (!rule)
        return policy_fail(err, "out of memory");
    if (!make(&rule->pattern, text->pattern, text->n_bytes, text->is_expression,
              err)) {
        free(rule);
        return false;
    }
    rule->exclude = text->exclude;
    rule->of = text->of;
    rule->lines = text->lines;
    rule->next = rules->newest;
    rules->newest = rule;
    rules->include_some = rules->include_some || !text->exclude;
    if (!text->exclude && text->lines > rules->most_lines)
        rules->most_lines = text->lines;
    return true;
}

void policy_rules_free(policy_rules *rules)
{
    while (rules->newest) {
        policy_rule *rule = rules->newest;
        rules->newest = rule->next;
        destroy(&rule->pattern);
        free(rule);
    }
}

static bool applies(const policy_rule *rule, const policy_subject *subject)
{
    if ((rule->of & POLICY_OF_NAMES) &&
        (matches(&rule->pattern, subject->name) ||
         matches(&rule->pattern, subject->linkage_name)))
        return true;
    return (rule->of & POLICY_OF_FILES) && *subject->file &&
           matches(&rule->pattern, subject->file);
}

bool policy_rules_match(const policy_rules *rules, bool exclude,
                        const policy_subject *subject)
{
    for (const policy_rule *r = rules->newest; r; r = r->next)
        if (r->exclude == exclude && applies(r, subject))
            return true;
    return false;
}

policy_lines policy_rules_lines(const policy_rules *rules,
                                const policy_subject *subject)
{
    for (const policy_rule *r = rules->newest; r; r = r->next)
        if (r->lines != POLICY_LINES_DEFAULT && applies(r, subject))
            return r->lines;
    return POLICY_LINES_DEFAULT;
}
