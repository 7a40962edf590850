/* Foregone.h - conditions whose outcome does not depend on what they read
 *
 *     if (x | 1)       if (flags & 0)       if (c, 1)       if ((a == b) < 9)
 *
 * GCC knows the answer while it reads the source, and has no code for them: no
 * row. Clang tests them, so they are found in the syntax tree.
 */
#ifndef PROFPASS_FOREGONE_H
#define PROFPASS_FOREGONE_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"

namespace profpass {

/// Whether a condition that is not constant has one outcome, and no effect.
bool isForegone(const clang::Expr *Condition, const clang::ASTContext &Context);

} // namespace profpass

#endif
