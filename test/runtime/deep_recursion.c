/* deep_recursion.c - a million activations are open at once */
// EXPECT: function down … calls=1000001 primitive=1 returns=1000001 unwound=0
// EXPECT: function down … open=0 … self_ns=2000001
// EXPECT: thread 1 … depth_peak=1000001
// ABSENT: loss
#include "probes.h"

FUNCTIONS(FUNCTION(down, 1, 2))

enum { DEPTH = 1000001 };

static profpass_frame *frames[DEPTH];

int main(void)
{
    attach();
    for (int i = 0; i < DEPTH; i++)
        frames[i] = hooks.enter(&functions[0], (char *)stack_address() - i);
    for (int i = DEPTH - 1; i >= 0; i--)
        hooks.exit(frames[i]);
    return 0;
}
