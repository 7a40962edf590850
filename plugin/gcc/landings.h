/* landings.h - where control comes back from no one knows where
 *
 *     behind a landing pad            an exception came by
 *     behind a call that returns twice setjmp, vfork
 *     behind a label of another function's goto
 *
 * What was called from here is then over without an exit: resync(frame) says
 * so to the runtime.
 */
#ifndef PROFPASS_GCC_LANDINGS_H
#define PROFPASS_GCC_LANDINGS_H

#include "target.h"

namespace profpass {

/// Put in the resyncs of a function (which is cfun), and return them.
std::vector<gimple *> insert_resyncs(const target &t, function *body);

/// Where calls may jump, have the calls that were put in end their blocks with
/// the edges that GCC expects of every call.
void mend_abnormal_edges(function *body);

} // namespace profpass

#endif
