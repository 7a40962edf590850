/* stderr_gone.c - nobody reads the report: no SIGPIPE, no other status */
// OPTIONS: clock=step:report=stderr
// STATUS: 7
#include <unistd.h>

#include "probes.h"

FUNCTIONS(FUNCTION(only, 1, 2))

int main(void)
{
    int ends[2];
    attach();
    if (pipe(ends) != 0)
        return 1;
    close(ends[0]);
    dup2(ends[1], STDERR_FILENO);
    ENTER(0);
    EXIT();
    return 7;
}
