/* context_budget.c - when the budget of nodes is spent, calls lose their
 * context and nothing else; this program's runtime has a budget of 10
 *
 * a calls b1 … b20, each of which calls c. There are nodes for a, b1 to b5, and
 * c below b1 to b4. The calls of the other b and c are found under no caller,
 * and as no outermost calls of that edge.
 */
// EXPECT: loss contexts=31
// EXPECT: function a … calls=1 primitive=1 returns=1 unwound=0 open=0
// EXPECT: function b … line=20 … calls=1 primitive=1 returns=1
// EXPECT: function c … calls=20 primitive=20 returns=20 unwound=0 open=0
// self_ns=20 total_ns=20 EXPECT: edge - -> a calls=1 primitive=1 EXPECT: edge a
// -> b … calls=1 primitive=1 EXPECT: edge - -> c calls=16 primitive=0
// self_ns=16 total_ns=0
#include "probes.h"

enum { N = 20 };

N_FUNCTIONS(N + 2)

int main(void)
{
    for (unsigned i = 0; i < N + 2; i++) {
        const char *name = i == 0 ? "a" : i <= N ? "b" : "c";
        name_function(functions, i, name);
    }
    attach();
    ENTER(0);
    for (unsigned i = 1; i <= N; i++) {
        profpass_frame *b = hooks.enter(&functions[i], stack_address());
        hooks.exit(hooks.enter(&functions[N + 1], stack_address()));
        hooks.exit(b);
    }
    EXIT();
    return 0;
}
