/* boot.h - functions that the plugin makes, and how an object finds the runtime
 */
#ifndef PROFPASS_GCC_BOOT_H
#define PROFPASS_GCC_BOOT_H

#include "gcc_compat.h"

#include <string>

namespace profpass {

/// Begin a function of our own: begin_function, then hide_in_comdat if it is to
/// be one per shared object, then finish_function. No sanitizer, no profiler
/// and no stack protector looks at it.
tree begin_function(const char *name, tree type);
/// Give it its body and hand it to the compiler. local may be NULL_TREE.
void finish_function(tree function, tree body, tree local);

/// Make a function one per shared object and invisible outside it.
void hide_in_comdat(tree function);
/// The same for a variable, for which a comdat would be one per process.
void hide_weak(tree variable);

/// Make a variable of the unit's own, defined by define_variable.
tree new_variable(const char *name, tree type);
void define_variable(tree variable, tree value);

/// Emit boot and a constructor that calls it with module; see boot.cc.
void emit_boot(tree module, tree hooks, const std::string &runtime_path);

} // namespace profpass

#endif
