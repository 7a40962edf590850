/* two_threads.c - stacks.c in one thread, and a named one beside it */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>

#define main stacks
#include "stacks.c"
#undef main

__attribute__((profile)) static void *work(void *kept)
{
    pthread_setname_np(pthread_self(), "worker");
    *(void **)kept = leaf(7);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    void *kept = NULL;
    int failed = stacks();
    failed += pthread_create(&thread, NULL, work, &kept);
    failed += pthread_join(thread, NULL);
    return failed + (kept == NULL);
}
