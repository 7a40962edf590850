/* test_glob.c - the one language of globs
 *
 * Prints each failed check and exits 1 if there was one.
 */
#include "profpass/glob.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static int failures;

static void check(const char *glob, const char *text, bool matches)
{
    if (profpass_glob_fault(glob) == NULL &&
        profpass_glob_match(glob, text) == matches)
        return;
    ++failures;
    fprintf(stderr, "'%s' %s '%s'\n", glob,
            matches ? "does not match" : "matches", text);
}

static void test_pieces(void)
{
    check("", "", true);
    check("", "a", false);
    check("*", "", true);
    check("a*c", "abbbc", true);
    check("a*c", "abbb", false);
    check("*::get", "ns::C<int>::get", true);
    check("src/*.c", "src/deep/x.c", true);
    check("?", "", false);
    check("?x[a-c]", "zxb", true);
    check("?x[!a-c]", "zxb", false);
    check("?x[^a-c]", "zxd", true);
    check("[]]", "]", true);
    check("[!]]", "]", false);
    check("[a-]", "-", true);
    check("[]-_]", "^", true);
    check("a\\*", "a*", true);
    check("a\\*", "ab", false);
    check("*a*b*c*", "xxaxxbxxcxx", true);
    check("*a*b*c", "xxaxxbxxcxx", false);
    check("a,b}", "a,b}", true);
}

static void test_braces(void)
{
    check("{parse,print}_*", "print_one", true);
    check("{parse,print}_*", "point_one", false);
    check("*_{a,b,}", "x_y_", true);
    check("*{ab,a}bc", "xxabc", true);
    check("{a,b}{c,d}", "bc", true);
    check("{a,b}{c,d}", "ba", false);
    check("{a*,*b}c", "xbc", true);
    check("{a*,*b}c", "axxc", true);
    check("{[,],x}", "x", true);
    check("{[,],x}", ",", true);
    check("{\\,,\\}}", "}", true);
    check("{\\,,\\}}", "{", false);
    check("*{a,b}*{c,d}*", "--b--a--d--", true);
}

static void check_fault(const char *glob, const char *fault)
{
    const char *found = profpass_glob_fault(glob);
    if (found != NULL && strcmp(found, fault) == 0)
        return;
    ++failures;
    fprintf(stderr, "'%s': %s\n", glob, found != NULL ? found : "no fault");
}

static void test_faults(void)
{
    char many[64] = "";
    check_fault("a[", "'[' is not closed");
    check_fault("[]", "'[' is not closed");
    check_fault("[!]", "'[' is not closed");
    check_fault("a\\", "'\\' at the end escapes nothing");
    check_fault("{a,b", "'{' is not closed");
    check_fault("{a,{b,c}}", "'{' stands within braces");
    check_fault("{a}", "its braces hold one alternative only");
    for (int i = 0; i < 11; ++i)
        strcat(many, "{a,b}");
    check_fault(many, "its braces stand for more than 1024 globs");
}

/* What is found to have no fault is matched without reading beyond its end: the
 * sanitizers watch. The generator is Marsaglia's xorshift. */
static void test_random(void)
{
    static const char letters[] = "ab*?[]{},\\!-^";
    uint32_t state = 2463534242u;
    unsigned n_good = 0;
    for (int i = 0; i < 200000; ++i) {
        char glob[12];
        unsigned n = 0;
        for (; n < sizeof glob - 1; ++n) {
            state ^= state << 13, state ^= state >> 17, state ^= state << 5;
            if (state % 11 == 0)
                break;
            glob[n] = letters[state / 11 % (sizeof letters - 1)];
        }
        glob[n] = '\0';
        if (profpass_glob_fault(glob) != NULL)
            continue;
        n_good++;
        profpass_glob_match(glob, "abba,b-a");
    }
    if (n_good < 10000) {
        ++failures;
        fprintf(stderr, "only %u of the random globs are globs\n", n_good);
    }
}

int main(void)
{
    test_pieces();
    test_braces();
    test_faults();
    test_random();
    return failures != 0;
}
