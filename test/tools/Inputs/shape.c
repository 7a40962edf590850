/* shape.c - recursion, mutual recursion, and leaves with several callers
 *
 *     shape N
 */
#include <stdlib.h>

#define PROFILE __attribute__((profile))

PROFILE static int fib(int n)
{
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

PROFILE static int is_odd(int n);

PROFILE static int is_even(int n)
{
    return n == 0 || is_odd(n - 1);
}

PROFILE static int is_odd(int n)
{
    return n != 0 && is_even(n - 1);
}

PROFILE static int leaf(int n)
{
    char *block = malloc((size_t)n + 1);
    if (n % 2 == 0)
        free(block);
    return n * n;
}

PROFILE static int twice(int n)
{
    return leaf(n) + leaf(n + 1);
}

PROFILE static int descend(int n)
{
    if (n == 0)
        return leaf(n);
    return twice(n) + descend(n - 1) + (n < 3 ? is_even(n) : 0);
}

PROFILE static int shape(int n)
{
    fib(n);
    is_odd(n);
    twice(n);
    return descend(n);
}

int main(int argc, char **argv)
{
    return shape(argc > 1 ? atoi(argv[1]) : 5) == 0;
}
