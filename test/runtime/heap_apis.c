/* heap_apis.c - each function of the family keeps its word, errno included
 *
 * Exits with 0 if all is as the manuals say; a failed check names its line.
 * Every block is freed in the end, and malloc_usable_size is the real one's.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;
static void *volatile sink;
static volatile size_t huge = SIZE_MAX / 4; /* no one has that much */
static volatile size_t zero = 0;

#define CHECK(condition)                                            \
    do {                                                            \
        if (!(condition)) {                                         \
            fprintf(stderr, "line %d: %s\n", __LINE__, #condition); \
            failures++;                                             \
        }                                                           \
    } while (0)

/* What a call did: its result, whether it is aligned, what errno became. */
#define UNTOUCHED 4711
#define CALL(result, call)      \
    do {                        \
        errno = UNTOUCHED;      \
        sink = result = (call); \
    } while (0)

static int is_aligned(const void *block, size_t alignment)
{
    return ((uintptr_t)block & (alignment - 1)) == 0;
}

static void plain(void)
{
    char *p, *q;
    CALL(p, malloc(100));
    CHECK(p != NULL && errno == UNTOUCHED && malloc_usable_size(p) >= 100);
    memset(p, 'x', 100);
    CALL(q, realloc(p, 100000));
    CHECK(q != NULL && errno == UNTOUCHED && q[0] == 'x' && q[99] == 'x');
#ifndef UNDER_VALGRIND /* it counts the block that it does not make */
    CALL(p, realloc(q, huge));
    CHECK(p == NULL && errno == ENOMEM && q[99] == 'x');
#endif
    CALL(p, realloc(q, 10));
    CHECK(p != NULL && errno == UNTOUCHED && p[9] == 'x');
    CALL(q, realloc(p, zero));
    CHECK(q == NULL && errno == UNTOUCHED);
    CALL(p, realloc(NULL, 33));
    CHECK(p != NULL && errno == UNTOUCHED);
    errno = UNTOUCHED;
    free(p);
    free(NULL);
    CHECK(errno == UNTOUCHED && malloc_usable_size(NULL) == 0);

    CALL(p, malloc(zero));
    CHECK(p != NULL && errno == UNTOUCHED);
    free(p);
    CALL(p, malloc(huge));
    CHECK(p == NULL && errno == ENOMEM);

    CALL(p, reallocarray(NULL, 10, 10));
    CHECK(p != NULL && errno == UNTOUCHED);
    CALL(q, reallocarray(p, huge, 8));
    CHECK(q == NULL && errno == ENOMEM);
    CALL(q, reallocarray(p, 20, 10)); /* p is still there */
    CHECK(q != NULL && errno == UNTOUCHED);
    free(q);
}

static void zeroed(void)
{
    char *p;
    CALL(p, malloc(5000));
    memset(p, 1, 5000);
    free(p);
    CALL(p, calloc(50, 100));
    CHECK(p != NULL && errno == UNTOUCHED);
    for (int i = 0; i < 5000; ++i)
        CHECK(p[i] == 0);
    free(p);
    CALL(p, calloc(huge, 16));
    CHECK(p == NULL);
#ifndef UNDER_VALGRIND /* it forgets to set errno */
    CHECK(errno == ENOMEM);
#endif
    CALL(p, calloc(zero, 16));
    CHECK(p != NULL && errno == UNTOUCHED);
    free(p);
}

static void aligned(void)
{
    void *p;
    for (size_t alignment = 16; alignment <= 2u << 20; alignment *= 4) {
        CALL(p, memalign(alignment, 40));
        CHECK(p != NULL && is_aligned(p, alignment) && errno == UNTOUCHED);
        free(p);
        CALL(p, aligned_alloc(alignment, alignment));
        CHECK(p != NULL && is_aligned(p, alignment) && errno == UNTOUCHED);
        free(p);
        errno = UNTOUCHED;
        CHECK(posix_memalign(&p, alignment, 40) == 0 && errno == UNTOUCHED);
        CHECK(p != NULL && is_aligned(p, alignment));
        free(p);
    }
    p = &failures;
    errno = UNTOUCHED;
    CHECK(posix_memalign(&p, 3, 40) == EINVAL && p == &failures);
    CHECK(posix_memalign(&p, 64, huge) == ENOMEM && p == &failures);
    CHECK(errno == UNTOUCHED || errno == ENOMEM);
    CALL(p, memalign(64, huge));
    CHECK(p == NULL && errno == ENOMEM);
    CALL(p, valloc(10));
    CHECK(p != NULL && is_aligned(p, 4096) && errno == UNTOUCHED);
    free(p);
#ifndef UNDER_VALGRIND /* it aborts the program */
    CALL(p, pvalloc(10));
    CHECK(p != NULL && malloc_usable_size(p) >= 4096);
    free(p);
#endif
}

int main(void)
{
    plain();
    zeroed();
    aligned();
    return failures != 0;
}
