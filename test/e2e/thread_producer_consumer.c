// Producers and consumers around a bounded queue: who makes a block and who frees
// it are different threads, and nothing is lost between them.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t -pthread && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t -pthread && %run %t && %check
#include <pthread.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

enum { N_EACH = 500, ROOM = 8 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static void *queue[ROOM];
static int n_queued;

PROFILE static void put(void *item)
{
    pthread_mutex_lock(&lock);
    while (n_queued == ROOM)                  //@ occurrences>=1000
        pthread_cond_wait(&changed, &lock);
    queue[n_queued++] = item;                 //@ occurrences=1000
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

PROFILE static void *take(void)
{
    pthread_mutex_lock(&lock);
    while (n_queued == 0)                     //@ occurrences>=1000
        pthread_cond_wait(&changed, &lock);
    void *item = queue[--n_queued];           //@ occurrences=1000
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    return item;
}

PROFILE static void *producer(void *arg)
{
    for (int i = 0; i < N_EACH; i++)          //@ occurrences=1002
        put(malloc(24));                      //@ increment=24000 live=0
    return arg;
}

PROFILE static void *consumer(void *arg)
{
    for (int i = 0; i < N_EACH; i++)          //@ occurrences=1002
        free(take());                         //@ increment=-24000
    return arg;
}

int main(void)
{
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, i % 2 ? producer : consumer, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    return 0;
}

// CHECK: vary who waits for whom is up to the kernel
// CHECK: end exit 0
// CHECK: threads 5
// CHECK: function producer calls=2 net=24000
// CHECK: function consumer calls=2 net=-24000
// CHECK: function put calls=1000 primitive=1000
// CHECK: function take calls=1000 primitive=1000
// CHECK: edge outside -> producer calls=2
// CHECK: edge outside -> consumer calls=2
// CHECK: edge producer -> put calls=1000
// CHECK: edge consumer -> take calls=1000
