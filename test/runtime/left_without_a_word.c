/* left_without_a_word.c - activations that a jump has left behind end as
 * unwound
 *
 * once by the exit of an ancestor, once by a call whose return address lies
 * above theirs, once by resync; an exit too many is counted.
 */
// EXPECT: function outer … calls=3 primitive=3 returns=3 unwound=0 open=0
// EXPECT: function inner … calls=6 primitive=3 returns=0 unwound=6 open=0
// EXPECT: function after … calls=2 primitive=2 returns=2 unwound=0 open=0
// EXPECT: edge - -> after calls=1
// EXPECT: edge outer -> after calls=1
// ABSENT: edge inner -> after
// EXPECT: loss exits=1
#include "probes.h"

FUNCTIONS(FUNCTION(outer, 1, 2), FUNCTION(inner, 3, 4), FUNCTION(after, 5, 6))

static char stack[256]; /* of made-up return addresses; it grows down */

int main(void)
{
    attach();
    profpass_frame *frame = hooks.enter(&functions[0], stack + 200);
    hooks.enter(&functions[1], stack + 180);
    hooks.enter(&functions[1], stack + 160);
    hooks.exit(frame);
    hooks.exit(frame);

    hooks.enter(&functions[1], stack + 180);
    hooks.enter(&functions[1], stack + 160);
    hooks.exit(hooks.enter(&functions[2], stack + 190));

    frame = hooks.enter(&functions[0], stack + 200);
    hooks.enter(&functions[1], stack + 150);
    hooks.enter(&functions[1], stack + 140);
    hooks.resync(frame);
    hooks.exit(hooks.enter(&functions[2], stack + 130));
    hooks.exit(frame);
    hooks.exit(hooks.enter(&functions[0], stack + 200));
    return 0;
}
