// An address that one thread frees another may have at once: who owns it now and
// who owned it then are never mistaken, whichever of the two tells us first.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t -pthread && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t -pthread && %run %t && %check
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

enum { ROUNDS = 20000, THREADS = 4 };

#define PROFILE __attribute__((profile))

/* Of two sizes in turn, so that a mistake shows in the bytes. */
PROFILE static void *taker(void *argument)
{
    size_t mine = (size_t)(intptr_t)argument;
    for (size_t i = 0; i < ROUNDS; i++) {
        void *block = malloc(2001 + mine + i % 2 * 8); //@ occurrences=80000 allocations=80000 allocated=160520000 live=0
        block = realloc(block, 3000 + mine);           //@ allocations=80000 allocated=240120000 live=0
        free(block);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    mallopt(M_ARENA_MAX, 1); /* one heap for all; of these sizes no thread */
    mallopt(M_MXFAST, 0);    /* keeps any for itself                       */
    for (intptr_t i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, taker, (void *)i);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    return 0;
}

// CHECK: vary the threads race
// CHECK: end exit 0
// CHECK: function taker calls=4
// CHECK: edge outside -> taker calls=4
