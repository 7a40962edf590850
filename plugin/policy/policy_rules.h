/* policy_rules.h - what options and lists say of names and files: a chain
 *
 *     newest ──▶ rule ──▶ rule ──▶ … the oldest
 *                exclude or include · of names, files · pattern · lines
 *
 * Within policy/ only.
 */
#ifndef POLICY_RULES_H
#define POLICY_RULES_H

#include "policy.h"

enum { POLICY_OF_NAMES = 1, POLICY_OF_FILES = 2 };

typedef struct policy_rule policy_rule;

typedef struct policy_rules {
    policy_rule *newest;
    bool include_some;       /* there is an including rule                  */
    policy_lines most_lines; /* that an including rule asks for; or DEFAULT */
} policy_rules;

/* A rule to be. */
typedef struct policy_rule_text {
    bool exclude;
    int of;             /* POLICY_OF_...                                   */
    bool is_expression; /* extended regular, with * for .*; else a glob    */
    policy_lines lines; /* that it asks for; DEFAULT: does not say         */
    const char *pattern;
    size_t n_bytes; /* of the pattern */
} policy_rule_text;

/* Add a rule. A pattern that is not valid is named in err. */
bool policy_rules_add(policy_rules *rules, const policy_rule_text *text,
                      policy_error *err);

void policy_rules_free(policy_rules *rules);

/* Whether an excluding (including) rule matches. */
bool policy_rules_match(const policy_rules *rules, bool exclude,
                        const policy_subject *subject);

/* What the newest matching rule that says something of lines says of them. */
policy_lines policy_rules_lines(const policy_rules *rules,
                                const policy_subject *subject);

/* Whether a pattern of a list's kind matches; for the names of sections. False,
 * with *err filled, if the pattern is not valid. */
bool policy_pattern_match(const char *pattern, size_t n_bytes,
                          bool is_expression, const char *text, bool *matches,
                          policy_error *err);

/* The rules of a policy. */
policy_rules *policy_rules_of(policy *p);

/* Read off, calls or all. On failure *lines is unchanged. */
bool policy_lines_parse(const char *value, policy_lines *lines,
                        policy_error *err);

/* Write a formatted message; always returns false. */
bool policy_fail(policy_error *err, const char *format, ...);

#endif
