/* Foregone.cpp - conditions whose outcome does not depend on what they read */
#include "Foregone.h"

using namespace clang;
using namespace profpass;
using llvm::APSInt;

namespace {

/// What is known of the truth of an expression.
enum class Truth { Unknown, Never, Always };

Truth truthOf(bool Value)
{
    return Value ? Truth::Always : Truth::Never;
}

/// The values that an expression may have, both included.
struct Range {
    APSInt Low, High;
};

class Evaluator {
  public:
    explicit Evaluator(const ASTContext &Context) : Context(Context) {}

    Truth truth(const Expr *E) const
    {
        E = E->IgnoreParenImpCasts();
        Expr::EvalResult Result;
        if (E->getType()->isIntegralOrEnumerationType() &&
            E->EvaluateAsInt(Result, Context))
            return truthOf(Result.Val.getInt().getBoolValue());
        if (const auto *Unary = dyn_cast<UnaryOperator>(E))
            return Unary->getOpcode() == UO_LNot ? inverse(Unary->getSubExpr())
                                                 : Truth::Unknown;
        if (const auto *Either = dyn_cast<ConditionalOperator>(E)) {
            const Truth T = truth(Either->getTrueExpr());
            return T == truth(Either->getFalseExpr()) ? T : Truth::Unknown;
        }
        const auto *Binary = dyn_cast<BinaryOperator>(E);
        return Binary ? truth(*Binary) : Truth::Unknown;
    }

  private:
    Truth inverse(const Expr *E) const
    {
        const Truth T = truth(E);
        return T == Truth::Unknown ? T : truthOf(T == Truth::Never);
    }

    Truth truth(const BinaryOperator &B) const
    {
        const Expr *Left = B.getLHS(), *Right = B.getRHS();
        switch (B.getOpcode()) {
        case BO_Comma:
            return truth(Right);
        case BO_Or:
        case BO_LOr:
            return either(Left, Right, Truth::Always, true);
        case BO_LAnd:
            return either(Left, Right, Truth::Never, true);
        case BO_And:
        case BO_Mul:
            return either(Left, Right, Truth::Never, false);
        case BO_LT:
            return less(Left, Right, false);
        case BO_LE:
            return less(Left, Right, true);
        case BO_GT:
            return less(Right, Left, false);
        case BO_GE:
            return less(Right, Left, true);
        case BO_EQ:
            return isZero(Right) ? inverse(Left) : Truth::Unknown;
        case BO_NE:
            return isZero(Right) ? truth(Left) : Truth::Unknown;
        default:
            return Truth::Unknown;
        }
    }

    bool isZero(const Expr *E) const
    {
        return E->getType()->isIntegerType() && truth(E) == Truth::Never;
    }

    /// One of the two decides if it is Decisive; else both, if Agreeing.
    Truth either(const Expr *Left, const Expr *Right, Truth Decisive,
                 bool Agreeing) const
    {
        const Truth L = truth(Left), R = truth(Right);
        if (L == Decisive || R == Decisive)
            return Decisive;
        return Agreeing && L == R ? L : Truth::Unknown;
    }

    Truth less(const Expr *Left, const Expr *Right, bool OrEqual) const
    {
        if (!Left->getType()->isIntegerType() ||
            !Right->getType()->isIntegerType())
            return Truth::Unknown;
        const Range L = range(Left), R = range(Right);
        const int Most = APSInt::compareValues(L.High, R.Low);
        const int Least = APSInt::compareValues(L.Low, R.High);
        if (OrEqual ? Most <= 0 : Most < 0)
            return Truth::Always;
        if (OrEqual ? Least > 0 : Least >= 0)
            return Truth::Never;
        return Truth::Unknown;
    }

    static bool isLogical(const Expr *E)
    {
        const auto *Binary = dyn_cast<BinaryOperator>(E->IgnoreParenCasts());
        return Binary && Binary->isLogicalOp();
    }

    Range range(const Expr *E) const
    {
        E = E->IgnoreParens();
        Expr::EvalResult Result;
        if (E->EvaluateAsInt(Result, Context))
            return {Result.Val.getInt(), Result.Val.getInt()};
        const auto *Binary = dyn_cast<BinaryOperator>(E);
        if (Binary && Binary->getOpcode() == BO_Comma)
            return range(Binary->getRHS());
        // Of && and || GCC forgets it.
        if (E->isKnownToHaveBooleanValue() && !isLogical(E))
            return {APSInt::get(0), APSInt::get(1)};
        const auto *Cast = dyn_cast<CastExpr>(E);
        if (Cast && Cast->getSubExpr()->getType()->isIntegerType()) {
            const Range Before = range(Cast->getSubExpr()), All = ofType(*E);
            if (APSInt::compareValues(All.Low, Before.Low) <= 0 &&
                APSInt::compareValues(Before.High, All.High) <= 0)
                return Before;
        }
        return ofType(*E);
    }

    Range ofType(const Expr &E) const
    {
        const FieldDecl *Field = E.getSourceBitField();
        const unsigned Width = Field ? Field->getBitWidthValue(Context)
                                     : Context.getIntWidth(E.getType());
        const bool Unsigned = E.getType()->isUnsignedIntegerOrEnumerationType();
        return {APSInt::getMinValue(Width, Unsigned),
                APSInt::getMaxValue(Width, Unsigned)};
    }

    const ASTContext &Context;
};

} // namespace

bool profpass::isForegone(const Expr *Condition, const ASTContext &Context)
{
    return !Condition->isInstantiationDependent() &&
           !Condition->HasSideEffects(Context) &&
           Evaluator(Context).truth(Condition) != Truth::Unknown;
}
