// A thousand threads, one after the other, each with calls and blocks of its own: all
// are recorded, in memory that is bounded.
// RUN: %profpass_cc -O1 -fno-builtin %s -o %t -pthread && %run %t && %check
// RUN: test $(stat -c %%s %t.prof) -lt 16777216
#include <pthread.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

enum { THREADS = 1000 };

PROFILE static void *make(void *argument)
{
    return malloc((size_t)argument); //@ allocations=1000 allocated=500500 live=0
}

PROFILE static void *brief(void *argument)
{
    free(make(argument));
    return NULL;
}

int main(void)
{
    pthread_t thread;
    for (size_t i = 1; i <= THREADS; i++)
        if (pthread_create(&thread, NULL, brief, (void *)i) != 0 ||
            pthread_join(thread, NULL) != 0)
            return 1;
    return 0;
}

// CHECK: end exit 0
// CHECK: threads 1001
// CHECK: edge outside -> brief calls=1000
// CHECK: edge brief -> make calls=1000
