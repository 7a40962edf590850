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
    CHECK(!choose(p, "_Z41__static_initialization_and_destruction_0ii", false)
               .selected);
    CHECK(!choose(p, "__tcf_0", false).selected);
    CHECK(!choose(p, "_ZNUliE_4_FUNEi", false).selected);
    CHECK(!choose(p, "main._omp_fn.0", false).selected);
    CHECK(!choose(p, "fast.resolver", false).selected);
    CHECK(choose(p, "resolver", false).selected);
    CHECK(!choose(p, "_ZZ4mainENK3$_0cvPFiiEEv", false).selected);
    CHECK(!choose(p, "_ZZ4mainENKUliE0_cvPFiiEEv", false).selected);
    CHECK(choose(p, "_ZNK3FoocvPFiiEEv", false).selected);
    CHECK(choose(p, "_ZZ4mainENK3$_0clEi", false).selected);
    CHECK(choose(p, "_start", false).selected);
    const policy_subject defaulted = {.name = "C::C",
                                      .linkage_name = "_ZN1CC1Ev",
                                      .file = "",
                                      .compiler_made = true};
    CHECK(!policy_choose(p, &defaulted).selected);
    policy_free(p);
}

static bool read_list(policy *p, const char *text, policy_error *err)
{
    return policy_list_text(p, text, "my.list", err);
}

static void test_lists(void)
{
    policy_error err;
    policy *p = policy_new();
    CHECK(read_list(p,
                    "# all of x but one\n\n"
                    "  src:lib/*  \r\n"
                    "[ignore]\n"
                    "fun:quiet\n"
                    "[profile]\n"
                    "fun:loud",
                    &err));
    CHECK(choose(p, "f", false).selected);
    CHECK(!choose(p, "quiet", true).selected);
    CHECK(policy_selects_unmarked(p));
    policy_free(p);
}

static void test_sections_are_patterns(void)
{
    policy_error err;
    policy *p = policy_new();
    CHECK(read_list(p, "[{profile,prof}]\nfun:a\n[ign*]\nfun:b\n[*]\nfun:c\n",
                    &err));
    CHECK(choose(p, "a", false).selected);
    CHECK(!choose(p, "b", true).selected);
    CHECK(choose(p, "c", false).selected);
    CHECK(read_list(p, "#!special-case-list-v1\n[ignore|quiet]\nfun:d", &err));
    CHECK(!choose(p, "d", true).selected);
    policy_free(p);
}

static void test_categories(void)
{
    policy_error err;
    policy *p = policy_new();
    CHECK(read_list(p,
                    "fun:index_*=lines=all\n"
                    "fun:index_add=lines=calls\n"
                    "fun:index_get=allow\n"
                    "fun:marked=lines=off\n"
                    "fun:skipped=skip\nfun:forbidden=forbid\n"
                    "fun:X::operator==\nfun:Y::operator<<=*=lines=all\n",
                    &err));
    CHECK(policy_unmarked_lines(p) == POLICY_LINES_ALL);
    CHECK(choose(p, "index_x", false).lines == POLICY_LINES_ALL);
    CHECK(choose(p, "index_add", false).lines == POLICY_LINES_CALLS);
    CHECK(choose(p, "index_get", false).lines == POLICY_LINES_ALL);
    CHECK(choose(p, "marked", true).lines == POLICY_LINES_OFF);
    CHECK(!choose(p, "skipped", true).selected);
    CHECK(!choose(p, "forbidden", true).selected);
    CHECK(choose(p, "X::operator==", false).selected);
    CHECK(!choose(p, "X::operator=", false).selected);
    CHECK(choose(p, "Y::operator<<=", false).lines == POLICY_LINES_ALL);
    policy_free(p);
}

