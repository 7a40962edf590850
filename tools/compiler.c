/* compiler.c - what a compiler is: asked, not guessed from its name */
#include "compiler.h"

#include "cmd.h"

#include <stdlib.h>
#include <string.h>

/* Read the first line of a command's stdout. False if it failed. */
static bool read_first_line(const char *command, char *line, int n_line)
{
    char shell[4096];
    /* $CC is shell words by tradition, so the shell takes it apart. */
    int n = snprintf(shell, sizeof shell, "LC_ALL=C %s --version 2>/dev/null",
                     command);
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
    compiler c = {.command = command};
    if (!read_first_line(command, c.version, sizeof c.version)) {
        cmd_say("%s: does not run as a compiler (tried %s --version); name "
                "another one with --cc",
                command, command);
        return false;
    }
    const char *mark = strstr(c.version, clang_mark);
    /* Apple's clang counts its versions otherwise. */
    c.is_clang = mark != NULL && strncmp(c.version, "Apple", 5) != 0;
    if (c.is_clang)
        c.major = atoi(mark + sizeof clang_mark - 1);
    *answer = c;
    return true;
}
