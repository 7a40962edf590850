/* copies_merge.c - a function that two modules hold is one function
 *
 * unless its line slots differ. A function that runs before its module has
 * registered registers it.
 */
// EXPECT: function shared … calls=3
// EXPECT: function apart … calls=1
// EXPECT: function apart … calls=2
#include "probes.h"

static const profpass_line one[] = {{.line = 5}};
static const profpass_line other[] = {{.line = 5}, {.line = 6, .counter = 1}};
FUNCTIONS(FUNCTION(shared, 1, 2), FUNCTION_WITH_LINES(apart, 4, 7, one))

static profpass_module copy;
static profpass_function copies[] = {FUNCTION(shared, 1, 2),
                                     FUNCTION_WITH_LINES(apart, 4, 7, other)};

int main(void)
{
    attach();
    copy = module;
    copy.id = 0;
    copy.functions = copies;
    copies[0].module = copies[1].module = &copy;
    hooks.exit(hooks.enter(&functions[0], stack_address()));
    for (int i = 0; i < 2; i++) {
        hooks.exit(hooks.enter(&copies[0], stack_address()));
        hooks.exit(hooks.enter(&copies[1], stack_address()));
    }
    hooks.exit(hooks.enter(&functions[1], stack_address()));
    return 0;
}
