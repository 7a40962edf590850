/* Statements.cpp - a walk over the statements of a body */
#include "Statements.h"

#include "Session.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace profpass;

namespace {

class StatementWalk {
  public:
    StatementWalk(const SourceManager &SM, Session &S) : SM(SM), S(S) {}

    /// Walk a statement that stands where statements stand.
    void statement(const Stmt *It)
    {
        if (!It)
            return;
        if (const auto *If = dyn_cast<IfStmt>(It)) {
            head(It, If->getRParenLoc());
            statement(If->getThen());
            statement(If->getElse());
        } else if (const auto *For = dyn_cast<ForStmt>(It)) {
            head(It, For->getRParenLoc());
            statement(For->getBody());
        } else if (const auto *While = dyn_cast<WhileStmt>(It)) {
            head(It, While->getRParenLoc());
            statement(While->getBody());
        } else if (const auto *Range = dyn_cast<CXXForRangeStmt>(It)) {
            head(It, Range->getRParenLoc());
            statement(Range->getBody());
        } else if (const auto *Switch = dyn_cast<SwitchStmt>(It)) {
            head(It, Switch->getRParenLoc());
            statement(Switch->getBody());
        } else if (const auto *Do = dyn_cast<DoStmt>(It)) {
            statement(Do->getBody());
            lines(Do->getCond()->getBeginLoc(), Do->getRParenLoc());
            expression(Do->getCond());
        } else if (isBlock(It)) {
            for (const Stmt *Child : It->children())
                statement(Child);
        } else if (const auto *Declaration = dyn_cast<DeclStmt>(It)) {
            for (const Decl *D : Declaration->decls())
                if (isa<VarDecl>(D))
                    lines(D->getLocation(), D->getEndLoc());
            expression(It);
        } else {
            lines(It->getBeginLoc(), It->getEndLoc());
            expression(It);
            if (const auto *Return = dyn_cast<ReturnStmt>(It))
                value(Return);
        }
    }

  private:
    /// What C returns begins where it stands, not at the word.
    void value(const ReturnStmt *Return)
    {
        if (S.CPlusPlus || !Return->getRetValue())
            return;
        const PresumedLoc Begin = presumed(Return->getBeginLoc());
        const PresumedLoc First =
            presumed(Return->getRetValue()->getBeginLoc());
        lines(Return->getRetValue()->getBeginLoc(), Return->getEndLoc());
        if (Begin.isValid() && First.isValid() &&
            Begin.getLine() != First.getLine())
            S.FirstLines[{absolutePath("", Begin.getFilename()),
                          Begin.getLine()}] = First.getLine();
    }

    static bool isBlock(const Stmt *It)
    {
        return isa<CompoundStmt>(It) || isa<SwitchCase>(It) ||
               isa<LabelStmt>(It) || isa<AttributedStmt>(It) ||
               isa<CXXTryStmt>(It) || isa<CXXCatchStmt>(It);
    }

    static bool isBody(const Stmt *It)
    {
        return isBlock(It) || isa<IfStmt>(It) || isa<ForStmt>(It) ||
               isa<WhileStmt>(It) || isa<CXXForRangeStmt>(It) ||
               isa<SwitchStmt>(It) || isa<DoStmt>(It);
    }

    /// The head of a statement that has others in it: they come later and
    /// speak for themselves.
    void head(const Stmt *It, SourceLocation End)
    {
        lines(It->getBeginLoc(), End);
        for (const Stmt *Child : It->children())
            if (Child && !isBody(Child))
                expression(Child);
    }

    /// Find the bodies in an expression: their lines are their own.
    void expression(const Stmt *It)
    {
        if (const auto *Lambda = dyn_cast<LambdaExpr>(It)) {
            own(Lambda->getBody());
            return;
        }
        if (const auto *Braces = dyn_cast<StmtExpr>(It)) {
            own(Braces->getSubStmt());
            return;
        }
        for (const Stmt *Child : It->children())
            if (Child)
                expression(Child);
    }

    void own(const Stmt *Body)
    {
        if (!Body)
            return;
        const PresumedLoc First = presumed(Body->getBeginLoc());
        const PresumedLoc Last = presumed(Body->getEndLoc());
        if (First.isInvalid() || Last.isInvalid())
            return;
        const std::string Path = absolutePath("", First.getFilename());
        for (unsigned Line = First.getLine() + 1; Line < Last.getLine(); ++Line)
            S.FirstLines.erase({Path, Line});
        statement(Body);
    }

    /// One line to the reader: from First to Last. A statement that begins on
    /// the last line of another has that line.
    void lines(SourceLocation First, SourceLocation Last)
    {
        const PresumedLoc Begin = presumed(First), End = presumed(Last);
        if (Begin.isInvalid() || End.isInvalid() ||
            StringRef(Begin.getFilename()) != End.getFilename())
            return;
        const std::string Path = absolutePath("", Begin.getFilename());
        S.FirstLines.erase({Path, Begin.getLine()});
        for (unsigned Line = Begin.getLine() + 1; Line <= End.getLine(); ++Line)
            S.FirstLines[{Path, Line}] = Begin.getLine();
    }

    PresumedLoc presumed(SourceLocation Place) const
    {
        return SM.getPresumedLoc(SM.getExpansionLoc(Place));
    }

    const SourceManager &SM;
    Session &S;
};

} // namespace

void profpass::collectStatements(const Stmt *Body, const SourceManager &SM,
                                 Session &S)
{
    StatementWalk(SM, S).statement(Body);
}
