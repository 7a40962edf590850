/* compiler.c - what a compiler is: asked, not guessed from its name */
#include "compiler.h"

#include "cmd.h"

#include <stdlib.h>
#include <string.h>

/* Read the first line that a compiler prints for an option. False if it failed.
 */
static bool read_first_line(const char *command, const char *option, char *line,
                            int n_line)
{
    char shell[4096];
    /* $CC is shell words by tradition, so the shell takes it apart. */
    int n = snprintf(shell, sizeof shell, "LC_ALL=C %s %s 2>/dev/null", command,
                     option);
    if (n < 0 || (size_t)n >= sizeof shell)
        return false;
    FILE *pipe = popen(shell, "re");
    if (pipe == NULL)
        return false;
    bool read = fgets(line, n_line, pipe) != NULL;
    char rest[512];
    while (fgets(rest, sizeof rest, pipe) != NULL)
        continue; /* so that the compiler is not stopped by SIGPIPE */
    line[read ? strcspn(line, "\n") : 0] = '\0';
    return pclose(pipe) == 0 && read;
}

bool compiler_ask(compiler *answer, const char *command)
{
    static const char clang_mark[] = "clang version ";
    compiler c = {.command = command, .kind = ""};
    if (!read_first_line(command, "--version", c.version, sizeof c.version)) {
        cmd_say("%s: does not run as a compiler (tried %s --version); name "
                "another one with --cc",
                command, command);
        return false;
    }
    const char *mark = strstr(c.version, clang_mark);
    char number[32];
    /* Apple's clang counts its versions otherwise. Only gcc knows the option;
     * its --version begins with whatever name it was called by. */
    if (mark != NULL && strncmp(c.version, "Apple", 5) != 0) {
        c.kind = "clang";
        c.major = atoi(mark + sizeof clang_mark - 1);
    } else if (mark == NULL && read_first_line(command, "-dumpfullversion",
                                               number, sizeof number)) {
        c.kind = "gcc";
        c.major = atoi(number);
    }
    *answer = c;
    return true;
}
