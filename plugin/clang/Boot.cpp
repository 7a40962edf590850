/* Boot.cpp - the code that finds the runtime when the program starts
 *
 * Emits, as the C of it would be:
 *
 *     void __profpass_boot(module *m)                   hidden, comdat
 *     {
 *         attach = __profpass_attach;                   linked or preloaded
 *         if (!attach)
 *             attach = found;                           by an earlier module
 *         if (!attach && dlsym)
 *             attach = dlsym(RTLD_DEFAULT, "__profpass_attach");
 *         if (!attach && dlopen && dlsym && getauxval && dynamic && !setuid) {
 *             handle = dlopen(path, RTLD_NOW);
 *             if (handle)
 *                 attach = dlsym(handle, "__profpass_attach");
 *         }
 *         if (attach)
 *             (found = attach)(m, &__profpass_hooks);
 *         else if (!said && write) {
 *             said = 1;
 *             write(2, message, sizeof message - 1);
 *         }
 *     }
 *
 * Every reference to libc and to the runtime is weak: the object links with
 * anything. A static program has no loader (AT_BASE is 0) and must not dlopen;
 * a setuid one must not load what a path in its own text says.
 */
#include "Boot.h"

#include "LlvmCompat.h"
#include "profpass/abi.h"

#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;
using namespace profpass;

void profpass::hideInComdat(GlobalObject &G)
{
    G.setVisibility(GlobalValue::HiddenVisibility);
    G.setDSOLocal(true);
    G.setComdat(G.getParent()->getOrInsertComdat(G.getName()));
}

namespace {

/// Linux on every architecture: linux/auxvec.h, dlfcn.h.
enum { AuxBase = 7, AuxSecure = 23, RtldNow = 2, StandardError = 2 };

class BootEmitter {
  public:
    BootEmitter(Module &M, GlobalVariable &Hooks)
        : M(M), Hooks(Hooks), B(M.getContext()),
          Pointer(compat::pointer(M.getContext())), Int(B.getInt32Ty()),
          Long(M.getDataLayout().getIntPtrType(M.getContext()))
    {
    }

    Function *emit(StringRef RuntimePath)
    {
        Boot = Function::Create(
            FunctionType::get(B.getVoidTy(), {Pointer}, false),
            GlobalValue::LinkOnceODRLinkage, PROFPASS_SYMBOL_BOOT, M);
        hideInComdat(*Boot);
        Boot->addFnAttr(Attribute::NoInline);
        Boot->setDoesNotThrow();
        B.SetInsertPoint(block());
        Attach = B.CreateAlloca(Pointer);
        FoundBefore = shared("__profpass_found", Pointer);
        B.CreateStore(weak(PROFPASS_SYMBOL_ATTACH, Int, {Pointer, Pointer}),
                      Attach);
        recall();
        lookInProgram();
        loadRuntime(RuntimePath);
        attachOrSay(RuntimePath);
        return Boot;
    }

  private:
    BasicBlock *block()
    {
        return BasicBlock::Create(M.getContext(), "", Boot);
    }

    /// The address of a function that may be missing, as a plain pointer.
    Value *weak(StringRef Name, Type *Result, ArrayRef<Type *> Arguments)
    {
        FunctionType *T = FunctionType::get(Result, Arguments, false);
        Function *F = M.getFunction(Name);
        if (!F) {
            F = Function::Create(T, GlobalValue::ExternalWeakLinkage, Name, M);
            F->setDoesNotThrow();
        } else if (F->isDeclaration() && F->use_empty()) {
            F->setLinkage(GlobalValue::ExternalWeakLinkage);
        }
        return B.CreateBitCast(F, Pointer);
    }

    Value *callWeak(StringRef Name, Type *Result, ArrayRef<Value *> Arguments)
    {
        std::vector<Type *> Types;
        for (Value *Argument : Arguments)
            Types.push_back(Argument->getType());
        FunctionType *T = FunctionType::get(Result, Types, false);
        Value *F = weak(Name, Result, Types);
        return B.CreateCall(T, B.CreateBitCast(F, compat::pointerTo(T)),
                            Arguments);
    }

    /// Go on in a new block if Condition holds, in Else if not.
    void require(Value *Condition, BasicBlock *Else)
    {
        BasicBlock *Then = block();
        B.CreateCondBr(Condition, Then, Else);
        B.SetInsertPoint(Then);
    }

    void begin(BasicBlock *Next)
    {
        B.CreateBr(Next);
        B.SetInsertPoint(Next);
    }

    void requireNoAttach(BasicBlock *Else)
    {
        require(B.CreateIsNull(B.CreateLoad(Pointer, Attach)), Else);
    }

