/* AstFacts.cpp - a walk over declarations and the bodies that matter
 *
 * Declarations nest: namespaces, classes, templates (their patterns stand for
 * all instances: same lines), and functions, which hold local classes and the
 * closures of lambdas. What a precompiled header holds is left alone: loading
 * it all would cost more than it tells.
 */
#include "AstFacts.h"

#include "Foregone.h"
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
        : Context(Context), Diags(Context.getDiagnostics()),
          SM(Context.getSourceManager()), S(S), Names(Context),
          AllLines(policy_unmarked_lines(S.Policy.get()) != POLICY_LINES_OFF &&
                   policy_selects_unmarked(S.Policy.get()))
    {
    }

    void context(const DeclContext *Within)
    {
        for (const Decl *D : Within->noload_decls())
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
            warnIfIgnored(F, Mark);
        }
        const PresumedLoc Name = presumed(F->getLocation());
        const PresumedLoc End = presumed(Body->getEndLoc());
        if (Name.isInvalid() || End.isInvalid())
            return;
        if (Mark)
            remember(F, Mark, Name);
        if (Mark || AllLines) {
            silences(Body, false);
            for (const Position &Place : Spoken) {
                S.Silent.erase(Place);
                S.Foregone.erase(Place);
            }
            Spoken.clear();
            collectStatements(Body, SM, S);
        }
        if (StringRef(Name.getFilename()) == End.getFilename()) {
            unsigned &Last = S.LastLines[{path(Name), Name.getLine()}];
            Last = std::max(Last, End.getLine());
        }
    }

    void warnIfIgnored(const FunctionDecl *F, const Attr *Mark)
    {
        const char *Why = nullptr;
        if (F->hasAttr<NakedAttr>())
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

    /// The variable that a return names, if it may have lived in the caller's
    /// result all along: above -O0 nothing is left to do.
    static const Expr *returnedInPlace(const Stmt *Statement)
    {
        const auto *Return = dyn_cast<ReturnStmt>(Statement);
        const Expr *Value = Return ? Return->getRetValue() : nullptr;
        if (!Value || !Value->getType()->isRecordType())
            return nullptr;
        const auto *Name = dyn_cast<DeclRefExpr>(Value->IgnoreImplicit());
        const auto *V = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
        return V && V->hasLocalStorage() && !isa<ParmVarDecl>(V) ? Value
                                                                 : nullptr;
    }

    /// Whether Statement is an if whose condition is constant: clang emits the
    /// one arm in its place.
    bool isDecided(const Stmt *Statement) const
    {
        const auto *If = dyn_cast<IfStmt>(Statement);
        Expr::EvalResult Result;
        return If && !If->getCond()->isValueDependent() &&
               If->getCond()->EvaluateAsInt(Result, Context);
    }

    bool isForegoneIf(const Stmt *Statement) const
    {
        const auto *If = dyn_cast<IfStmt>(Statement);
        return If && isForegone(If->getCond(), Context);
    }

    /// Whether Statement is a declaration that gives nothing a value. Clang may
    /// place there what follows.
    static bool onlyDeclares(const Stmt *Statement)
    {
        const auto *Declaration = dyn_cast<DeclStmt>(Statement);
        return Declaration &&
               llvm::all_of(Declaration->decls(), [](const Decl *D) {
                   const auto *Variable = dyn_cast<VarDecl>(D);
                   return !Variable || !Variable->getInit();
               });
    }

    /// Clang gives each use of a structured binding the place of its
    /// declaration.
    void silenceBindings(const DeclStmt *Statement)
    {
        for (const Decl *D : Statement->decls())
            if (const auto *Whole = dyn_cast<DecompositionDecl>(D))
                for (const BindingDecl *Part : Whole->bindings())
                    silence(Part->getLocation());
    }

    void noteCleanups(const DeclStmt *Statement)
    {
        for (const Decl *D : Statement->decls())
            if (const auto *Cleanup = D->getAttr<CleanupAttr>())
                S.Cleanups.insert(Names.getName(Cleanup->getFunctionDecl()));
    }

    /// Note the closing braces and vanishing jumps below Body, which stands
    /// directly in a block with variables or not, and where loops begin that
    /// test at their end: nothing happens there. Lambdas are functions of
    /// their own, met among the declarations.
    void silences(const Stmt *Body, bool HasVariables)
    {
        if (isa<LambdaExpr>(Body))
            return;
        if (const auto *Declaration = dyn_cast<DeclStmt>(Body)) {
            silenceBindings(Declaration);
            noteCleanups(Declaration);
        }
        if (isa<WhileStmt>(Body))
            positionOf(Body->getBeginLoc(), S.Loops);
        const bool InMacro = Body->getBeginLoc().isMacroID();
        if (vanishes(Body, HasVariables) || isa<DoStmt>(Body) ||
            (!InMacro && onlyDeclares(Body)))
            silence(Body->getBeginLoc());
        else if (const Expr *Variable = returnedInPlace(Body)) {
            silence(Body->getBeginLoc());
            silence(Variable->getBeginLoc());
        } else if (isForegoneIf(Body))
            positionsOf(cast<IfStmt>(Body)->getCond(), S.Foregone);
        else if (!isa<CompoundStmt>(Body) && InMacro)
            positionOf(Body->getBeginLoc(), Spoken);
        const auto *Block = dyn_cast<CompoundStmt>(Body);
        if (const auto *Braces = dyn_cast<StmtExpr>(Body))
            if (!Braces->getSubStmt()->body_empty())
                Used = Braces->getSubStmt()->body_back();
        if (Block) {
            silence(Block->getLBracLoc()); // the way to a label there
            silence(Block->getRBracLoc());
        } else if (!isa<SwitchCase>(Body) && !isa<LabelStmt>(Body) &&
                   !isDecided(Body))
            HasVariables = isa<CXXForRangeStmt>(Body);
        for (const Stmt *Child : Body->children()) {
            if (!Child)
                continue;
            if (isIdle(Body, Child)) {
                positionsOf(Child, S.Silent);
                continue;
            }
            silences(Child, HasVariables);
            HasVariables |= Block && declaresVariable(Child);
        }
    }

    /// Whether Child, which stands below Parent, is a statement that does
    /// nothing: above -O0, and in other compilers, it is not in the code.
    bool isIdle(const Stmt *Parent, const Stmt *Child) const
    {
        const auto *Value = dyn_cast<Expr>(Child);
        if (!Value || isa<Expr>(Parent) || Child == Used ||
            Value->isInstantiationDependent())
            return false;
        bool Alone = isa<CompoundStmt>(Parent) || isa<LabelStmt>(Parent);
        if (const auto *Case = dyn_cast<SwitchCase>(Parent))
            Alone = Child == Case->getSubStmt();
        else if (const auto *If = dyn_cast<IfStmt>(Parent))
            Alone = Child == If->getThen() || Child == If->getElse();
        return Alone && !Value->HasSideEffects(Context);
    }

    /// Add where It stands, and all that is in it.
    void positionsOf(const Stmt *It, std::set<Position> &All)
    {
        positionOf(It->getBeginLoc(), All);
        if (const auto *Value = dyn_cast<Expr>(It))
            positionOf(Value->getExprLoc(), All);
        for (const Stmt *Child : It->children())
            if (Child)
                positionsOf(Child, All);
    }

    void silence(SourceLocation Where)
    {
        positionOf(Where, S.Silent);
    }

    void positionOf(SourceLocation Where, std::set<Position> &All)
    {
        const PresumedLoc Place = presumed(Where);
        if (Place.isValid())
            All.insert(std::make_tuple(path(Place), Place.getLine(),
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

    /// The last statement of a statement expression: its value.
    const Stmt *Used = nullptr;
    /// Where a macro does more than a brace or a jump.
    std::set<Position> Spoken;
    ASTContext &Context;
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
