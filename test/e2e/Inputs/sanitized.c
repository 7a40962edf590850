/* sanitized.c - a program with a fault that a sanitizer finds, or without */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

static int shared;
static void *volatile kept;

PROFILE __attribute__((noinline)) static int use_after_free(void)
{
    char *volatile block = malloc(10);
    block[0] = 1;
    free(block);
    return block[0];
}

PROFILE __attribute__((noinline)) static int leak(void)
{
    for (int i = 0; i < 100; i++)
        kept = malloc(1000);
    kept = NULL;
    return 0;
}

PROFILE __attribute__((noinline)) static void *step(void *argument)
{
    for (int i = 0; i < 1000; i++)
        shared++;
    return argument;
}

PROFILE __attribute__((noinline)) static int race(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, step, NULL);
    step(NULL);
    return pthread_join(thread, NULL);
}

PROFILE __attribute__((noinline)) static int uninitialised(void)
{
    int *volatile block = malloc(sizeof *block);
    if (*block == 7)
        puts("seven");
    free(block);
    return 0;
}

PROFILE __attribute__((noinline)) static int overflow(int n)
{
    volatile int sum = 0x7fffffff;
    sum = sum + n;
    return sum;
}

PROFILE int main(int argc, char **argv)
{
    char fault = argc > 1 ? argv[1][0] : '-';
    free(malloc(5));
    puts("out");
    fflush(stdout);
    int unused = fault == 'a'   ? use_after_free()
                 : fault == 'l' ? leak()
                 : fault == 't' ? race()
                 : fault == 'm' ? uninitialised()
                 : fault == 'u' ? overflow(argc)
                                : 0;
    return unused == 12345 ? 9 : 8;
}

// CHECK: end exit 8
// CHECK: edge outside -> main calls=1
// CHECK: heap allocations=0

// UNDEFINED: end exit 8
// UNDEFINED: edge outside -> main calls=1
// UNDEFINED: edge main -> overflow calls=1
// UNDEFINED: heap allocations>=1
