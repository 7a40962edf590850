/* Records.cpp - the records of a translation unit, and its hook table
 *
 * Everything is private to the unit but the hook table, its stubs and boot:
 * those are hidden and comdat, so a shared object has one set.
 */
#include "Records.h"

#include "Boot.h"
#include "Session.h"
#include "profpass/abi.h"

#include "llvm/IR/Constants.h"

using namespace llvm;
using namespace profpass;

static_assert(sizeof(profpass_line_heap) == 32, "Lines.cpp knows its layout");

Tokens::Tokens(LLVMContext &C)
    : U16(Type::getInt16Ty(C)), U32(Type::getInt32Ty(C)), SLOT(U32),
      U64(Type::getInt64Ty(C)), STRING(compat::pointer(C)), STRINGS(STRING),
      LINES(STRING), FUNCTIONS(STRING), FUNCTION(STRING), MODULE(STRING),
      FRAME(STRING), ADDRESS(STRING), VOID(Type::getVoidTy(C))
{
}

#define PROFPASS_RECORD(name)                                      \
    static StructType *name##Type(LLVMContext &C, const Tokens &T) \
    {                                                              \
        return StructType::get(C, {
#define PROFPASS_FIELD(type, field) T.type,
#define PROFPASS_END(name) \
    });                    \
    }
#include "profpass/records.def"

/// Fields that are not given are zero.
static Constant *structOf(StructType *T, ArrayRef<Constant *> Given)
{
    std::vector<Constant *> Values;
    for (unsigned I = 0; I < Given.size(); ++I)
        Values.push_back(
            Given[I] ? Given[I] : Constant::getNullValue(T->getElementType(I)));
    return ConstantStruct::get(T, Values);
}

