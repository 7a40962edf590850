/* Unwritten.cpp - a walk over all functions that have code, for their names
 *
 *     implicit and defaulted members   no one wrote their bodies
 *     no_instrument_function           the programmer said no
 *
 * Code generation carries neither into the IR. Where AstFacts looks at
 * patterns, which stand for the lines of all instances, this looks at the
 * instances, which are what has names.
 */
#include "Unwritten.h"

#include "Session.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Mangle.h"

using namespace clang;
using namespace profpass;

namespace {

class Walk {
  public:
    Walk(ASTContext &Context, Session &S) : S(S), Names(Context) {}

    void context(const DeclContext *Context)
    {
        for (const Decl *D : Context->noload_decls())
            declaration(D);
    }

  private:
    void declaration(const Decl *D)
    {
        if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D)) {
            for (const FunctionDecl *Instance : Template->specializations())
                function(Instance);
        } else if (const auto *Template = dyn_cast<ClassTemplateDecl>(D)) {
            for (const auto *Instance : Template->specializations())
                context(Instance);
        } else if (const auto *Function = dyn_cast<FunctionDecl>(D)) {
            function(Function);
        } else if (const auto *Context = dyn_cast<DeclContext>(D)) {
            context(Context);
        }
    }

    void function(const FunctionDecl *F)
    {
        if (F->isDependentContext())
            return;
        context(F);
        const bool Unwritten = F->isImplicit() || F->isDefaulted();
        if (F->isDeleted() || !F->isDefined() ||
            (!Unwritten && !F->hasAttr<NoInstrumentFunctionAttr>()))
            return;
        // The variants of constructors and destructors have names of their own.
        if (isa<CXXConstructorDecl>(F) || isa<CXXDestructorDecl>(F))
            for (const std::string &Variant : Names.getAllManglings(F))
                S.NotInstrumented.insert(Variant);
        else
            S.NotInstrumented.insert(Names.getName(F));
    }

    Session &S;
    ASTNameGenerator Names;
};

} // namespace

void profpass::collectUnwritten(ASTContext &Context, Session &S)
{
    Walk(Context, S).context(Context.getTranslationUnitDecl());
}
