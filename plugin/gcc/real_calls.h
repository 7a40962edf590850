/* real_calls.h - which calls can move the heap */
#ifndef PROFPASS_GCC_REAL_CALLS_H
#define PROFPASS_GCC_REAL_CALLS_H

#include "gcc_compat.h"

namespace profpass {

/// Knows of each call whether it may get to code that allocates or frees. It
/// may not if it is an operation spelt as a call, or if all that it can get to
/// stands in this unit and calls nothing else: the small inline functions.
class real_calls {
  public:
    /// Look at the whole unit before anything is put in, but for what wrap.cc
    /// has. Linear in its size.
    real_calls();

    bool is_real(const gimple *statement) const;

  private:
    std::set<tree> quiet;
};

/// Whether the statement calls a hook, through the variable that records.cc
/// makes for it.
bool is_hook_call(const gimple *statement);

/// Whether the statement is a call of a function, not an operation spelt as a
/// call, nor of a hook.
bool is_call_of_program(const gimple *statement);

} // namespace profpass

#endif
