/* LineSource.cpp - which instructions make a line run */
#include "LineSource.h"

#include "LlvmCompat.h"
#include "Names.h"
#include "Records.h"
#include "Session.h"

#include "llvm/IR/CFG.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;
using namespace profpass;

/// A jump that only joins: clang puts one at the line of an if behind its body.
/// It makes a line run that has nothing else, as break; does.
static bool isJump(const Instruction &I)
{
    const auto *Branch = dyn_cast<BranchInst>(&I);
    return Branch && Branch->isUnconditional();
}

LineSource::LineSource(Function &F, Records &R, const Session &S)
    : R(R), S(S), F(F), OwnFile(file(F.getSubprogram()->getFile()).Index)
{
    findPlumbing(F);
    for (const Instruction &I : instructions(F)) {
        LineKey Key;
        if (!isJump(I) && lineOf(I, Key))
            Busy.insert(Key);
    }
}

const LineSource::File &LineSource::file(const DIFile *DI)
{
    const auto Known = Files.find(DI);
    if (Known != Files.end())
        return Known->second;
    File New;
    New.Index = R.file(fileName(DI, F.getSubprogram()->getUnit()));
    New.Path =
        DI ? absolutePath(DI->getDirectory().str(), DI->getFilename().str())
           : "";
    return Files.emplace(DI, New).first->second;
}

/// Whether Slot is a variable of clang's own in which it notes where to go on
/// behind a cleanup: numbers, stored at no line but for the way straight on.
static bool holdsDestination(const Value *Slot)
{
    bool Noted = false;
    for (const User *U : Slot->users()) {
        const auto *Store = dyn_cast<StoreInst>(U);
        if (!Store)
            continue;
        Noted |= !Store->getDebugLoc();
        if (!isa<ConstantInt>(Store->getValueOperand()))
            return false;
    }
    return Noted;
}

/// Whether Slot carries the value of a statement expression out of its braces.
/// Clang stores it at the line of the last statement but one, and loads it at
/// the closing brace.
bool LineSource::carriesValue(const AllocaInst &Slot)
{
    const StoreInst *Into = nullptr;
    const LoadInst *OutOf = nullptr;
    for (const User *U : Slot.users()) {
        const auto *Store = dyn_cast<StoreInst>(U);
        const auto *Load = dyn_cast<LoadInst>(U);
        if ((Store && Into) || (Load && OutOf))
            return false;
        Into = Store ? Store : Into;
        OutOf = Load ? Load : OutOf;
    }
    return Into && OutOf && OutOf->getDebugLoc() && !OutOf->use_empty() &&
           !isa<ReturnInst>(OutOf->user_back()) &&
           isSilent(OutOf->getDebugLoc());
}

/// Clang saves an exception and its selector in two variables, and the way on
/// behind a cleanup in a third, and compares them: all that stands at some
/// line, none of it is the reader's, and at -O0 there is less of it.
void LineSource::findPlumbing(Function &F)
{
    std::set<const Value *> Slots, Carriers;
    for (const Instruction &I : instructions(F)) {
        const auto *Slot = dyn_cast<AllocaInst>(&I);
        if (Slot && holdsDestination(Slot))
            Slots.insert(Slot);
        if (Slot && carriesValue(*Slot))
            Carriers.insert(Slot);
        const auto *Part = dyn_cast<ExtractValueInst>(&I);
        if (!Part || !isa<LandingPadInst>(Part->getAggregateOperand()))
            continue;
        Plumbing.insert(Part);
        for (const User *U : Part->users())
            if (const auto *Save = dyn_cast<StoreInst>(U)) {
                Plumbing.insert(Save);
                Slots.insert(Save->getPointerOperand());
            }
    }
    for (const Instruction &I : instructions(F)) {
        bool Carries = Slots.count(getLoadStorePointerOperand(&I));
        if (!isa<CallBase>(I) || isa<IntrinsicInst>(I))
            for (const Value *Operand : I.operands())
                if (const auto *From = dyn_cast<Instruction>(Operand))
                    Carries = Carries || Plumbing.count(From);
        if (Carries)
            Plumbing.insert(&I);
    }
    for (const Value *Slot : Carriers)
        for (const User *U : Slot->users())
            Plumbing.insert(cast<Instruction>(U));
}

