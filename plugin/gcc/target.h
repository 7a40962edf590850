/* target.h - a function that has probes
 *
 *     wrap.cc        decl … lines, at the first lowering pass
 *     line_plan.cc   slots, has_lines, when the whole unit has been lowered
 *     records.cc     reads all of it
 */
#ifndef PROFPASS_GCC_TARGET_H
#define PROFPASS_GCC_TARGET_H

#include "gcc_compat.h"

#include "policy.h"

namespace profpass {

/// A line of a function on which a probe sits; its index is the slot.
struct line_slot {
    unsigned line;
    unsigned file; ///< index among the module's files
    bool has_call;
    unsigned counter;
    unsigned level_from; ///< a slot, or PROFPASS_NO_SLOT
};

struct target {
    tree decl;
    tree record; ///< VAR_DECL, defined when all records are
    tree frame;  ///< the local variable that holds what enter returned
    std::string linkage_name;   ///< the symbol's name
    std::string qualified_name; ///< ns::C<int>::get, for globs
    std::string display_name;   ///< ns::C<int>::get(int); in C the bare name
    std::string file;           ///< as the compiler was told it
    std::string options;        ///< of the mark, separated by commas
    unsigned first_line;        ///< of the name
    unsigned last_line;         ///< the closing brace
    bool marked;
    bool has_lines;
    policy_lines lines;
    std::vector<line_slot> slots; ///< sorted by (file, line)
};

} // namespace profpass

#endif
