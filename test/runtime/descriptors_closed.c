/* descriptors_closed.c - the program closes every descriptor it finds and opens
 * its own; ours are never taken for ours again, and the file still grows */
// EXPECT: function f … line=19999 … calls=1
// STDOUT: untouched
// ABSENT: loss
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "probes.h"

enum { N = 20000 };

N_FUNCTIONS(N)

int main(void)
{
    for (unsigned i = 0; i < N; i++)
        name_function(functions, i, "f");
    for (int fd = 3; fd < 1024; fd++)
        close(fd);
    int own = open("own", O_RDWR | O_CREAT, 0600);
    for (int fd = 200; fd < 210; fd++)
        dup2(own, fd);
    attach();
    for (int i = 0; i < N; i++)
        hooks.exit(hooks.enter(&functions[i], stack_address()));
    struct stat status;
    fstat(own, &status);
    puts(status.st_size == 0 ? "untouched" : "written to");
    return 0;
}