/// Whether I only makes a pointer for the ends of a variable's life.
static bool servesLifetime(const Instruction &I)
{
    return isa<BitCastInst>(I) && !I.use_empty() &&
           all_of(I.users(), [](const User *U) {
               const auto *Intrinsic = dyn_cast<IntrinsicInst>(U);
               return Intrinsic && Intrinsic->isAssumeLikeIntrinsic();
           });
}

bool LineSource::isBookkeeping(const Instruction &I) const
{
    if (isa<PHINode>(I) || isa<AllocaInst>(I) || isa<LandingPadInst>(I) ||
        isa<ResumeInst>(I) || isa<UnreachableInst>(I) || Plumbing.count(&I) ||
        servesLifetime(I))
        return true;
    if (const auto *Intrinsic = dyn_cast<IntrinsicInst>(&I))
        return Intrinsic->isAssumeLikeIntrinsic() ||
               Intrinsic->getIntrinsicID() == Intrinsic::eh_typeid_for;
    // Between a musttail call and its return nothing may stand.
    if (!isa<BitCastInst>(I) && !isa<ReturnInst>(I))
        return false;
    const CallInst *Last = I.getParent()->getTerminatingMustTailCall();
    return Last && Last->comesBefore(&I);
}

Position LineSource::positionOf(const DILocation *Place)
{
    return std::make_tuple(file(Place->getFile()).Path, Place->getLine(),
                           Place->getColumn());
}

bool LineSource::isSilent(const DILocation *Place)
{
    return S.Silent.count(positionOf(Place));
}

/// Whether I is all of the block where an endless loop would test. At -O0
/// there is no such block if no variable is alive: what counts is who comes.
bool LineSource::isEmptyTest(const Instruction &I, const DILocation *Place)
{
    if (!isJump(I) || &I != &I.getParent()->front() ||
        !S.Loops.count(positionOf(Place)))
        return false;
    return any_of(predecessors(I.getParent()), [&](const BasicBlock *From) {
        const Instruction *Last = From->getTerminator();
        return isJump(*Last) && Last->getDebugLoc() &&
               positionOf(Last->getDebugLoc()) == positionOf(Place);
    });
}

/// Where the variable got its value that I cleans, NULL if I does not: cleaning
/// belongs to the line that asks for it.
const DILocation *LineSource::cleanedBy(const Instruction &I) const
{
    const auto *Call = dyn_cast<CallBase>(&I);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    if (!Callee || Call->arg_size() != 1 ||
        !S.Cleanups.count(Callee->getName().str()))
        return nullptr;
    const Value *Variable = Call->getArgOperand(0)->stripPointerCasts();
    const DILocation *First = nullptr;
    for (const User *U : Variable->users()) {
        const auto *Store = dyn_cast<StoreInst>(U);
        const DILocation *Place = Store ? Store->getDebugLoc().get() : nullptr;
        if (Place && Store->getPointerOperand() == Variable &&
            (!First || Place->getLine() < First->getLine()))
            First = Place;
    }
    return First;
}

bool LineSource::lineOf(const Instruction &I, LineKey &Key)
{
    const DILocation *Place = I.getDebugLoc();
    if (!Place)
        return false;
    while (const DILocation *Outer = Place->getInlinedAt())
        Place = Outer;
    if (Place->getLine() == 0 || isBookkeeping(I))
        return false;
    const bool Calls = isa<CallBase>(I) && !isa<IntrinsicInst>(I);
    if (!Calls && (isSilent(Place) || S.Foregone.count(positionOf(Place)) ||
                   isEmptyTest(I, Place)))
        return false;
    if (const DILocation *Variable = cleanedBy(I))
        Place = Variable;
    const File &In = file(Place->getFile());
    const auto First = S.FirstLines.find({In.Path, Place->getLine()});
    Key = {In.Index,
           First != S.FirstLines.end() ? First->second : Place->getLine()};
    return !isJump(I) || !Busy.count(Key);
}
