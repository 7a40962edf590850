/* limit_files.c - with one descriptor to spare none is kept, and the file grows
 * all the same */
// LIMIT: NOFILE 4
// EXPECT: function f … line=19999 … calls=1
// ABSENT: loss
#include "probes.h"

enum { N = 20000 };

N_FUNCTIONS(N)

int main(void)
{
    for (unsigned i = 0; i < N; i++)
        name_function(functions, i, "f");
    attach();
    for (int i = 0; i < N; i++)
        hooks.exit(hooks.enter(&functions[i], stack_address()));
    return 0;
}