#define PROFPASS_RECORD(name)                                          \
    static Constant *constantOf(StructType *T, const name##_values &V) \
    {                                                                  \
        return structOf(T, {
#define PROFPASS_FIELD(type, field) V.field,
#define PROFPASS_END(name) \
    });                    \
    }
#include "profpass/records.def"

#define PROFPASS_RECORD(name) \
    namespace name##_fields   \
    {                         \
        enum : unsigned {
#define PROFPASS_FIELD(type, field) field,
#define PROFPASS_END(name) \
    }                      \
    ;                      \
    }
#include "profpass/records.def"

static Constant *pointerCast(Constant *C)
{
    return ConstantExpr::getPointerCast(C, compat::pointer(C->getContext()));
}

static StructType *frameType(LLVMContext &C, const Tokens &T)
{
    return StructType::get(C, {T.ADDRESS, T.ADDRESS, T.U32, T.U32});
}

static const char FunctionsName[] = "__profpass_functions";
static const char ModuleName[] = "__profpass_module";

Records::Records(llvm::Module &M, const Session &S, unsigned NFunctions)
    : Types(M.getContext()), Frame(frameType(M.getContext(), Types)), M(M),
      S(S), LineType(lineType(M.getContext(), Types)),
      FunctionType(functionType(M.getContext(), Types)),
      ModuleType(moduleType(M.getContext(), Types)), FunctionValues(NFunctions)
{
    Functions = new GlobalVariable(
        M, ArrayType::get(FunctionType, NFunctions), /*isConstant=*/false,
        GlobalValue::InternalLinkage, nullptr, FunctionsName);
    Module =
        new GlobalVariable(M, ModuleType, /*isConstant=*/false,
                           GlobalValue::InternalLinkage, nullptr, ModuleName);
    Hooks = hookTable();
}

Records::Records(llvm::Module &M, const Session &S)
    : Types(M.getContext()), Frame(frameType(M.getContext(), Types)), M(M),
      S(S), LineType(lineType(M.getContext(), Types)),
      FunctionType(functionType(M.getContext(), Types)),
      ModuleType(moduleType(M.getContext(), Types)),
      Functions(M.getNamedGlobal(FunctionsName)),
      Module(M.getNamedGlobal(ModuleName)),
      Hooks(M.getNamedGlobal(PROFPASS_SYMBOL_HOOKS))
{
}

Constant *Records::u16(unsigned Value) const
{
    return ConstantInt::get(Types.U16, Value);
}

Constant *Records::u32(unsigned Value) const
{
    return ConstantInt::get(Types.U32, Value);
}

Constant *Records::function(unsigned I) const
{
    Constant *At[] = {u32(0), u32(I)};
    return pointerCast(ConstantExpr::getInBoundsGetElementPtr(
        Functions->getValueType(), Functions, At));
}

unsigned Records::file(StringRef Path)
{
    const auto Added = Files.try_emplace(Path, FileNames.size());
    if (Added.second)
        FileNames.push_back(Path.str());
    return Added.first->second;
}

Constant *Records::emit(Constant *Value, const Twine &Name, bool Constant) const
{
    auto *G = new GlobalVariable(M, Value->getType(), Constant,
                                 GlobalValue::PrivateLinkage, Value, Name);
    if (Constant)
        G->setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
    return pointerCast(G);
}

Constant *Records::string(StringRef Text)
{
    Constant *&Known = Strings[Text];
    if (!Known)
        Known = emit(ConstantDataArray::getString(M.getContext(), Text),
                     "__profpass_string", true);
    return Known;
}

Constant *Records::lines(const std::vector<line_values> &Lines)
{
    if (Lines.empty())
        return nullptr;
    std::vector<Constant *> Values;
    for (const line_values &Line : Lines)
        Values.push_back(constantOf(LineType, Line));
    return emit(
        ConstantArray::get(ArrayType::get(LineType, Values.size()), Values),
        "__profpass_lines", true);
}

void Records::setFunction(unsigned I, const function_values &Values,
                          unsigned NLines)
{
    function_values V = Values;
    V.module = pointerCast(Module);
    V.n_lines = u32(NLines);
    FunctionValues[I] = constantOf(FunctionType, V);
    MaxLines = std::max(MaxLines, NLines);
}

/// A frame whose line area fits every function here: probes run on it until
/// there is a runtime.
GlobalVariable *Records::idleFrame() const
{
    auto *Events = new GlobalVariable(
        M, Types.U64, false, GlobalValue::InternalLinkage,
        ConstantInt::get(Types.U64, 0), "__profpass_idle_events");
    auto *Area =
        ArrayType::get(Types.U64, MaxLines * (1 + sizeof(profpass_line_heap) /
                                                      sizeof(uint64_t)));
    auto *Lines = new GlobalVariable(
        M, Area, false, GlobalValue::InternalLinkage,
        ConstantAggregateZero::get(Area), "__profpass_idle_lines");
    Constant *Values[] = {pointerCast(Lines), pointerCast(Events),
                          u32(PROFPASS_NO_SLOT), u32(0)};
    return new GlobalVariable(M, Frame, false, GlobalValue::InternalLinkage,
                              ConstantStruct::get(Frame, Values),
                              "__profpass_idle_frame");
}

void Records::finish()
{
    Functions->setInitializer(ConstantArray::get(
        cast<ArrayType>(Functions->getValueType()), FunctionValues));
    std::vector<Constant *> Names;
    for (const std::string &Name : FileNames)
        Names.push_back(string(Name));
    auto *NamesType = ArrayType::get(Types.STRING, Names.size());
    const std::string Directory = absolutePath(".", ".");

    module_values V;
    V.abi_version = u32(PROFPASS_ABI_VERSION);
    V.functions = function(0);
    V.files =
        emit(ConstantArray::get(NamesType, Names), "__profpass_files", false);
    V.directory = string(Directory);
    V.producer = string(S.Producer);
    V.idle = pointerCast(idleFrame());
    V.n_functions = u32(FunctionValues.size());
    V.n_files = u32(FileNames.size());
    Module->setInitializer(constantOf(ModuleType, V));
    emitBoot(M, *Module, *Hooks, S.RuntimePath);
}

llvm::FunctionType *Records::hookType(Hook H) const
{
    switch (H) {
#define PROFPASS_TOKEN_1(a)    Types.a
#define PROFPASS_TOKEN_2(a, b) Types.a, Types.b
#define PROFPASS_HOOK(name, result, ...)                       \
    case Hook::name:                                           \
        return llvm::FunctionType::get(                        \
            Types.result,                                      \
            {PROFPASS_MAP_N(__VA_ARGS__, PROFPASS_TOKEN_2,     \
                            PROFPASS_TOKEN_1, )(__VA_ARGS__)}, \
            false);
#include "profpass/hooks.def"
    }
    llvm_unreachable("all hooks are listed");
}

/// What a hook does before a runtime is attached: nothing. enter returns the
/// idle frame of the module of its function.
Function *Records::stub(Hook H, const char *Name) const
{
    auto *F = Function::Create(hookType(H), GlobalValue::LinkOnceODRLinkage,
                               Twine("__profpass_idle_") + Name, M);
    hideInComdat(*F);
    F->setDoesNotThrow();
    IRBuilder<> B(BasicBlock::Create(M.getContext(), "", F));
    if (F->getReturnType()->isVoidTy()) {
        B.CreateRetVoid();
        return F;
    }
    const auto Load = [&](Value *Record, StructType *T, unsigned Field) {
        Value *At = B.CreateStructGEP(
            T, B.CreateBitCast(Record, compat::pointerTo(T)), Field);
        return B.CreateLoad(T->getElementType(Field), At);
    };
    B.CreateRet(Load(Load(F->getArg(0), FunctionType, function_fields::module),
                     ModuleType, module_fields::idle));
    return F;
}

GlobalVariable *Records::hookTable() const
{
    std::vector<Constant *> Stubs;
    std::vector<Type *> StubTypes;
#define PROFPASS_HOOK(name, result, ...)                   \
    Stubs.push_back(pointerCast(stub(Hook::name, #name))); \
    StubTypes.push_back(Types.ADDRESS);
#include "profpass/hooks.def"
    auto *T = StructType::get(M.getContext(), StubTypes);
    auto *Table = new GlobalVariable(
        M, T, false, GlobalValue::LinkOnceODRLinkage,
        ConstantStruct::get(T, Stubs), PROFPASS_SYMBOL_HOOKS);
    hideInComdat(*Table);
    return Table;
}

CallInst *Records::call(IRBuilder<> &B, Hook H,
                        ArrayRef<Value *> Arguments) const
{
    llvm::FunctionType *T = hookType(H);
    Value *Entry = B.CreateStructGEP(Hooks->getValueType(), Hooks,
                                     static_cast<unsigned>(H));
    Value *Callee = B.CreateBitCast(B.CreateLoad(Types.ADDRESS, Entry),
                                    compat::pointerTo(T));
    CallInst *Call = B.CreateCall(T, Callee, Arguments);
    Call->setDoesNotThrow();
    Call->addFnAttr(Attribute::WillReturn);
    return Call;
}
