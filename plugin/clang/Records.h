/* Records.h - joint 1 as LLVM types and constants
 *
 * records.def and hooks.def are expanded here once to types and to one struct
 * of constants per record, so that a field cannot be forgotten or misplaced.
 *
 *     __profpass_module ─┬─ functions[] ─┬─ lines[]
 *       (one a unit)     ├─ files[]      └─ names
 *                        └─ idle frame: what probes write when not recording
 */
#ifndef PROFPASS_RECORDS_H
#define PROFPASS_RECORDS_H

#include "LlvmCompat.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/IR/Module.h"

#include <string>
#include <vector>

namespace profpass {

struct Session;

/// The type tokens of the lists; all pointers look the same.
struct Tokens {
    explicit Tokens(llvm::LLVMContext &C);
    llvm::IntegerType *U16, *U32, *SLOT, *U64;
    llvm::PointerType *STRING, *STRINGS, *LINES, *FUNCTIONS, *FUNCTION;
    llvm::PointerType *MODULE, *FRAME, *ADDRESS;
    llvm::Type *VOID;
};

#define PROFPASS_RECORD(name)       struct name##_values {
#define PROFPASS_FIELD(type, field) llvm::Constant *field = nullptr;
#define PROFPASS_END(name) \
    }                      \
    ;
#include "profpass/records.def"

enum class Hook {
#define PROFPASS_HOOK(name, result, ...) name,
#include "profpass/hooks.def"
};

class Records {
  public:
    /// Begin the records of M, which will have NFunctions functions.
    Records(llvm::Module &M, const Session &S, unsigned NFunctions);

    /// Come back to the records of M, which are finished, for further probes.
    Records(llvm::Module &M, const Session &S);

    /// The address of the record of function I.
    llvm::Constant *function(unsigned I) const;
    /// The index of a file among the module's, as the compiler was told it.
    unsigned file(llvm::StringRef Path);
    /// Emit the line records; NULL if there are none.
    llvm::Constant *lines(const std::vector<line_values> &Lines);
    llvm::Constant *string(llvm::StringRef Text);
    llvm::Constant *u16(unsigned Value) const;
    llvm::Constant *u32(unsigned Value) const;
    void setFunction(unsigned I, const function_values &Values,
                     unsigned NLines);

    /// Emit everything, the hook table and the constructor that boots it.
    void finish();

    /// Call a hook through the table. The location is the builder's.
    llvm::CallInst *call(llvm::IRBuilder<> &B, Hook H,
                         llvm::ArrayRef<llvm::Value *> Arguments) const;

    const Tokens Types;
    llvm::StructType *const Frame; ///< struct profpass_frame

  private:
    llvm::Constant *emit(llvm::Constant *Value, const llvm::Twine &Name,
                         bool Constant) const;
    llvm::GlobalVariable *idleFrame() const;
    llvm::FunctionType *hookType(Hook H) const;
    llvm::GlobalVariable *hookTable() const;
    llvm::Function *stub(Hook H, const char *Name) const;

    llvm::Module &M;
    const Session &S;
    llvm::StructType *const LineType, *const FunctionType, *const ModuleType;
    llvm::GlobalVariable *Functions, *Module, *Hooks;
    std::vector<llvm::Constant *> FunctionValues;
    llvm::StringMap<llvm::Constant *> Strings;
    llvm::StringMap<unsigned> Files;
    std::vector<std::string> FileNames;
    unsigned MaxLines = 0;
};

} // namespace profpass

#endif
