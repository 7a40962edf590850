/* Wrap.cpp - entries and exits
 *
 *     f:  frame = enter(&record, &return address)
 *         …
 *         exit(frame)          before every return and resume, and in a cleanup
 *                              around what may throw
 */
#include "Wrap.h"

#include "Records.h"

#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/EscapeEnumerator.h"

using namespace llvm;
using namespace profpass;

DebugLoc profpass::placeIn(Function &F, unsigned Line)
{
    DISubprogram *Program = F.getSubprogram();
    return Program ? DebugLoc(DILocation::get(F.getContext(), Line, 0, Program))
                   : DebugLoc();
}

/// The address of the return address orders activations on the stack.
static Value *returnAddressSlot(IRBuilder<> &B)
{
    const Module &M = *B.GetInsertBlock()->getModule();
    const StringRef Triple = M.getTargetTriple();
    Type *Pointer = compat::pointer(M.getContext());
    if (compat::startsWith(Triple, "x86_64") ||
        compat::startsWith(Triple, "i386") ||
        compat::startsWith(Triple, "i686") ||
        compat::startsWith(Triple, "aarch64"))
        return B.CreateIntrinsic(Intrinsic::addressofreturnaddress, {Pointer},
                                 {});
    return B.CreateIntrinsic(Intrinsic::frameaddress, {Pointer},
                             {B.getInt32(0)});
}

Value *profpass::insertEntry(IRBuilder<> &B, Function &F, const Records &R,
                             Constant *Record)
{
    const DISubprogram *Program = F.getSubprogram();
    BasicBlock &Entry = F.getEntryBlock();
    auto First = Entry.getFirstInsertionPt();
    while (isa<AllocaInst>(*First))
        ++First;
    B.SetInsertPoint(&Entry, First);
    B.SetCurrentDebugLocation(
        placeIn(F, Program ? Program->getScopeLine() : 0));
    return R.call(B, Hook::enter, {Record, returnAddressSlot(B)});
}

std::vector<Instruction *> profpass::findLandings(Function &F)
{
    std::vector<Instruction *> Landings;
    for (BasicBlock &Block : F)
        for (Instruction &I : Block) {
            if (isa<LandingPadInst>(I))
                Landings.push_back(&*Block.getFirstInsertionPt());
            auto *Call = dyn_cast<CallInst>(&I);
            if (Call && (Call->hasFnAttr(Attribute::ReturnsTwice) ||
                         Call->getIntrinsicID() == Intrinsic::eh_sjlj_setjmp))
                Landings.push_back(Call->getNextNode());
        }
    return Landings;
}

void profpass::insertExits(const Records &R, Function &F, Value *Frame)
{
    // A pad for certain types only would be passed by: have it land too.
    if (!F.doesNotThrow())
        for (Instruction &I : instructions(F))
            if (auto *Pad = dyn_cast<LandingPadInst>(&I))
                Pad->setCleanup(true);
    EscapeEnumerator Ways(F, "profpass.cleanup", /*HandleExceptions=*/true);
    while (IRBuilder<> *At = Ways.Next()) {
        if (!At->getCurrentDebugLocation())
            At->SetCurrentDebugLocation(placeIn(F, 0));
        R.call(*At, Hook::exit, {Frame});
    }
}
