/* Coroutines.cpp - probes of coroutines
 *
 *     start of the pipeline    f          is marked with its record's index
 *     CoroSplit                f          up to the first suspension   probes
 *                              f.resume   from each one to the next    probes
 *                              f.destroy, f.cleanup                    none
 *     end of the pipeline      each gets its own, the mark goes
 *
 * An attribute, since LLVM copies those to the parts. Put in before the split,
 * a frame would live in memory that await_suspend may give to another thread.
 */
#include "Coroutines.h"

#include "Records.h"
#include "Session.h"
#include "Wrap.h"

#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Passes/PassBuilder.h"

using namespace llvm;
using namespace profpass;

static const char RecordAttribute[] = "profpass-record";

bool profpass::isCoroutine(const Function &F)
{
    for (const Instruction &I : instructions(F))
        if (const auto *Intrinsic = dyn_cast<IntrinsicInst>(&I))
            if (Intrinsic->getIntrinsicID() == Intrinsic::coro_begin)
                return true;
    return false;
}

bool profpass::isAwaitWrapper(const Function &F)
{
    return F.getName().find(".__await_suspend_wrapper__") != StringRef::npos;
}

/// What the optimizer must take for an effect: it would drop calls of a ramp
/// that it can see to do nothing.
static void insertEffect(Function &F)
{
    LLVMContext &C = F.getContext();
    IRBuilder<> B(&*F.getEntryBlock().getFirstInsertionPt());
    auto *T = FunctionType::get(Type::getVoidTy(C), false);
    B.SetCurrentDebugLocation(placeIn(F, 0));
    B.CreateCall(T, InlineAsm::get(T, "", "~{memory}", /*hasSideEffects=*/true))
        ->setDoesNotThrow();
}

void profpass::markCoroutine(Function &F, unsigned Index)
{
    F.addFnAttr(RecordAttribute, std::to_string(Index));
    F.removeFnAttr(Attribute::AlwaysInline);
    F.addFnAttr(Attribute::NoInline);
    insertEffect(F);
}

namespace {

struct CoroutinePass : PassInfoMixin<CoroutinePass> {
    PreservedAnalyses run(Module &M, ModuleAnalysisManager &)
    {
        std::vector<Function *> Parts;
        for (Function &F : M)
            if (F.hasFnAttribute(RecordAttribute))
                Parts.push_back(&F);
        if (Parts.empty())
            return PreservedAnalyses::all();
        const Records R(M, Session::get());
        for (Function *F : Parts)
            instrument(*F, R);
        return PreservedAnalyses::none();
    }

    static bool isRequired()
    {
        return true;
    }

  private:
    static void instrument(Function &F, const Records &R)
    {
        unsigned Index = 0;
        F.getFnAttribute(RecordAttribute)
            .getValueAsString()
            .getAsInteger(10, Index);
        F.removeFnAttr(RecordAttribute);
        if (F.isDeclaration() || compat::endsWith(F.getName(), ".destroy") ||
            compat::endsWith(F.getName(), ".cleanup"))
            return;
        const std::vector<Instruction *> Landings = findLandings(F);
        IRBuilder<> B(F.getContext());
        Value *Frame = insertEntry(B, F, R, R.function(Index));
        for (Instruction *Landing : Landings) {
            IRBuilder<> At(Landing);
            R.call(At, Hook::resync, {Frame});
        }
        insertExits(R, F, Frame);
    }
};

} // namespace

void profpass::registerCoroutinePass(PassBuilder &PB)
{
    PB.registerOptimizerLastEPCallback([](ModulePassManager &MPM, auto &&...) {
        MPM.addPass(CoroutinePass());
    });
}
