/* call_graph.h - what follows from who calls whom */
#ifndef PROFPASS_GCC_CALL_GRAPH_H
#define PROFPASS_GCC_CALL_GRAPH_H

#include "target.h"

namespace profpass {

/// Take out of targets the functions that nothing in the unit leads to and no
/// other unit can see. Linear in the size of the unit's call graph.
void drop_unreachable(std::vector<target> &targets);

/// Probes write memory: what calls the targets, however far up, is neither pure
/// nor const, or the optimizer would drop calls that count.
void forget_purity(const std::vector<target> &targets);

} // namespace profpass

#endif
