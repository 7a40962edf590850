/* output.h - where a command's text goes: stdout, or a file made whole
 *
 *     output out;
 *     if (!output_open(&out, path_or_NULL)) return EXIT_FAILED;
 *     … output_sink(&out) …
 *     return output_close(&out, ok) ? EXIT_FINE : EXIT_FAILED;
 *
 * A regular file appears under its name only when it is complete: the text goes
 * to a temporary file beside it, which is then renamed. A device or a pipe is
 * written directly.
 */
#ifndef PROFPASS_TOOLS_OUTPUT_H
#define PROFPASS_TOOLS_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "profpass/stats.h"

typedef struct output {
    FILE *stream;
    char *path;      /* the file to replace, links followed; NULL: not a file */
    char *temporary; /* NULL: written directly                                */
    const char *name; /* for messages                                         */
    int error;        /* errno value of the first failure to write, or 0      */
} output;

/* Open the output; path NULL or "-" is stdout. False: said why on stderr. */
bool output_open(output *out, const char *path);

/* A sink that writes there and keeps the error. */
profpass_sink output_sink(output *out);

/* Finish: with keep, the file takes its name; without, it vanishes and what was
 * there before stays. False: could not be written, said why on stderr. */
bool output_close(output *out, bool keep);

/* Flush a stream and say whether it took everything; if not, say why. */
bool output_check(FILE *stream, const char *name);

#endif
