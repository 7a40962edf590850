// No probe and no heap operation changes errno, but for the failures whose errno
// is their result.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
// RUN: env PROFPASS_OPTIONS=report=none:output=/dev/null/x.prof %t 2>/dev/null
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))
#define MUST(condition) ((condition) ? (void)0 : exit(__LINE__ % 256))

PROFILE static void work(void)
{
    void *p = malloc(10);
    p = realloc(p, 10000);
    free(p);
}

PROFILE static void *first_event_of_a_thread(void *arg)
{
    (void)arg;
    errno = 55;
    work();
    return (void *)(intptr_t)errno;
}

PROFILE static void failures(void)
{
    volatile size_t huge = SIZE_MAX / 2;
    void *volatile nothing = NULL;
    void *p = malloc(10);
    errno = 0;
    MUST(malloc(huge) == NULL && errno == ENOMEM);
    errno = 0;
    MUST(calloc(huge, 4) == NULL && errno == ENOMEM);
    errno = 0;
    MUST(realloc(p, huge) == NULL && errno == ENOMEM);
    errno = 33;
    void *q = p;
    MUST(posix_memalign(&q, 3, 8) == EINVAL && errno == 33 && q == p);
    MUST(malloc_usable_size(p) >= 10 && errno == 33);
    free(p);
    free(nothing);
    MUST(errno == 33);
}

int main(void)
{
    errno = 77;
    work();
    MUST(errno == 77);
    pthread_t thread;
    void *seen;
    pthread_create(&thread, NULL, first_event_of_a_thread, NULL);
    pthread_join(thread, &seen);
    MUST((intptr_t)seen == 55);
    failures();
    return 0;
}

// CHECK: end exit 0
// CHECK: function work calls=2 net=0
// CHECK: function first_event_of_a_thread calls=1
// CHECK: function failures calls=1 net=0
