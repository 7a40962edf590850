/* changed.c - a program and its next version, -DNEXT: its lines have moved */
#include <stdlib.h>

#ifdef NEXT
__attribute__((profile)) static void added(void)
{
}
#endif

__attribute__((profile)) static void leaf(void)
{
}

#ifndef NEXT
__attribute__((profile)) static void removed(void)
{
    leaf();
}
#endif

__attribute__((profile)) static void *work(int n)
{
    for (int i = 0; i < n; i++)
        leaf();
    return malloc((size_t)n * 100);
}

__attribute__((profile)) static void same(void)
{
}

__attribute__((profile)) int main(void)
{
#ifdef NEXT
    void *block = work(12);
    added();
#else
    void *block = work(4);
    removed();
#endif
    same();
    free(block);
    return 0;
}
