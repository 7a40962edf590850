/* threads.c - two workers, one after the other, with recursion of their own */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>

__attribute__((profile)) static int down(int n)
{
    return n == 0 ? 0 : 1 + down(n - 1);
}

__attribute__((profile)) static void *work(void *depth)
{
    pthread_setname_np(pthread_self(), *(int *)depth == 1 ? "low" : "high");
    free(malloc((size_t)*(int *)depth * 10));
    down(*(int *)depth);
    return NULL;
}

__attribute__((profile)) int main(void)
{
    int depths[] = {1, 3};
    for (int i = 0; i < 2; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, work, &depths[i]);
        pthread_join(thread, NULL);
    }
    return down(0);
}
