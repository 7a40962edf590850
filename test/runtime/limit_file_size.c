/* limit_file_size.c - the file may not grow: it stays valid as it was, SIGXFSZ
 * does not kill the program, the report has all */
// LIMIT: FSIZE 100000
// OPTIONS: clock=step:report=stderr
// STDERR: cannot grow: File too large
// STDERR: 20000 function calls
// EXPECT: loss file=1
#include "probes.h"

enum { N = 20000 };

static profpass_function functions[N];
static profpass_module module = {.abi_version = PROFPASS_ABI_VERSION,
                                 .functions = functions,
                                 .files = files,
                                 .directory = "/nowhere",
                                 .producer = "by hand",
                                 .idle = &idle,
                                 .n_functions = N,
                                 .n_files = 1};

int main(void)
{
    for (unsigned i = 0; i < N; i++)
        functions[i] = (profpass_function){.module = &module,
                                           .name = "f",
                                           .linkage_name = "f",
                                           .first_line = i};
    attach();
    for (int i = 0; i < N; i++)
        hooks.exit(hooks.enter(&functions[i], stack_address()));
    return 0;
}
