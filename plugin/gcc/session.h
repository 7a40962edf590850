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

    /// Positions (file, line, column) where code other than calls is no line to
    /// the reader. Files as absolute_path gives them, as everywhere here.
    std::set<std::tuple<std::string, unsigned, unsigned>> silent;
    /// (file, a further line of a statement) -> its first line.
    std::map<std::pair<std::string, unsigned>, unsigned> first_lines;

    static session &get();
};

/// Return the path made absolute, without "." and ".."; "" for "".
std::string absolute_path(const std::string &file);

} // namespace profpass

#endif
