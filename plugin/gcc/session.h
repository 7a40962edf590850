/* session.h - what one run of the compiler knows
 *
 *     plugin.cc     options ─────────────┐
 *     statements.cc lines of statements ─┤
 *     wrap.cc       targets ─────────────┴▶ session ──▶ instrument.cc, boot.cc
 */
#ifndef PROFPASS_GCC_SESSION_H
#define PROFPASS_GCC_SESSION_H

#include "gcc_compat.h"

#include "policy.h"
#include "statements.h"
#include "target.h"

namespace profpass {

struct session {
    std::unique_ptr<policy, void (*)(policy *)> rules{policy_new(),
                                                      policy_free};
    /// The runtime to load when none is linked; absolute.
    std::string runtime_path;
    /// The compiler, as the records name it.
    std::string producer;
    bool c_plus_plus = false;

    /// The functions that have probes, in the order in which they were lowered.
    std::vector<target> targets;

    /// What statements.cc noted, by the UID of the function.
    std::map<unsigned, statement_lines> statements;

    static session &get();
};

/// Return the path made absolute, without "." and ".."; "" for "".
std::string absolute_path(const std::string &file);

} // namespace profpass

#endif
