/* stacks.c - the program that tests of the exports record: it recurses, and
 * allocates in two contexts */
#include <stdlib.h>

__attribute__((profile)) static void *leaf(size_t n)
{
    return malloc(n);
}

__attribute__((profile)) static int walk(int n)
{
    free(leaf(10));
    return n == 0 ? 0 : 1 + walk(n - 1);
}

__attribute__((profile)) int main(void)
{
    void *kept = leaf(100);
    return walk(2) - 2 + (kept == NULL);
}
