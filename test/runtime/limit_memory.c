/* limit_memory.c - with little address space we make do with less */
// LIMIT: AS 400000000
// EXPECT: function down … calls=100000 … returns=100000
// ABSENT: loss
#include "probes.h"

FUNCTIONS(FUNCTION(down, 1, 2))

enum { DEPTH = 100000 };

static profpass_frame *frames[DEPTH];

int main(void)
{
    attach();
    for (int i = 0; i < DEPTH; i++)
        frames[i] = hooks.enter(&functions[0], (char *)frames + DEPTH - i);
    for (int i = DEPTH - 1; i >= 0; i--)
        hooks.exit(frames[i]);
    return 0;
}
