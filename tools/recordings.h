/* recordings.h - which recordings a command means: by number or by name
 *
 *     mprofile_20261122122728.dat    0   -2
 *     mprofile_20261122122729.dat    1   -1     the last: the default
 *
 * What counts are files of that form in the current directory, by name; of
 * mprof's making or of ours.
 */
#ifndef PROFPASS_TOOLS_RECORDINGS_H
#define PROFPASS_TOOLS_RECORDINGS_H

#include <glob.h>
#include <stdbool.h>
#include <stddef.h>

#define RECORDINGS_OPERANDS "[FILE|NUMBER]..."
#define RECORDINGS_NOTES                                                       \
    "A NUMBER is that of `profpass list`; negative ones count from the last, " \
    "-1. Without any, the last recording in the current directory is meant, "  \
    "and named on standard error."

/* Names, each once; borrowed from argv or from what was found. */
typedef struct recordings {
    glob_t found;
    const char **names; /* [n] */
    size_t n;
} recordings;

/* Choose all that are here; then call recordings_done. False: no memory, said
 * so on stderr. */
bool recordings_all(recordings *r);

/* Choose what the operands argv[1] … argv[argc - 1] mean; without operands the
 * last one. Returns an exit status; not EXIT_FINE: said why on stderr. In any
 * case call recordings_done. */
int recordings_choose(recordings *r, int argc, char **argv);

void recordings_done(recordings *r);

#endif
