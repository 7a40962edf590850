/* LinePlan.h - where the line probes of a function go, before any is put in
 *
 * Three kinds of point, all found on the untouched function:
 *     Counts   before an instruction: ++occurrences[counter]
 *     Markers  before the first call of a line in a block: frame->line = slot
 *     Checks   behind the last call of a line in a block: has the heap moved?
 */
#ifndef PROFPASS_LINE_PLAN_H
#define PROFPASS_LINE_PLAN_H

#include "policy.h"

#include <map>
#include <vector>

namespace llvm {
class Function;
class Instruction;
} // namespace llvm

namespace profpass {

class RealCalls;
class Records;
struct Session;

struct LinePlan {
    struct Line {
        unsigned File; ///< index among the module's files
        unsigned Number;
        bool HasCall;
        unsigned Counter;
        unsigned LevelFrom; ///< a slot, or PROFPASS_NO_SLOT
    };
    struct Count {
        llvm::Instruction *Before;
        unsigned Counter;
    };
    struct Run {
        llvm::Instruction *FirstCall;
        llvm::Instruction *LastCall; ///< NULL: nothing comes back from it
        unsigned Slot;
    };
    std::vector<Line> Lines; ///< by slot, sorted by (File, Number)
    std::vector<Count> Counts;
    std::vector<Run> Runs;
    unsigned LargestLine = 0; ///< in the function's own file
};

/// Plan the line probes of F. Without line information the plan is empty.
LinePlan planLines(llvm::Function &F, policy_lines Mode, const RealCalls &Calls,
                   Records &R, const Session &S);

} // namespace profpass

#endif
