/* heap_pair.c - stacks.c in one thread, and two that came the same way */
#include <pthread.h>
#include <stdlib.h>

#define main stacks
#include "stacks.c"
#undef main

static void *kept[2];

__attribute__((profile)) static void *work(void *to)
{
    *(void **)to = leaf(7);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    int failed = stacks();
    for (int i = 0; i < 2; i++)
        failed += pthread_create(&threads[i], NULL, work, &kept[i]);
    for (int i = 0; i < 2; i++)
        failed += pthread_join(threads[i], NULL);
    return failed;
}
