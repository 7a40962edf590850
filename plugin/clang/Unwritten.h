/* Unwritten.h - which functions must not be selected, whatever the policy says
 */
#ifndef PROFPASS_UNWRITTEN_H
#define PROFPASS_UNWRITTEN_H

namespace clang {
class ASTContext;
}

namespace profpass {

struct Session;

/// Note in the session the linkage names of functions that no one wrote, and of
/// those that are no_instrument_function, instances of templates included.
void collectUnwritten(clang::ASTContext &Context, Session &S);

} // namespace profpass

#endif
