/* select.h - which functions get probes, and what is known of them */
#ifndef PROFPASS_GCC_SELECT_H
#define PROFPASS_GCC_SELECT_H

namespace profpass {

struct session;
struct target;

/// Decide about the function whose body GCC is about to lower (cfun). If it is
/// to have probes, fill in what t tells of it and return true. Warns of a mark
/// that cannot be honoured.
bool select_current_function(const session &s, target &t);

} // namespace profpass

#endif
