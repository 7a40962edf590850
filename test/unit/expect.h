/* expect.h - what the unit tests of the library expect with
 *
 * A failed expectation is printed and counted; main returns expect_done().
 * (assert would be silent in a release build.)
 */
#ifndef PROFPASS_TEST_EXPECT_H
#define PROFPASS_TEST_EXPECT_H

#include <stdio.h>
#include <string.h>

static int expect_failures;

#define EXPECT(condition)                                               \
    do {                                                                \
        if (!(condition)) {                                             \
            expect_failures++;                                          \
            fprintf(stderr, "%s:%d: expected %s\n", __FILE__, __LINE__, \
                    #condition);                                        \
        }                                                               \
    } while (0)

/* Two integers are equal; both are printed if not. */
#define EXPECT_EQUAL(a, b)                                                    \
    do {                                                                      \
        long long expect_a = (long long)(a), expect_b = (long long)(b);       \
        if (expect_a != expect_b) {                                           \
            expect_failures++;                                                \
            fprintf(stderr, "%s:%d: expected %s = %s, found %lld and %lld\n", \
                    __FILE__, __LINE__, #a, #b, expect_a, expect_b);          \
        }                                                                     \
    } while (0)

/* Two strings are equal; both are printed if not. */
#define EXPECT_TEXT(a, b)                                                 \
    do {                                                                  \
        const char *expect_a = (a), *expect_b = (b);                      \
        if (strcmp(expect_a, expect_b) != 0) {                            \
            expect_failures++;                                            \
            fprintf(stderr, "%s:%d: expected\n%s\nfound\n%s\n", __FILE__, \
                    __LINE__, expect_b, expect_a);                        \
        }                                                                 \
    } while (0)

/* The first string contains the second. */
#define EXPECT_CONTAINS(a, b)                                            \
    do {                                                                 \
        const char *expect_a = (a), *expect_b = (b);                     \
        if (strstr(expect_a, expect_b) == NULL) {                        \
            expect_failures++;                                           \
            fprintf(stderr, "%s:%d: expected \"%s\" in\n%s\n", __FILE__, \
                    __LINE__, expect_b, expect_a);                       \
        }                                                                \
    } while (0)

static inline int expect_done(void)
{
    if (expect_failures != 0)
        fprintf(stderr, "%d expectations failed\n", expect_failures);
    return expect_failures != 0;
}

#endif
