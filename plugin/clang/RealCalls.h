/* RealCalls.h - which calls can move the heap */
#ifndef PROFPASS_REAL_CALLS_H
#define PROFPASS_REAL_CALLS_H

#include <set>

namespace llvm {
class Function;
class Instruction;
class Module;
} // namespace llvm

namespace profpass {

/// Knows of each call whether it may get to code that allocates or frees. It
/// may not if it is an operation spelt as a call, or if all that it can get to
/// stands in this unit and calls nothing else: the small inline functions.
class RealCalls {
  public:
    /// Look at M before anything is put in. Linear in its size.
    explicit RealCalls(const llvm::Module &M);

    bool isReal(const llvm::Instruction &I) const;

  private:
    std::set<const llvm::Function *> Quiet;
};

} // namespace profpass

#endif
