/* calls_fold.c - direct and mutual recursion: counts, edges and times by hand
 *
 * fib(5) enters fib 15 times. Each entry and each exit is one tick.
 */
// EXPECT: function fib … calls=15 primitive=1 returns=15 unwound=0 open=0
// self_ns=29 total_ns=29 EXPECT: edge outer -> fib calls=1 primitive=1 EXPECT:
// edge fib -> fib calls=14 primitive=2 EXPECT: function even … calls=3
// primitive=1 … EXPECT: function odd … calls=2 primitive=1 … EXPECT: edge even
// -> odd calls=2 primitive=1 EXPECT: edge odd -> even calls=2 primitive=1
// EXPECT: node … fib folded calls=14
// STATUS: 5
#include "probes.h"

FUNCTIONS(FUNCTION(outer, 1, 2), FUNCTION(fib, 3, 4), FUNCTION(even, 5, 6),
          FUNCTION(odd, 7, 8))

static int odd(int n);

static int fib(int n)
{
    ENTER(1);
    int result = n < 2 ? n : fib(n - 1) + fib(n - 2);
    EXIT();
    return result;
}

static int even(int n)
{
    ENTER(2);
    int result = n == 0 ? 1 : odd(n - 1);
    EXIT();
    return result;
}

static int odd(int n)
{
    ENTER(3);
    int result = n == 0 ? 0 : even(n - 1);
    EXIT();
    return result;
}

int main(void)
{
    attach();
    ENTER(0);
    int result = fib(5);
    EXIT();
    return even(4) == 1 ? result : 1;
}
