/* heap_threads.c - blocks freed by another thread than the one that made them
 *
 * Four threads pass blocks around a ring of shared places; each takes what is
 * there and puts its own. When all is done everything is freed: however they
 * interleave, every byte that came went. Sizes are never 0, so that an address
 * that two threads use in turn would show. pthread's own blocks are glibc's.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { N_THREADS = 4, N_ROUNDS = 50000, N_PLACES = 64 };
static _Atomic(char *) places[N_PLACES];

static void *run(void *number)
{
    unsigned seed = (unsigned)(size_t)number;
    for (int i = 0; i < N_ROUNDS; ++i) {
        seed = seed * 1103515245u + 12345u;
        size_t n_bytes = 1 + (seed >> 16) % 300;
        char *mine = malloc(n_bytes);
        memset(mine, 1, n_bytes);
        if (i % 7 == 0)
            mine = realloc(mine, n_bytes * 2);
        free(atomic_exchange(&places[(seed >> 8) % N_PLACES], mine));
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[N_THREADS];
    for (size_t i = 0; i < N_THREADS; ++i)
        if (pthread_create(&threads[i], NULL, run, (void *)(i + 1)) != 0)
            return 1;
    for (size_t i = 0; i < N_THREADS; ++i)
        pthread_join(threads[i], NULL);
    for (size_t i = 0; i < N_PLACES; ++i)
        free(places[i]);
    return 0;
}
