/* attribute.h - the mark: profile, [[gnu::profile]], [[profpass::profile]] */
#ifndef PROFPASS_GCC_ATTRIBUTE_H
#define PROFPASS_GCC_ATTRIBUTE_H

#include "gcc_compat.h"

#include "policy.h"

namespace profpass {

/// Make the attribute known, with diagnostics of its own.
void register_attribute();

/// Whether a function is marked. If so give the strings of the mark, separated
/// by commas, and what they mean.
bool is_marked(tree function, std::string &options, policy_marks &marks);

} // namespace profpass

#endif
