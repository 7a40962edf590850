/* test_policy.c - the policy decides without a compiler
 *
 * Prints each failed check and exits 1 if there was one.
 */
#include <stdio.h>
#include <string.h>

#include "policy.h"

static int failures;

#define CHECK(condition)                                               \
    do {                                                               \
        if (!(condition)) {                                            \
            ++failures;                                                \
            fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, \
                    #condition);                                       \
        }                                                              \
    } while (0)

static void test_globs(void)
{
    CHECK(policy_glob_match("", ""));
    CHECK(policy_glob_match("*", ""));
    CHECK(policy_glob_match("a*c", "abbbc"));
    CHECK(!policy_glob_match("a*c", "abbb"));
    CHECK(policy_glob_match("*::get", "ns::C<int>::get"));
    CHECK(policy_glob_match("src/*.c", "src/deep/x.c"));
    CHECK(policy_glob_match("?x[a-c]", "zxb"));
    CHECK(!policy_glob_match("?x[!a-c]", "zxb"));
    CHECK(policy_glob_match("[]]", "]"));
    CHECK(policy_glob_match("a\\*", "a*"));
    CHECK(!policy_glob_match("a\\*", "ab"));
    CHECK(policy_glob_match("[open", "[open"));
    CHECK(policy_glob_match("*a*b*c*", "xxaxxbxxcxx"));
    CHECK(!policy_glob_match("*a*b*c", "xxaxxbxxcxx"));
}

static policy_choice choose(const policy *p, const char *name, bool marked)
{
    const policy_subject subject = {.name = name,
                                    .linkage_name = name,
                                    .file = "lib/x.c",
                                    .marked = marked};
    return policy_choose(p, &subject);
}

static void test_marks_alone(void)
{
    policy *p = policy_new();
    CHECK(!choose(p, "f", false).selected);
    CHECK(choose(p, "f", true).selected);
    CHECK(choose(p, "f", true).lines == POLICY_LINES_ALL);
    CHECK(!policy_selects_unmarked(p));
    policy_free(p);
}

static void test_all_but(void)
{
    policy_error err;
    policy *p = policy_new();
    CHECK(policy_option(p, "all", &err));
    CHECK(policy_option(p, "exclude=skip_*", &err));
    CHECK(choose(p, "f", false).selected);
    CHECK(choose(p, "f", false).lines == POLICY_LINES_OFF);
    CHECK(!choose(p, "skip_me", false).selected);
    CHECK(!choose(p, "skip_me", true).selected);
    CHECK(policy_option(p, "lines=calls", &err));
    CHECK(choose(p, "f", false).lines == POLICY_LINES_CALLS);
    CHECK(choose(p, "f", true).lines == POLICY_LINES_ALL);
    const policy_subject system = {.name = "std::f",
                                   .linkage_name = "_ZSt1fv",
                                   .file = "vector",
                                   .in_system_header = true};
    CHECK(!policy_choose(p, &system).selected);
    CHECK(policy_option(p, "include=std::*", &err));
    CHECK(policy_choose(p, &system).selected);
    policy_free(p);
}

static void test_reserved(void)
{
    policy_error err;
    policy *p = policy_new();
    CHECK(policy_option(p, "include=*", &err));
    CHECK(!choose(p, "_GLOBAL__sub_I_x.cpp", false).selected);
    CHECK(!choose(p, "__cxx_global_var_init.3", true).selected);
    CHECK(!choose(p, "__profpass_boot", true).selected);
    CHECK(!choose(p, "_ZZ4mainEN3$_08__invokeEi", false).selected);
    CHECK(choose(p, "_start", false).selected);
    policy_free(p);
}

static void test_lists(void)
{
    policy_error err;
    policy *p = policy_new();
    CHECK(policy_list_text(p,
                           "# all of x but one\n\n"
                           "  src:lib/*  \r\n"
                           "[ignore]\n"
                           "fun:quiet\n"
                           "[profile]\n"
                           "fun:loud",
                           "l", &err));
    CHECK(choose(p, "f", false).selected);
    CHECK(!choose(p, "quiet", true).selected);
    CHECK(policy_selects_unmarked(p));
    CHECK(!policy_list_text(p, "fun:a\nfunc:b\n", "my.list", &err));
    CHECK(strstr(err.message, "my.list:2: 'func:b' is neither"));
    CHECK(!policy_option(p, "list=/nonexistent/list", &err));
    CHECK(strstr(err.message, "/nonexistent/list"));
    policy_free(p);
}

static void test_refusals(void)
{
    policy_error err;
    policy_marks marks = {POLICY_LINES_DEFAULT};
    policy *p = policy_new();
    CHECK(!policy_option(p, "exlude=x", &err));
    CHECK(strcmp(err.message,
                 "unknown option 'exlude'; did you mean 'exclude'?") == 0);
    CHECK(!policy_option(p, "frobnicate", &err));
    CHECK(strstr(err.message, "there are all, include, exclude, list, lines"));
    CHECK(!policy_option(p, "include", &err));
    CHECK(strstr(err.message, "include=GLOB"));
    CHECK(!policy_option(p, "include=", &err));
    CHECK(!policy_option(p, "all=yes", &err));
    CHECK(!policy_option(p, "lines=some", &err));
    CHECK(!policy_marks_option(&marks, "line=all", &err));
    CHECK(!policy_marks_option(&marks, "lines=", &err));
    CHECK(marks.lines == POLICY_LINES_DEFAULT);
    CHECK(policy_marks_option(&marks, "lines=off", &err));
    CHECK(marks.lines == POLICY_LINES_OFF);
    CHECK(policy_runtime(p) == NULL);
    CHECK(policy_option(p, "runtime=/opt/libprofrt.so", &err));
    CHECK(strcmp(policy_runtime(p), "/opt/libprofrt.so") == 0);
    policy_free(p);
    policy_free(NULL);
}

static void test_hash(void)
{
    CHECK(policy_hash("") == 0x811c9dc5u);
    CHECK(policy_hash("a") == 0xe40c292cu); /* from the FNV reference */
    CHECK(policy_hash("foobar") == 0xbf9cf968u);
}

int main(void)
{
    test_globs();
    test_marks_alone();
    test_all_but();
    test_reserved();
    test_lists();
    test_refusals();
    test_hash();
    return failures ? 1 : 0;
}
