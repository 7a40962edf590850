/* heap_early.c - allocations before main, at exit and after it
 *
 *     constructor (first priority)     1001 leaked, 1002 freed by main
 *     constructor                      1003 leaked
 *     main                             1004 leaked
 *     atexit                           1005 freed at once
 *     destructor                       1006 leaked
 *                                      total 6021/6, at the end 4014/4
 */
#include <stdlib.h>

static void *volatile early, *volatile sink;

__attribute__((constructor(101))) static void first(void)
{
    sink = malloc(1001);
    early = malloc(1002);
}

__attribute__((constructor)) static void later(void)
{
    sink = malloc(1003);
}

__attribute__((destructor)) static void last(void)
{
    sink = malloc(1006);
}

static void at_exit(void)
{
    sink = malloc(1005);
    free(sink);
}

int main(void)
{
    free(early);
    sink = malloc(1004);
    return atexit(at_exit);
}
