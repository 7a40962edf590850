/* limit_files.c - with one descriptor to spare none is kept, and the file grows
 * all the same */
// LIMIT: NOFILE 4
// EXPECT: function f … line=19999 … calls=1
// ABSENT: loss
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
