/* threads_come_and_go.c - each thread has a tree; destructors still count
 *
 * 500 threads, one after the other, then 4 at once. The value of a key is
 * destroyed after ours was, in the last round: that call counts as well.
 */
// EXPECT: function work … calls=504000 … returns=504000
// EXPECT: function goodbye … calls=2016 … returns=2016
// EXPECT: thread 505 … ended=1 calls=1004
// EXPECT: thread 1 name="main thread" ended=0
// ABSENT: loss
#define _GNU_SOURCE
#include <limits.h>
#include <pthread.h>

#include "probes.h"

FUNCTIONS(FUNCTION(work, 1, 2), FUNCTION(goodbye, 3, 4))

enum { N_CALLS = 1000, N_ROUNDS = 500, N_AT_ONCE = 4 };

static pthread_key_t key;

static void goodbye(void *round)
{
    ENTER(1);
    if ((char *)round - (char *)&key < PTHREAD_DESTRUCTOR_ITERATIONS)
        pthread_setspecific(key, (char *)round + 1);
    EXIT();
}

static void *thread(void *unused)
{
    (void)unused;
    pthread_setspecific(key, (char *)&key + 1);
    for (int i = 0; i < N_CALLS; i++) {
        ENTER(0);
        EXIT();
    }
    return NULL;
}

int main(void)
{
    attach();
    pthread_setname_np(pthread_self(), "main thread");
    pthread_key_create(&key, goodbye);
    pthread_t ids[N_AT_ONCE];
    for (int i = 0; i < N_ROUNDS; i++) {
        pthread_create(&ids[0], NULL, thread, NULL);
        pthread_join(ids[0], NULL);
    }
    for (int i = 0; i < N_AT_ONCE; i++)
        pthread_create(&ids[i], NULL, thread, NULL);
    for (int i = 0; i < N_AT_ONCE; i++)
        pthread_join(ids[i], NULL);
    return 0;
}
