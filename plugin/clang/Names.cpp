/* Names.cpp - demangling, and the twins of constructors and destructors */
#include "Names.h"

#include "LlvmCompat.h"
#include "policy.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/Support/Path.h"

#include <cstdlib>

using namespace llvm;
using namespace profpass;

/// Take over a string that the demangler allocated; "" for NULL.
static std::string taken(char *Text)
{
    std::string Result = Text ? Text : "";
    std::free(Text);
    return Result;
}

/// A lambda's number differs between compilers, its call operator says nothing:
///     f(int)::$_0::operator()(char) const      →  f(int)::<lambda(char)>
///     f(int)::'lambda'(char)::operator()(char) →  the same
static void nameLambda(FunctionNames &Names, const std::string &Parameters)
{
    static const char Operator[] = "::operator()";
    const size_t Length = sizeof Operator - 1;
    std::string &Name = Names.Qualified;
    size_t End = Name.rfind(Operator);
    if (End == std::string::npos || End + Length > Name.size())
        return;
    size_t Start = Name.rfind("::$_", End);
    if (Start == std::string::npos || Start + 4 > End)
        Start = Name.rfind("::'lambda", End);
    if (Start == std::string::npos) {
        const bool AtFront = Name.compare(0, 3, "$_0") == 0 ||
                             Name.compare(0, 2, "$_") == 0 ||
                             Name.compare(0, 7, "'lambda") == 0;
        if (!AtFront)
            return;
        Name = "<lambda" + Parameters + ">";
    } else {
        Name = Name.substr(0, Start) + "::<lambda" + Parameters + ">";
    }
    Names.Display = Name;
}

/// Give the qualified name of a mangled function, and its parameters.
static bool demangle(const std::string &Mangled, std::string &Name,
                     std::string &Parameters)
{
    ItaniumPartialDemangler Demangler;
    if (Demangler.partialDemangle(Mangled.c_str()) || !Demangler.isFunction())
        return false;
    Name = taken(Demangler.getFunctionName(nullptr, nullptr));
    Parameters = taken(Demangler.getFunctionParameters(nullptr, nullptr));
    return !Name.empty();
}

/// Some demanglers do not read generic lambdas inside a function: take apart
///     _ZZ4mainENK3$_0clIiEEDaT_   into   _Z4main   and   _ZNK3$_0clIiEEDaT_
static bool demangleLocal(const std::string &Mangled, std::string &Name,
                          std::string &Parameters)
{
    const size_t Lambda = Mangled.rfind("$_");
    const size_t End = Mangled.rfind("EN", Lambda);
    if (!compat::startsWith(Mangled, "_ZZ") || Lambda == std::string::npos ||
        End == std::string::npos)
        return false;
    std::string Outer, OuterParameters;
    const std::string Function = "_Z" + Mangled.substr(3, End - 3);
    if (Function == "_Z4main")
        Outer = "main"; // has no parameters in its name
    else if (!demangle(Function, Outer, OuterParameters))
        return false;
    if (!demangle("_Z" + Mangled.substr(End + 1), Name, Parameters))
        return false;
    Name = Outer + OuterParameters + "::" + Name;
    return true;
}

static void closeBrackets(std::string &Name)
{
    Name.resize(policy_name_close_brackets(&Name[0]));
}

FunctionNames profpass::namesOf(const Function &F)
{
    FunctionNames Names;
    StringRef Linkage = F.getName();
    Linkage.consume_front("\01"); // "as written", says clang to the mangler
    Names.Linkage = Linkage.str();
    Names.Qualified = Names.Display = Names.Linkage;
    std::string Name, Parameters;
    if (!compat::startsWith(Linkage, "_Z") ||
        (!demangle(Names.Linkage, Name, Parameters) &&
         !demangleLocal(Names.Linkage, Name, Parameters)))
        return Names;
    Names.Qualified = Name;
    Names.Display = Name + Parameters;
    nameLambda(Names, Parameters);
    closeBrackets(Names.Qualified);
    closeBrackets(Names.Display);
    return Names;
}

std::string profpass::fileName(const DIFile *File, const DICompileUnit *Unit)
{
    if (!File)
        return "";
    const StringRef Name = File->getFilename();
    const StringRef Directory = File->getDirectory();
    if (sys::path::is_absolute(Name) || Directory.empty() ||
        (Unit && Directory == Unit->getDirectory()))
        return Name.str();
    SmallString<256> Path(Directory);
    sys::path::append(Path, Name);
    return Path.str().str();
}

bool profpass::isStructor(const Function &F)
{
    const std::string Mangled = F.getName().str(); // used to the end
    ItaniumPartialDemangler Demangler;
    return !Demangler.partialDemangle(Mangled.c_str()) &&
           Demangler.isCtorOrDtor();
}

bool profpass::isDelegatingTwin(const Function &F)
{
    const std::string Caller = F.getName().str();
    if (!compat::startsWith(Caller, "_Z"))
        return false;
    // That of an abstract class only traps: no object of it can be deleted.
    if (F.getName().substr(F.getName().size() - 4) == "D0Ev" && isStructor(F))
        return true;
    for (const Instruction &I : instructions(F))
        if (const auto *Call = dyn_cast<CallBase>(&I))
            if (const auto *Callee = dyn_cast<Function>(
                    Call->getCalledOperand()->stripPointerCasts()))
                if (policy_name_is_twin_below(Caller.c_str(),
                                              Callee->getName().str().c_str()))
                    return true;
    return false;
}
