/* too_deep.c - beyond the shadow stack calls are counted as lost, and run */
// EXPECT: function down … returns=… unwound=0 open=0
// EXPECT: loss calls=
#include "probes.h"

FUNCTIONS(FUNCTION(down, 1, 2))

enum { DEPTH = 3000000 };

static profpass_frame *frames[DEPTH];

int main(void)
{
    attach();
    for (int i = 0; i < DEPTH; i++)
        frames[i] = hooks.enter(&functions[0], (char *)stack_address() - i);
    for (int i = DEPTH - 1; i >= 0; i--)
        hooks.exit(frames[i]);
    return frames[DEPTH - 1] == &idle ? 0 : 1;
}
