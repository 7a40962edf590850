/* own_decls.h - functions and variables that the plugin makes
 *
 *     f = begin_function(name, type)        v = new_variable(name, type)
 *     hide_in_comdat(f)                     hide_weak(v)
 *     finish_function(f, body, locals)      define_variable(v, value)
 *
 * Without the line in the middle they are private to the unit. A variable may
 * be referred to before it is defined.
 */
#ifndef PROFPASS_GCC_OWN_DECLS_H
#define PROFPASS_GCC_OWN_DECLS_H

#include "gcc_compat.h"

namespace profpass {

/// Begin a function; its parameters have the types of the type, and no names.
/// No sanitizer, no profiler and no stack protector looks at it.
tree begin_function(const char *name, tree type);
/// Give it its body and hand it to the compiler. locals is a chain, or
/// NULL_TREE.
void finish_function(tree function, tree body, tree locals);

tree new_variable(const char *name, tree type);
void define_variable(tree variable, tree value);

/// Make a function one per shared object and invisible outside it.
void hide_in_comdat(tree function);
/// The same for a variable, which in a comdat would be one per process.
void hide_weak(tree variable);

} // namespace profpass

#endif
