/* fork_anew.c - the child has a file of its own, where open calls begin anew */
// PROFILES: 2
// EXPECT: function outer … calls=1 primitive=1 returns=1
// EXPECT: function before … calls=3
// EXPECT: edge outer -> parent calls=1
// ABSENT: loss
// CHILD: function outer … calls=1 primitive=1 returns=1 … self_ns=3 total_ns=5
// CHILD: function child … calls=2 primitive=2 returns=2
// CHILD: edge outer -> child calls=2
// CHILD: program end="exit 7"
// STATUS: 7
#include <sys/wait.h>
#include <unistd.h>

#include "probes.h"

FUNCTIONS(FUNCTION(outer, 1, 2), FUNCTION(before, 3, 4), FUNCTION(parent, 5, 6),
          FUNCTION(child, 7, 8))

static void call(int i)
{
    ENTER(i);
    EXIT();
}

int main(void)
{
    attach();
    ENTER(0);
    for (int i = 0; i < 3; i++)
        call(1);
    pid_t id = fork();
    if (id == 0) {
        call(3);
        call(3);
        EXIT();
        exit(7);
    }
    int status;
    waitpid(id, &status, 0);
    call(2);
    EXIT();
    return WEXITSTATUS(status);
}