static void test_expressions(void)
{
    policy_error err;
    policy *p = policy_new();
    CHECK(read_list(p,
                    "#!special-case-list-v1\n"
                    "fun:(a|b)c+\nsrc:lib/[xy].c=skip\nfun:o*k\n",
                    &err));
    const policy_subject far = {
        .name = "bccc", .linkage_name = "bccc", .file = "far/x.c"};
    CHECK(policy_choose(p, &far).selected);
    CHECK(!choose(p, "bccc", true).selected); /* in lib/x.c */
    const policy_subject okay = {
        .name = "o---k", .linkage_name = "o---k", .file = ""};
    CHECK(policy_choose(p, &okay).selected);
    const policy_subject partly = {
        .name = "xbcccx", .linkage_name = "xbcccx", .file = ""};
    CHECK(!policy_choose(p, &partly).selected);
    policy_free(p);
}

static void check_list_fault(const char *text, const char *message)
{
    policy_error err = {""};
    policy *p = policy_new();
    CHECK(!read_list(p, text, &err));
    if (strcmp(err.message, message) != 0) {
        ++failures;
        fprintf(stderr, "want: %s\ngot:  %s\n", message, err.message);
    }
    policy_free(p);
}

static void test_list_faults(void)
{
    check_list_fault("fun:a\nfunc:b\n",
                     "my.list:2: 'func:b': expected fun:PATTERN, src:PATTERN, "
                     "[profile], [ignore] or a # comment");
    check_list_fault("\n[profil]\n", "my.list:2: unknown section '[profil]'; "
                                     "there are [profile] and [ignore]");
    check_list_fault("[profile\n",
                     "my.list:1: '[profile': the section's ']' is missing");
    check_list_fault("fun:a=line=all",
                     "my.list:1: unknown category 'line=all'; "
                     "there are lines=off|calls|all, allow, "
                     "skip, forbid");
    check_list_fault("#\nsrc:", "my.list:2: src: expected a glob behind it");
    check_list_fault("fun:[a\n", "my.list:1: glob '[a': '[' is not closed");
    check_list_fault("#!special-case-list-v1\nfun:(a\n",
                     "my.list:2: regular expression '(a': Unmatched ( or \\(");
    check_list_fault("#!special-case-list-v3\n",
                     "my.list:1: unknown version '3' of lists; there are 1, 2");
}

/* Bytes of all kinds, from words that the parser knows: whatever they say, it
 * says yes, or no and where. The generator is Marsaglia's xorshift. */
static void test_random_lists(void)
{
    static const char *const words[] = {
        "[",        "]",     "[profile]", "[ignore]",
        "fun:",     "src:",  "*",         "{",
        "}",        ",",     "\\",        "=",
        "\n",       "\r\n",  "=lines=",   "all",
        "=skip",    "#",     "?",         "!",
        "-",        "(",     ")",         "|",
        "operator", "a",     "+",         "^",
        "$",        "{a,b}", "[a-z]",     "\t",
        " ",        "\x01",  "\xff",      "#!special-case-list-v1\n",
    };
    enum { N_WORDS = sizeof words / sizeof *words, LISTS = 20000 };
    uint32_t state = 2463534242u;
    unsigned accepted = 0;
    for (unsigned i = 0; i < LISTS; ++i) {
        char text[512] = "";
        state ^= state << 13, state ^= state >> 17, state ^= state << 5;
        for (unsigned n = state % 24; n > 0; --n) {
            state ^= state << 13, state ^= state >> 17, state ^= state << 5;
            const char any[2] = {(char)(state >> 8 | 1), '\0'};
            strcat(text, state % 5 == 0 ? any : words[state / 5 % N_WORDS]);
        }
        policy_error err = {""};
        policy *p = policy_new();
        if (read_list(p, text, &err)) {
            ++accepted;
            choose(p, "a_name::of[a]{b}", false);
        } else {
            CHECK(strncmp(err.message, "my.list:", 8) == 0);
        }
        policy_free(p);
    }
    CHECK(accepted > LISTS / 50 && accepted < LISTS);
}