    void requireWeak(StringRef Name, Type *Result, ArrayRef<Type *> Arguments,
                     BasicBlock *Else)
    {
        require(B.CreateIsNotNull(weak(Name, Result, Arguments)), Else);
    }

    Value *text(StringRef Text)
    {
        return B.CreateBitCast(
            B.CreateGlobalString(Text, "__profpass_text", 0, &M), Pointer);
    }

    /// A zero variable that all modules of a shared object have in common.
    GlobalVariable *shared(StringRef Name, Type *T)
    {
        auto *V =
            new GlobalVariable(M, T, false, GlobalValue::LinkOnceODRLinkage,
                               Constant::getNullValue(T), Name);
        hideInComdat(*V);
        return V;
    }

    /// Loading twice would do no harm, but libc allocates when asked again.
    void recall()
    {
        BasicBlock *Next = block();
        requireNoAttach(Next);
        B.CreateStore(B.CreateLoad(Pointer, FoundBefore), Attach);
        begin(Next);
    }

    Value *lookUp(Value *Handle)
    {
        return callWeak("dlsym", Pointer,
                        {Handle, text(PROFPASS_SYMBOL_ATTACH)});
    }

    void lookInProgram()
    {
        BasicBlock *Next = block();
        requireNoAttach(Next);
        requireWeak("dlsym", Pointer, {Pointer, Pointer}, Next);
        B.CreateStore(lookUp(Constant::getNullValue(Pointer)), Attach);
        begin(Next);
    }

    Value *auxiliary(unsigned Type)
    {
        return callWeak("getauxval", Long, {ConstantInt::get(Long, Type)});
    }

    void loadRuntime(StringRef Path)
    {
        BasicBlock *Next = block();
        requireNoAttach(Next);
        requireWeak("dlsym", Pointer, {Pointer, Pointer}, Next);
        requireWeak("dlopen", Pointer, {Pointer, Int}, Next);
        requireWeak("getauxval", Long, {Long}, Next);
        require(B.CreateIsNotNull(auxiliary(AuxBase)), Next);
        require(B.CreateIsNull(auxiliary(AuxSecure)), Next);
        Value *Handle =
            callWeak("dlopen", Pointer, {text(Path), B.getInt32(RtldNow)});
        require(B.CreateIsNotNull(Handle), Next);
        B.CreateStore(lookUp(Handle), Attach);
        begin(Next);
    }

    void attachOrSay(StringRef Path)
    {
        BasicBlock *Say = block();
        BasicBlock *Done = block();
        Value *Found = B.CreateLoad(Pointer, Attach);
        require(B.CreateIsNotNull(Found), Say);
        B.CreateStore(Found, FoundBefore);
        FunctionType *T = FunctionType::get(Int, {Pointer, Pointer}, false);
        B.CreateCall(T, B.CreateBitCast(Found, compat::pointerTo(T)),
                     {Boot->getArg(0), B.CreateBitCast(&Hooks, Pointer)});
        B.CreateBr(Done);

        B.SetInsertPoint(Say);
        GlobalVariable *Said = shared("__profpass_said", Int);
        require(B.CreateIsNull(B.CreateLoad(Int, Said)), Done);
        B.CreateStore(B.getInt32(1), Said);
        requireWeak("write", Long, {Int, Pointer, Long}, Done);
        const std::string Message =
            "profpass: " + Path.str() +
            " cannot be loaded: the program runs unprofiled; install it there, "
            "link libprofrt, or start with `profpass run`\n";
        callWeak("write", Long,
                 {B.getInt32(StandardError), text(Message),
                  ConstantInt::get(Long, Message.size())});
        begin(Done);
        B.CreateRetVoid();
    }

    Module &M;
    GlobalVariable &Hooks;
    IRBuilder<> B;
    PointerType *Pointer;
    IntegerType *Int;
    IntegerType *Long;
    Function *Boot = nullptr;
    Value *Attach = nullptr;
    GlobalVariable *FoundBefore = nullptr;
};

} // namespace

void profpass::emitBoot(Module &M, GlobalVariable &Record,
                        GlobalVariable &Hooks, StringRef RuntimePath)
{
    Function *Boot = BootEmitter(M, Hooks).emit(RuntimePath);
    LLVMContext &C = M.getContext();
    auto *Constructor =
        Function::Create(FunctionType::get(Type::getVoidTy(C), false),
                         GlobalValue::InternalLinkage, "__profpass_start", M);
    Constructor->setDoesNotThrow();
    IRBuilder<> B(BasicBlock::Create(C, "", Constructor));
    B.CreateCall(Boot, {B.CreateBitCast(&Record, compat::pointer(C))});
    B.CreateRetVoid();
    appendToGlobalCtors(M, Constructor, PROFPASS_CONSTRUCTOR_PRIORITY);
}
