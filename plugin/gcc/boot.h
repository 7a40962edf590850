/* boot.h - how an object finds the runtime when the program starts */
#ifndef PROFPASS_GCC_BOOT_H
#define PROFPASS_GCC_BOOT_H

#include "gcc_compat.h"

namespace profpass {

/// Emit boot and a constructor that calls it with module; see boot.cc.
void emit_boot(tree module, tree hooks, const std::string &runtime_path);

} // namespace profpass

#endif
