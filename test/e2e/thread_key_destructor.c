// Destructors of pthread keys run late in a thread's life, again and again as
// long as they set their key: all of it is recorded.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

static pthread_key_t key;

PROFILE static void destructor(void *value)
{
    intptr_t left = (intptr_t)value - 1;
    free(malloc(10 + (size_t)left)); //@ allocations=6 allocated=66
    if (left > 0)
        pthread_setspecific(key, (void *)left);
}

PROFILE static void *worker(void *arg)
{
    pthread_setspecific(key, (void *)3);
    return arg;
}

PROFILE int main(void)
{
    pthread_key_create(&key, destructor);
    for (int i = 0; i < 2; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, worker, NULL);
        pthread_join(thread, NULL);
    }
    return 0;
}

// CHECK: end exit 0
// CHECK: threads 3
// CHECK: function main calls=1
// CHECK: function worker calls=2
// CHECK: function destructor calls=6 net=0
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> worker calls=2
// CHECK: edge outside -> destructor calls=6
