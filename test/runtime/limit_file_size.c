/* limit_file_size.c - the file may not grow: it stays valid as it was, SIGXFSZ
 * does not kill the program, the report has all */
// LIMIT: FSIZE 100000
// OPTIONS: clock=step:report=stderr
// STDERR: cannot grow: File too large
// STDERR: 20000 function calls
// EXPECT: loss file=1
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
