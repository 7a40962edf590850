/* compiler.h - what a compiler is: asked, not guessed from its name */
#ifndef PROFPASS_TOOLS_COMPILER_H
#define PROFPASS_TOOLS_COMPILER_H

#include <stdbool.h>

typedef struct compiler {
    const char *command; /* as given; may be words, "ccache clang-16"       */
    const char *kind;    /* "clang", "gcc"; "" for any other               */
    int major;           /* of its version; 0 for any other                */
    char version[160];   /* the first line of --version                     */
} compiler;

/* Run `command --version`. False: said on stderr what is wrong. */
bool compiler_ask(compiler *answer, const char *command);

#endif
