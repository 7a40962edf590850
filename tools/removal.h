/* removal.h - recordings that go, and what goes with them
 *
 *     mprofile_20261122122728.dat
 *     mprofile_20261122122728_ts.dat    where old mprofs kept time stamps
 */
#ifndef PROFPASS_TOOLS_REMOVAL_H
#define PROFPASS_TOOLS_REMOVAL_H

#include "recordings.h"

/* Remove the recordings, or with dry_run print what would be removed. Returns
 * the exit status; what could not be removed is said on stderr. */
int removal_run(const recordings *r, bool dry_run);

#endif
