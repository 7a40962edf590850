/* AstFacts.cpp - a walk over declarations and the bodies that matter
 *
 * Declarations nest: namespaces, classes, templates (their patterns stand for
 * all instances: same lines), and functions, which hold local classes and the
 * closures of lambdas. What a precompiled header holds is left alone: loading
 * it all would cost more than it tells.
 */
#include "AstFacts.h"

#include "Session.h"
#include "Statements.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Mangle.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace profpass;

namespace {

class Walk {
  public:
    Walk(ASTContext &Context, Session &S)
        : Diags(Context.getDiagnostics()), SM(Context.getSourceManager()), S(S),
          Names(Context),
          AllLines(policy_unmarked_lines(S.Policy.get()) != POLICY_LINES_OFF &&
                   policy_selects_unmarked(S.Policy.get()))
    {
    }

    void context(const DeclContext *Context)
    {
        for (const Decl *D : Context->noload_decls())
            declaration(D);
    }

    void systemHeaders()
    {
        for (unsigned I = 0; I < SM.local_sloc_entry_size(); ++I) {
            const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
            if (!Entry.isFile() ||
                !SrcMgr::isSystem(Entry.getFile().getFileCharacteristic()))
                continue;
            const PresumedLoc Place = SM.getPresumedLoc(
                SourceLocation::getFromRawEncoding(Entry.getOffset()));
            if (Place.isValid())
                S.SystemHeaders.insert(absolutePath("", Place.getFilename()));
        }
    }

    bool Marked = false;

  private:
    void declaration(const Decl *D)
    {
        if (const auto *Template = dyn_cast<TemplateDecl>(D)) {
            if (const NamedDecl *Pattern = Template->getTemplatedDecl())
                declaration(Pattern);
            return;
        }
        if (const auto *Function = dyn_cast<FunctionDecl>(D)) {
            function(Function);
            return;
        }
        if (const auto *Context = dyn_cast<DeclContext>(D))
            context(Context);
    }

    static const AnnotateAttr *mark(const FunctionDecl *F)
    {
        for (const auto *A : F->specific_attrs<AnnotateAttr>())
            if (A->getAnnotation().find(MarkPrefix) == 0)
                return A;
        return nullptr;
    }

    /// Remember a mark that code generation drops: that of a constructor or
    /// destructor up to LLVM 16, one that an earlier declaration lacks from 17.
    void remember(const FunctionDecl *F, const AnnotateAttr *Mark,
                  const PresumedLoc &Name)
    {
        const std::string Options =
            Mark->getAnnotation().substr(sizeof MarkPrefix - 1).str();
        if (isa<CXXConstructorDecl>(F) || isa<CXXDestructorDecl>(F)) {
            S.MarkedPlaces[{path(Name), Name.getLine()}] = Options;
            if (!F->isDependentContext())
                for (const std::string &Variant : Names.getAllManglings(F))
                    S.MarkedNames[Variant] = Options;
        } else if (!mark(F->getFirstDecl()) && !F->isDependentContext()) {
            S.MarkedNames[Names.getName(F)] = Options;
        }
    }

    void function(const FunctionDecl *F)
    {
        context(F);
        const Stmt *Body = F->doesThisDeclarationHaveABody() &&
                                   !F->isLateTemplateParsed() &&
                                   !F->isDefaulted()
                               ? F->getBody()
                               : nullptr;
        const AnnotateAttr *Mark = mark(F);
        if (!Body)
            return;
        if (F->hasAttr<NoInstrumentFunctionAttr>() && !F->isDependentContext())
            S.NotInstrumented.insert(Names.getName(F));
        if (Mark) {
            Marked = true;
            warnIfIgnored(F, Body, Mark);
        }
        const PresumedLoc Name = presumed(F->getLocation());
        const PresumedLoc End = presumed(Body->getEndLoc());
        if (Name.isInvalid() || End.isInvalid())
            return;
        if (Mark)
            remember(F, Mark, Name);
        if (Mark || AllLines) {
            silences(Body, false);
            collectStatements(Body, SM, S);
        }
        if (StringRef(Name.getFilename()) == End.getFilename()) {
            unsigned &Last = S.LastLines[{path(Name), Name.getLine()}];
            Last = std::max(Last, End.getLine());
        }
    }

