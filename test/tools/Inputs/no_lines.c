/* no_lines.c - a function without lines allocates for a line of its caller */
#include <stdlib.h>

__attribute__((profile("lines=off"), noinline)) static void *helper(void)
{
    return malloc(7);
}

__attribute__((profile)) int main(void)
{
    return helper() == NULL;
}
