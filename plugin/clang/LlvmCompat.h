/* LlvmCompat.h - every difference between the versions of LLVM
 *
 * The plugin is written for the newest LLVM; what older ones lack is put here
 * under the newest name. Front-end differences need clang's headers and are
 * compiled only where PROFPASS_FRONT_END is defined.
 */
#ifndef PROFPASS_LLVM_COMPAT_H
#define PROFPASS_LLVM_COMPAT_H

#include "llvm/Config/llvm-config.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Intrinsics.h"

#if LLVM_VERSION_MAJOR < 14
#error "profpass needs LLVM 14 or newer"
#endif

#if LLVM_VERSION_MAJOR >= 22
#include "llvm/Plugins/PassPlugin.h"
#else
#include "llvm/Passes/PassPlugin.h"
#endif

namespace profpass {
namespace compat {

/// The type of a pointer to T, T needed before pointers became opaque (15).
inline llvm::PointerType *pointerTo(llvm::Type *T)
{
#if LLVM_VERSION_MAJOR >= 15
    return llvm::PointerType::getUnqual(T->getContext());
#else
    return T->getPointerTo();
#endif
}

/// The type of a pointer to anything.
inline llvm::PointerType *pointer(llvm::LLVMContext &C)
{
    return pointerTo(llvm::Type::getInt8Ty(C));
}

/// Forget that a function or a call was believed not to write memory: probes
/// do.
template <typename T> void dropMemoryAttributes(T &Callee)
{
    using llvm::Attribute;
#if LLVM_VERSION_MAJOR >= 16
    Callee.removeFnAttr(Attribute::Memory);
#else
    for (Attribute::AttrKind Kind :
         {Attribute::ReadNone, Attribute::ReadOnly, Attribute::WriteOnly,
          Attribute::ArgMemOnly, Attribute::InaccessibleMemOnly,
          Attribute::InaccessibleMemOrArgMemOnly})
        Callee.removeFnAttr(Kind);
#endif
    Callee.removeFnAttr(Attribute::NoSync);
    Callee.removeFnAttr(Attribute::NoFree);
    Callee.removeFnAttr(Attribute::Speculatable);
}

inline bool startsWith(llvm::StringRef Text, llvm::StringRef Prefix)
{
#if LLVM_VERSION_MAJOR >= 16
    return Text.starts_with(Prefix);
#else
    return Text.startswith(Prefix);
#endif
}

inline bool endsWith(llvm::StringRef Text, llvm::StringRef Suffix)
{
#if LLVM_VERSION_MAJOR >= 16
    return Text.ends_with(Suffix);
#else
    return Text.endswith(Suffix);
#endif
}

} // namespace compat
} // namespace profpass

#ifdef PROFPASS_FRONT_END
#include "clang/AST/Attr.h"
#include "clang/Basic/CodeGenOptions.h"
#include "clang/Sema/ParsedAttr.h"

namespace profpass {
namespace compat {

#if LLVM_VERSION_MAJOR >= 17
using DebugInfoKind = llvm::codegenoptions::DebugInfoKind;
constexpr auto NoDebugInfo = llvm::codegenoptions::NoDebugInfo;
constexpr auto LocTrackingOnly = llvm::codegenoptions::LocTrackingOnly;
#else
using DebugInfoKind = clang::codegenoptions::DebugInfoKind;
constexpr auto NoDebugInfo = clang::codegenoptions::NoDebugInfo;
constexpr auto LocTrackingOnly = clang::codegenoptions::LocTrackingOnly;
#endif

/// Whether a plugin can still ask for line information: up to 16 the code
/// generator has copied the options before the first plugin runs.
constexpr bool CanTrackLocations = LLVM_VERSION_MAJOR >= 17;

#if LLVM_VERSION_MAJOR >= 18
constexpr auto SyntaxC = clang::AttributeCommonInfo::AS_C23;
#else
constexpr auto SyntaxC = clang::AttributeCommonInfo::AS_C2x;
#endif

/// Have clang run the pass in this compilation.
inline void addPass(clang::CodeGenOptions &Options,
                    void (*Register)(llvm::PassBuilder &),
                    const std::string &PluginPath)
{
#if LLVM_VERSION_MAJOR >= 18
    (void)PluginPath; // loaded once is enough
    Options.PassBuilderCallbacks.push_back(Register);
#else
    (void)Register; // clang finds it through llvmGetPassPluginInfo
    for (const std::string &Path : Options.PassPlugins)
        if (Path == PluginPath)
            return;
    Options.PassPlugins.push_back(PluginPath);
#endif
}

inline clang::Attr *annotation(clang::ASTContext &C, llvm::StringRef Text,
                               clang::SourceRange Range)
{
#if LLVM_VERSION_MAJOR >= 17
    return clang::AnnotateAttr::CreateImplicit(C, Text, nullptr, 0, Range);
#else
    return clang::AnnotateAttr::CreateImplicit(
        C, Text, clang::AttributeCommonInfo(Range));
#endif
}

/// Finish the built-in diagnostic "… attribute only applies to WHAT".
template <typename Builder>
void onlyAppliesTo(Builder &&B, const clang::ParsedAttr &A, const char *What)
{
#if LLVM_VERSION_MAJOR >= 17
    B << A << A.isRegularKeywordAttribute() << What;
#else
    B << A << What;
#endif
}

} // namespace compat
} // namespace profpass
#endif

#endif
