/* policy.h - what to instrument: options, globs, lists, reserved names
 *
 *     -fplugin-arg-profpass-…  ──▶ policy_option ──┐
 *     list=FILE ──▶ policy_list ───────────────────┤
 *     attribute strings ──▶ policy_marks_option ─┐ │
 *                                                ▼ ▼
 *     a function (names, file, marked?) ──▶ policy_choose ──▶ profile it?
 *                                                             which lines?
 *
 * Knows no compiler: every plugin asks here, so that all of them select the
 * same functions. Who wins, from the strongest: what a compiler made (never),
 * an excluding pattern (never), the mark, an including pattern, `all`. The
 * lines of a function are what its mark says, else a list's entry, else
 * `lines=` if it has no mark.
 *
 * Not thread-safe: one policy for one run of a compiler.
 */
#ifndef POLICY_H
#define POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct policy policy;

/* The line probes of a function. */
typedef enum policy_lines {
    POLICY_LINES_DEFAULT, /* not said: ALL if marked, else OFF */
    POLICY_LINES_OFF,
    POLICY_LINES_CALLS, /* only on lines that call */
    POLICY_LINES_ALL
} policy_lines;

/* What the attribute says to the compiler: profile("lines=calls"). */
typedef struct policy_marks {
    policy_lines lines;
} policy_marks;

/* What a plugin knows of a function. Names are never NULL. */
typedef struct policy_subject {
    const char *name;         /* qualified, without parameters             */
    const char *linkage_name; /* mangled                                   */
    const char *file;         /* of the definition; "" if not known        */
    bool marked;              /* has the attribute                         */
    bool compiler_made;       /* no one wrote its body: implicit, defaulted*/
    bool in_system_header;
    policy_marks marks;
} policy_subject;

typedef struct policy_choice {
    bool selected;
    policy_lines lines; /* never DEFAULT when selected */
} policy_choice;

/* Why an option was refused: one line, no newline, truncated to fit. */
typedef struct policy_error {
    char message[256];
} policy_error;

/* Return a policy that selects marked functions only. NULL: out of memory.
 * Freed by policy_free, which takes NULL. */
policy *policy_new(void);
void policy_free(policy *p);

/* Apply one plugin argument, "name" or "name=value". On failure p is unchanged
 * but for entries of a list file before the faulty line. Patterns that are not
 * valid are refused, and a list's fault is told by file and line. */
bool policy_option(policy *p, const char *argument, policy_error *err);

/* Add the entries of a list file: p as in policy_option, text NUL-terminated,
 * file only named in messages. */
bool policy_list_text(policy *p, const char *text, const char *file,
                      policy_error *err);

/* Apply one string of the attribute: "lines=off|calls|all", "stream=PATH" or
 * "precision=N"; the last two are only checked, the report reads them in the
 * function's record. On failure marks is unchanged. */
bool policy_marks_option(policy_marks *marks, const char *text,
                         policy_error *err);

/* Decide about a function. */
policy_choice policy_choose(const policy *p, const policy_subject *subject);

/* Whether the policy can select a function that has no mark. */
bool policy_selects_unmarked(const policy *p);

/* The most line probes that a function selected without a mark may have. */
policy_lines policy_unmarked_lines(const policy *p);

/* The value of `runtime=`, NULL if not given. Borrowed until policy_free. */
const char *policy_runtime(const policy *p);

/* Whether the compiler, not the programmer, made the function of this linkage
 * name, or the profiler itself. */
bool policy_name_is_reserved(const char *linkage_name);

/* Whether a call of the library's function of this name is an operation spelt
 * as a call: a compiler may make instructions of it, and it never allocates. */
bool policy_name_is_operation(const char *name);

/* Whether a constructor or destructor may call another with the same body.
 * Their mangled names differ in one digit behind C or D: C1 complete, C2 base,
 * C4 the body of both; D0 deleting, D1, D2 and D4 likewise. A twin calls one
 * further down. */
bool policy_name_is_twin_below(const char *caller, const char *callee);

/* Put nested brackets together, as some demanglers do not: "a<b<c> >" becomes
 * "a<b<c>>". Changes name in place and returns its new length. */
size_t policy_name_close_brackets(char *name);

/* Hash a linkage name: the key of the function in child tables (FNV-1a). */
uint32_t policy_hash(const char *linkage_name);

#ifdef __cplusplus
}
#endif

#endif
