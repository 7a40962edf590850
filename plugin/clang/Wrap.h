/* Wrap.h - the entry of a function and its exits */
#ifndef PROFPASS_WRAP_H
#define PROFPASS_WRAP_H

#include "LlvmCompat.h"

#include <vector>

namespace profpass {

class Records;

/// A place in F: that of the line, as far as there is line information.
llvm::DebugLoc placeIn(llvm::Function &F, unsigned Line);

/// Enter at the start of F, whose record this is; return its frame. B is left
/// behind the call.
llvm::Value *insertEntry(llvm::IRBuilder<> &B, llvm::Function &F,
                         const Records &R, llvm::Constant *Record);

/// Where control comes back to F from no one knows where: behind landing pads,
/// and behind calls that return twice.
std::vector<llvm::Instruction *> findLandings(llvm::Function &F);

/// Exit before every way out of F.
void insertExits(const Records &R, llvm::Function &F, llvm::Value *Frame);

} // namespace profpass

#endif