static void test_marks(void)
{
    static const struct {
        const char *text, *message; /* NULL: accepted */
    } cases[] = {
        {"stream=a", NULL},
        {"stream=/a/%p.%e.%h.%t.%%.log", NULL},
        {"stream=a=b", NULL},
        {"precision=0", NULL},
        {"precision=9", NULL},
        {"stream=", "stream= needs a path: stream=PATH"},
        {"stream=a,b", "stream=a,b: a path here has no comma"},
        {"stream=a%%%", "stream=a%%%: '%' stands before p (process), e "
                        "(program), h (host), t (time) or %"},
        {"precision=", "precision=: must be 0 to 9"},
        {"precision=-1", "precision=-1: must be 0 to 9"},
        {"precision=10", "precision=10: must be 0 to 9"},
        {"line=all", "unknown option 'line=all'; there are "
                     "lines=off|calls|all, stream=PATH and precision=N"},
        {"", "unknown option ''; there are "
             "lines=off|calls|all, stream=PATH and precision=N"},
    };
    policy_error err;
    policy_marks marks = {POLICY_LINES_CALLS};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const bool taken = policy_marks_option(&marks, cases[i].text, &err);
        CHECK(taken == !cases[i].message);
        CHECK(taken || strcmp(err.message, cases[i].message) == 0);
        CHECK(marks.lines == POLICY_LINES_CALLS);
    }
    char path[1100] = "stream=";
    memset(path + 7, 'x', 1023);
    CHECK(policy_marks_option(&marks, path, &err));
    path[7 + 1023] = 'x';
    CHECK(!policy_marks_option(&marks, path, &err));
    CHECK(strcmp(err.message, "stream=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...: "
                              "longer than 1023 bytes") == 0);
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
    CHECK(!policy_option(p, "include={a", &err));
    CHECK(strcmp(err.message, "glob '{a': '{' is not closed") == 0);
    CHECK(!policy_option(p, "list=/nonexistent/list", &err));
    CHECK(strcmp(err.message,
                 "cannot open the list: No such file or directory") == 0);
    CHECK(!policy_option(p, "list=/", &err));
    CHECK(strcmp(err.message, "cannot read the list: Is a directory") == 0);
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

static void test_twins(void)
{
    CHECK(policy_name_is_twin_below("_ZN1AC1Ev", "_ZN1AC2Ev"));
    CHECK(policy_name_is_twin_below("_ZN1AC2Ev", "_ZN1AC4Ev"));
    CHECK(policy_name_is_twin_below("_ZN1AD0Ev", "_ZN1AD1Ev"));
    CHECK(!policy_name_is_twin_below("_ZN1AC2Ev", "_ZN1AC1Ev"));
    CHECK(!policy_name_is_twin_below("_ZN1AC1Ev", "_ZN1AC1Ev"));
    CHECK(!policy_name_is_twin_below("_ZN1AC1Ev", "_ZN1AC2Ei"));
    CHECK(!policy_name_is_twin_below("_ZN1AC1Ev", "_ZN1AC2E"));
    CHECK(!policy_name_is_twin_below("_Z2f1v", "_Z2f2v"));
    CHECK(!policy_name_is_twin_below("", ""));
}

static void test_brackets(void)
{
    static const struct {
        const char *open, *closed;
    } names[] = {
        {"a<b<c<d> > >", "a<b<c<d>>>"},
        {"f(a<b> , c)", "f(a<b> , c)"},
        {"operator> (int)", "operator> (int)"},
        {"a > b", "a > b"},
        {" >", " >"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char name[32];
        strcpy(name, names[i].open);
        CHECK(policy_name_close_brackets(name) == strlen(names[i].closed));
        CHECK(strcmp(name, names[i].closed) == 0);
    }
}

static void test_hash(void)
{
    CHECK(policy_hash("") == 0x811c9dc5u);
    CHECK(policy_hash("a") == 0xe40c292cu); /* from the FNV reference */
    CHECK(policy_hash("foobar") == 0xbf9cf968u);
}

int main(void)
{
    test_marks_alone();
    test_all_but();
    test_reserved();
    test_lists();
    test_sections_are_patterns();
    test_categories();
    test_expressions();
    test_list_faults();
    test_random_lists();
    test_marks();
    test_refusals();
    test_twins();
    test_brackets();
    test_hash();
    return failures ? 1 : 0;
}
