/* Coroutines.h - coroutines get their probes once LLVM has split them */
#ifndef PROFPASS_COROUTINES_H
#define PROFPASS_COROUTINES_H

#include "LlvmCompat.h"

namespace llvm {
class PassBuilder;
}

namespace profpass {

/// Whether F is a coroutine that has not been split.
bool isCoroutine(const llvm::Function &F);

/// Whether F is what clang makes around a call of await_suspend.
bool isAwaitWrapper(const llvm::Function &F);

/// Have the parts of the coroutine F count for record Index of the module.
void markCoroutine(llvm::Function &F, unsigned Index);

/// Have PB run a pass at the end of every pipeline, behind the split: it gives
/// the parts of marked coroutines their entries and exits.
void registerCoroutinePass(llvm::PassBuilder &PB);

} // namespace profpass

#endif
