/* RealCalls.cpp - functions that get nowhere near the heap
 *
 * All functions with a body are quiet to begin with; one that calls what is
 * not, is not, and makes those loud that call it. What remains is quiet, even
 * in recursion.
 */
#include "RealCalls.h"

#include "LlvmCompat.h"
#include "policy.h"

#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

#include <map>
#include <vector>

using namespace llvm;
using namespace profpass;

/// Whether what LLVM has built in is a call nevertheless: into a coroutine.
static bool isBuiltIn(const CallBase &Call)
{
    const auto *Made = dyn_cast<IntrinsicInst>(&Call);
    return Made && Made->getIntrinsicID() != Intrinsic::coro_resume &&
           Made->getIntrinsicID() != Intrinsic::coro_destroy;
}

/// The call that I is, NULL if it is none or only an operation spelt as one.
static const CallBase *callIn(const Instruction &I)
{
    const auto *Call = dyn_cast<CallBase>(&I);
    if (!Call || isBuiltIn(*Call) || Call->isInlineAsm())
        return nullptr;
    const Function *Callee = Call->getCalledFunction();
    return Callee && policy_name_is_operation(Callee->getName().str().c_str())
               ? nullptr
               : Call;
}

RealCalls::RealCalls(const Module &M)
{
    std::map<const Function *, std::vector<const Function *>> Callers;
    std::vector<const Function *> Loud;
    for (const Function &F : M) {
        if (F.isDeclaration() || F.isInterposable()) {
            Loud.push_back(&F);
            continue;
        }
        Quiet.insert(&F);
        for (const Instruction &I : instructions(F))
            if (const CallBase *Call = callIn(I)) {
                if (const Function *Callee = Call->getCalledFunction())
                    Callers[Callee].push_back(&F);
                else if (Quiet.erase(&F))
                    Loud.push_back(&F);
            }
    }
    while (!Loud.empty()) {
        const Function *Callee = Loud.back();
        Loud.pop_back();
        for (const Function *Caller : Callers[Callee])
            if (Quiet.erase(Caller))
                Loud.push_back(Caller);
    }
}

bool RealCalls::isReal(const Instruction &I) const
{
    const CallBase *Call = callIn(I);
    return Call && !Quiet.count(Call->getCalledFunction());
}
