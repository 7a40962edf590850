/* LineProbes.cpp - see LineProbes.h for the code that is made here */
#include "LineProbes.h"

#include "LinePlan.h"
#include "Records.h"
#include "profpass/abi.h"

#include "llvm/IR/MDBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;
using namespace profpass;

/// The members of profpass_frame.
enum { FrameLines, FrameEvents, FrameLine };

LineProbes::LineProbes(IRBuilder<> &B, Value *Frame, const Records &R,
                       const LinePlan &Plan, bool CPlusPlus)
    : R(R), Plan(Plan), Frame(Frame)
{
    Function &F = *B.GetInsertBlock()->getParent();
    makeMetadata(*F.getParent(), CPlusPlus);
    Lines = B.CreateLoad(R.Types.ADDRESS, field(B, FrameLines));
    EventsAt = B.CreateLoad(R.Types.ADDRESS, field(B, FrameEvents));
    IRBuilder<> Top(&F.getEntryBlock(), F.getEntryBlock().begin());
    Previous = Top.CreateAlloca(R.Types.U64);
    forget(B);
}

void LineProbes::makeMetadata(Module &M, bool CPlusPlus)
{
    MDBuilder MD(M.getContext());
    MDNode *Root =
        MD.createTBAARoot(CPlusPlus ? "Simple C++ TBAA" : "Simple C/C++ TBAA");
    MDNode *Char = MD.createTBAAScalarTypeNode("omnipotent char", Root);
    MDNode *Type = MD.createTBAAScalarTypeNode("profpass probe", Char);
    Tag = MD.createTBAAStructTagNode(Type, Type, 0);
    Unlikely = MD.createBranchWeights(1, 1 << 20);
    Unsanitized = MDNode::get(M.getContext(), {});
}

Instruction *LineProbes::ours(Instruction *I) const
{
    I->setMetadata(LLVMContext::MD_tbaa, Tag);
    I->setMetadata(I->getModule()->getMDKindID("nosanitize"), Unsanitized);
    return I;
}

Value *LineProbes::field(IRBuilder<> &B, unsigned Index) const
{
    Value *At = B.CreateStructGEP(
        R.Frame, B.CreateBitCast(Frame, compat::pointerTo(R.Frame)), Index);
    return At;
}

Value *LineProbes::loadEvents(IRBuilder<> &B) const
{
    Value *At = B.CreateBitCast(EventsAt, compat::pointerTo(R.Types.U64));
    // Volatile: the optimizer holds that malloc and free touch no memory that
    // we can see. Ours they do.
    return ours(B.CreateLoad(R.Types.U64, At, /*isVolatile=*/true));
}

void LineProbes::forget(IRBuilder<> &B)
{
    B.CreateStore(loadEvents(B), Previous);
}

void LineProbes::count(IRBuilder<> &B, unsigned Number)
{
    Value *At = B.CreateConstInBoundsGEP1_64(
        R.Types.U64, B.CreateBitCast(Lines, compat::pointerTo(R.Types.U64)),
        Number);
    LoadInst *Old = B.CreateLoad(R.Types.U64, At, /*isVolatile=*/true);
    ours(Old);
    Value *New = B.CreateAdd(Old, ConstantInt::get(R.Types.U64, 1));
    ours(B.CreateStore(New, At, /*isVolatile=*/true));
}

void LineProbes::check(Instruction *Before, const DebugLoc &Place,
                       unsigned Slot)
{
    IRBuilder<> B(Before);
    B.SetCurrentDebugLocation(Place);
    const uint64_t Offset = Plan.Lines.size() * sizeof(uint64_t) +
                            Slot * sizeof(profpass_line_heap);
    Value *SeenAt = B.CreateBitCast(
        B.CreateConstInBoundsGEP1_64(
            B.getInt8Ty(),
            B.CreateBitCast(Lines, compat::pointerTo(B.getInt8Ty())), Offset),
        compat::pointerTo(R.Types.U64));
    Value *Now = loadEvents(B);
    LoadInst *Last = B.CreateLoad(R.Types.U64, SeenAt);
    ours(Last);
    Value *Previously = B.CreateLoad(R.Types.U64, Previous);
    Value *Moved = B.CreateIsNotNull(
        B.CreateOr(B.CreateXor(Now, Previously), B.CreateXor(Now, Last)));
    B.CreateStore(Now, Previous);
    Instruction *Then =
        SplitBlockAndInsertIfThen(Moved, Before, false, Unlikely);
    IRBuilder<> Rare(Then);
    Rare.SetCurrentDebugLocation(Place);
    R.call(Rare, Hook::settle, {Frame, ConstantInt::get(R.Types.U32, Slot)});
}

/// The place right behind a call, on the way where it came back.
static Instruction *behind(Instruction *Call)
{
    auto *Invoke = dyn_cast<InvokeInst>(Call);
    if (!Invoke)
        return Call->getNextNode();
    BasicBlock *Next = Invoke->getNormalDest();
    if (!Next->getSinglePredecessor())
        Next = SplitEdge(Invoke->getParent(), Next);
    return &*Next->getFirstInsertionPt();
}

void LineProbes::insert()
{
    for (const LinePlan::Count &Count : Plan.Counts) {
        IRBuilder<> B(Count.Before);
        count(B, Count.Counter);
    }
    for (const LinePlan::Run &Run : Plan.Runs) {
        IRBuilder<> B(Run.FirstCall);
        ours(B.CreateStore(ConstantInt::get(R.Types.U32, Run.Slot),
                           field(B, FrameLine), /*isVolatile=*/true));
    }
    for (const LinePlan::Run &Run : Plan.Runs) {
        if (!Run.LastCall)
            continue;
        Instruction *After = behind(Run.LastCall);
        check(After, Run.LastCall->getDebugLoc(), Run.Slot);
    }
}
