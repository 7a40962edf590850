/* line_plan.h - where the line probes of a function go, before any is put in
 *
 * Three kinds of point, all found on the function as wrap.cc left it:
 *     counts   before a statement, or on an edge: ++occurrences[counter]
 *     markers  before the first call of a line in a block: frame->line = slot
 *     checks   behind the last call of a line in a block: has the heap moved?
 */
#ifndef PROFPASS_GCC_LINE_PLAN_H
#define PROFPASS_GCC_LINE_PLAN_H

#include "target.h"

namespace profpass {

class real_calls;
struct session;

struct line_plan {
    struct count {
        gimple *before;
        edge on; ///< if not NULL, this way and not before the statement
        unsigned counter;
    };
    struct run {
        gimple *first_call;
        gimple *last_call; ///< NULL: nothing comes back from it
        unsigned slot;
    };
    std::vector<count> counts;
    std::vector<run> runs;
};

/// Plan the line probes of t and fill in its slots.
line_plan plan_lines(target &t, function *body, const real_calls &calls,
                     const session &s);

} // namespace profpass

#endif