    void warnIfIgnored(const FunctionDecl *F, const Stmt *Body,
                       const Attr *Mark)
    {
        const char *Why = nullptr;
        if (isa<CoroutineBodyStmt>(Body))
            Why = "coroutines cannot be profiled yet";
        else if (F->hasAttr<NakedAttr>())
            Why = "a naked function has no place for probes";
        else if (F->hasAttr<NoInstrumentFunctionAttr>())
            Why = "the function is no_instrument_function";
        if (Why)
            Diags.Report(
                Mark->getLocation(),
                Diags.getCustomDiagID(DiagnosticsEngine::Warning,
                                      "'profile' attribute ignored: %0"))
                << Why;
    }

    static bool declaresVariable(const Stmt *Statement)
    {
        const auto *Declaration = dyn_cast_or_null<DeclStmt>(Statement);
        if (!Declaration)
            return false;
        for (const Decl *D : Declaration->decls()) {
            const auto *Variable = dyn_cast<VarDecl>(D);
            if (Variable && Variable->hasLocalStorage())
                return true;
        }
        return false;
    }

    /// Whether clang may merge the jump, as the last statement of a block,
    /// with the end of the life of the block's variables: then it is in the
    /// code at -O0 only.
    static bool vanishes(const Stmt *Jump, bool HasVariables)
    {
        if (isa<BreakStmt>(Jump) || isa<ContinueStmt>(Jump))
            return HasVariables;
        if (const auto *Return = dyn_cast<ReturnStmt>(Jump))
            return !Return->getRetValue() && HasVariables;
        return isa<GotoStmt>(Jump) || isa<IndirectGotoStmt>(Jump);
    }

    /// Note the closing braces and vanishing jumps below Body, which stands
    /// directly in a block with variables or not. Lambdas are functions of
    /// their own, met among the declarations.
    void silences(const Stmt *Body, bool HasVariables)
    {
        if (isa<LambdaExpr>(Body))
            return;
        if (vanishes(Body, HasVariables))
            silence(Body->getBeginLoc());
        const auto *Block = dyn_cast<CompoundStmt>(Body);
        if (Block)
            silence(Block->getRBracLoc());
        else if (!isa<SwitchCase>(Body) && !isa<LabelStmt>(Body))
            HasVariables = isa<CXXForRangeStmt>(Body);
        for (const Stmt *Child : Body->children()) {
            if (!Child)
                continue;
            silences(Child, HasVariables);
            HasVariables |= Block && declaresVariable(Child);
        }
    }

    void silence(SourceLocation Where)
    {
        const PresumedLoc Place = presumed(Where);
        if (Place.isValid())
            S.Silent.insert(std::make_tuple(path(Place), Place.getLine(),
                                            Place.getColumn()));
    }

    PresumedLoc presumed(SourceLocation Place) const
    {
        return SM.getPresumedLoc(SM.getExpansionLoc(Place));
    }

    const std::string &path(const PresumedLoc &Place)
    {
        std::string &Path = Paths[Place.getFilename()];
        if (Path.empty())
            Path = absolutePath("", Place.getFilename());
        return Path;
    }

    DiagnosticsEngine &Diags;
    SourceManager &SM;
    Session &S;
    ASTNameGenerator Names;
    const bool AllLines;
    std::map<std::string, std::string> Paths;
};

} // namespace

bool profpass::collectAstFacts(ASTContext &Context, Session &S)
{
    Walk W(Context, S);
    W.systemHeaders();
    W.context(Context.getTranslationUnitDecl());
    return W.Marked;
}
