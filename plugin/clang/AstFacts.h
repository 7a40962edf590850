/* AstFacts.h - what the AST tells and the IR does not */
#ifndef PROFPASS_AST_FACTS_H
#define PROFPASS_AST_FACTS_H

namespace clang {
class ASTContext;
}

namespace profpass {

struct Session;

/// Note in S the system headers, and of each function that may get line probes
/// the silent positions. Warns of marks that cannot be honoured, at their
/// place. Returns whether a function with a body is marked. Linear in the
/// number of declarations, and of statements of those functions.
bool collectAstFacts(clang::ASTContext &Context, Session &S);

} // namespace profpass

#endif
