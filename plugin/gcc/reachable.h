/* reachable.h - which functions the finished program can get to */
#ifndef PROFPASS_GCC_REACHABLE_H
#define PROFPASS_GCC_REACHABLE_H

#include "target.h"

namespace profpass {

/// Take out of targets the functions that nothing in the unit leads to and no
/// other unit can see. Linear in the size of the unit's call graph.
void drop_unreachable(std::vector<target> &targets);

} // namespace profpass

#endif
