/* heap_known.c - blocks whose figures are known by heart
 *
 *     main ── load ×2 ── keep     10 × 100 bytes each, of which half is freed
 *          ├─ churn               50 temporary blocks of 1, 2, 3, … 50 bytes
 *          ├─ burst               4096 bytes while 1000 are there: the peak
 *          └─ a thread: send      3 × 64 bytes, which main frees
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile, noinline))

static void *kept[20], *sent[3];
static int n_kept;

PROFILE static void keep(void)
{
    kept[n_kept++] = malloc(100);
}

PROFILE static void load(void)
{
    for (int i = 0; i < 10; i++)
        keep();
    for (int i = 0; i < 5; i++)
        free(kept[--n_kept]);
}

PROFILE static void churn(void)
{
    for (size_t i = 1; i <= 50; i++)
        free(malloc(i));
}

PROFILE static void burst(void)
{
    void *large = malloc(4096);
    void *zero = malloc(0);
    free(large);
    free(zero);
}

PROFILE static void *send(void *unused)
{
    for (int i = 0; i < 3; i++)
        sent[i] = malloc(64);
    return unused;
}

PROFILE int main(void)
{
    load();
    load();
    churn();
    burst();
    pthread_t thread;
    pthread_create(&thread, NULL, send, NULL);
    pthread_join(thread, NULL);
    for (int i = 0; i < 3; i++)
        free(sent[i]);
    return 0;
}
