/* many_callees.c - one caller, thousands of callees, in tables that must grow
 *
 * The functions are registered with ids that fall on the same places.
 */
// EXPECT: function outer … calls=1
// EXPECT: function callee … line=1 … calls=2
// EXPECT: function callee … line=9999 … calls=2
// STDOUT: done
// ABSENT: loss
#include "probes.h"

enum { N = 10000, STRIDE = 64 };

N_FUNCTIONS(N)

int main(void)
{
    for (unsigned i = 0; i < N; i++)
        name_function(functions, i, i ? "callee" : "outer");
    attach();
    ENTER(0);
    for (int round = 0; round < 2; round++)
        for (int from = 0; from < STRIDE; from++)
            for (int i = from; i < N; i += STRIDE)
                if (i != 0)
                    hooks.exit(hooks.enter(&functions[i], stack_address()));
    EXIT();
    puts("done");
    return 0;
}
