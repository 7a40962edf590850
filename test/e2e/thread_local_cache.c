// A cache in each thread: the first call of a thread allocates, and the thread's
// end gives back what it had.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t -pthread && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t -pthread && %run %t && %check
#include <pthread.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

static _Thread_local int *cache;
static _Thread_local int n_misses;
static pthread_key_t key;

PROFILE static void drop(void *block)
{
    free(block);                                //@ increment=-1200
}

PROFILE static int compute(int n)
{
    n_misses++;
    return n * n + 1;
}

PROFILE static int squared(int n)
{
    if (!cache) {                               //@ occurrences=300
        cache = calloc(100, sizeof *cache);     //@ increment=1200 live=0
        pthread_setspecific(key, cache);        //@ occurrences=3
    }
    if (!cache[n])                              //@ occurrences=300
        cache[n] = compute(n);                  //@ occurrences=60
    return cache[n] - 1;
}

PROFILE static void *worker(void *arg)
{
    long sum = 0;
    for (int i = 0; i < 100; i++)
        sum += squared(i % 20);
    return n_misses == 20 && sum == 5 * 2470 ? arg : NULL;
}

PROFILE int main(void)
{
    int n_right = 0;
    pthread_key_create(&key, drop);
    for (int i = 0; i < 3; i++) {
        pthread_t thread;
        void *result;
        pthread_create(&thread, NULL, worker, &n_right);
        pthread_join(thread, &result);
        n_right += result != NULL;
    }
    return n_right == 3 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: threads 4
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> worker calls=3
// CHECK: edge worker -> squared calls=300
// CHECK: edge squared -> compute calls=60
// CHECK: edge outside -> drop calls=3
