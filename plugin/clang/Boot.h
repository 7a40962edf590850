/* Boot.h - how an object finds the runtime when the program starts */
#ifndef PROFPASS_BOOT_H
#define PROFPASS_BOOT_H

#include "llvm/ADT/StringRef.h"

namespace llvm {
class GlobalObject;
class GlobalVariable;
class Module;
} // namespace llvm

namespace profpass {

/// Make G one per shared object and invisible outside it.
void hideInComdat(llvm::GlobalObject &G);

/// Emit boot and a constructor that calls it with Module; see Boot.cpp.
void emitBoot(llvm::Module &M, llvm::GlobalVariable &Module,
              llvm::GlobalVariable &Hooks, llvm::StringRef RuntimePath);

} // namespace profpass

#endif
