/* removal.h - recordings that go, and what goes with them
 *
 *     mprofile_20261122122728.dat
 *     mprofile_20261122122728_ts.dat    where old mprofs kept time stamps
 */
#ifndef PROFPASS_TOOLS_REMOVAL_H
#define PROFPASS_TOOLS_REMOVAL_H

#include "opt.h"
#include "recordings.h"

/* The arguments of rm and clean. */
typedef struct removal_arguments {
    bool dry_run;
} removal_arguments;

#define REMOVAL_OPTION_DRY_RUN                                \
    OPT(0, "dry-run", FLAG, removal_arguments, dry_run, NULL, \
        "print what would be removed, and remove nothing")

/* Remove the recordings, or with dry_run print what would be removed. Returns
 * the exit status; what could not be removed is said on stderr. */
int removal_run(const recordings *r, bool dry_run);

#endif
