/* ProfpassPlugin.cpp - the side of the plugin that clang's front end sees
 *
 *     -fplugin=libprofpass.so
 *        ├─ the attribute: profile, [[gnu::profile]], [[profpass::profile]]
 *        │    becomes an annotation, which code generation carries to the pass
 *        └─ an action before the main one: options, __PROFPASS__, the pass,
 *             and a walk over the AST for what the IR does not tell
 */
#define PROFPASS_FRONT_END
#include "LlvmCompat.h"

#include "AstFacts.h"
#include "ProfpassPass.h"
#include "Session.h"
#include "Unwritten.h"
#include "profpass/abi.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/SemaDiagnostic.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <dlfcn.h>

using namespace clang;
using namespace profpass;

namespace {

/// The plugin's own file, links resolved: the runtime stands beside it.
std::string pluginPath()
{
    static const char Here = 0;
    Dl_info Info;
    if (!dladdr(&Here, &Info) || !Info.dli_fname)
        return "";
    llvm::SmallString<256> Real;
    if (llvm::sys::fs::real_path(Info.dli_fname, Real))
        return Info.dli_fname;
    return std::string(Real);
}

class ProfileAttribute : public ParsedAttrInfo {
  public:
    ProfileAttribute()
    {
        static constexpr Spelling All[] = {
            {ParsedAttr::AS_GNU, "profile"},
            {ParsedAttr::AS_CXX11, "gnu::profile"},
            {ParsedAttr::AS_CXX11, "profpass::profile"},
            {compat::SyntaxC, "gnu::profile"},
            {compat::SyntaxC, "profpass::profile"},
        };
        Spellings = All;
        OptArgs = 15; // as many strings as the field can say
    }

    bool diagAppertainsToDecl(Sema &S, const ParsedAttr &Attr,
                              const Decl *D) const override
    {
        if (isa<FunctionDecl>(D))
            return true;
        compat::onlyAppliesTo(
            S.Diag(Attr.getLoc(), diag::warn_attribute_wrong_decl_type_str),
            Attr, "functions");
        return false;
    }

    AttrHandling handleDeclAttribute(Sema &S, Decl *D,
                                     const ParsedAttr &Attr) const override
    {
        std::string Text = MarkPrefix;
        for (unsigned I = 0; I < Attr.getNumArgs(); ++I) {
            if (!addOption(S, Attr, I, Text))
                return AttributeNotApplied;
        }
        D->addAttr(compat::annotation(S.Context, Text, Attr.getRange()));
        return AttributeApplied;
    }

  private:
    static bool addOption(Sema &S, const ParsedAttr &Attr, unsigned I,
                          std::string &Text)
    {
        DiagnosticsEngine &Diags = S.getDiagnostics();
        const StringLiteral *Literal = nullptr;
        if (Attr.isArgExpr(I))
            Literal =
                dyn_cast<StringLiteral>(Attr.getArgAsExpr(I)->IgnoreParens());
        if (!Literal) {
            S.Diag(Attr.isArgExpr(I) ? Attr.getArgAsExpr(I)->getBeginLoc()
                                     : Attr.getLoc(),
                   Diags.getCustomDiagID(
                       DiagnosticsEngine::Error,
                       "'profile' takes strings: profile(\"lines=calls\")"));
            return false;
        }
        const std::string Option = Literal->getString().str();
        policy_marks Marks = {};
        policy_error Error;
        if (!policy_marks_option(&Marks, Option.c_str(), &Error)) {
            S.Diag(Literal->getBeginLoc(),
                   Diags.getCustomDiagID(DiagnosticsEngine::Error,
                                         "'profile' attribute: %0"))
                << Error.message;
            return false;
        }
        if (Text.back() != ':')
            Text += ',';
        Text += Option;
        return true;
    }
};

/// Learns from the finished AST what the pass will want to know.
class Consumer : public ASTConsumer {
  public:
    explicit Consumer(CompilerInstance &CI) : CI(CI) {}

    void HandleTranslationUnit(ASTContext &Context) override
    {
        if (CI.getDiagnostics().hasErrorOccurred())
            return;
        const bool Marked = collectAstFacts(Context, Session::get());
        if (policy_selects_unmarked(Session::get().Policy.get()))
            collectUnwritten(Context, Session::get());
        const bool Lines = policy_unmarked_lines(Session::get().Policy.get()) !=
                               POLICY_LINES_OFF &&
                           policy_selects_unmarked(Session::get().Policy.get());
        if ((Marked || Lines) && generatesCode() &&
            CI.getCodeGenOpts().getDebugInfo() == compat::NoDebugInfo)
            CI.getDiagnostics().Report(CI.getDiagnostics().getCustomDiagID(
                DiagnosticsEngine::Warning,
                "profpass: no line information, so functions are profiled but "
                "lines are not; compile with -gline-tables-only or -g"));
    }

  private:
    bool generatesCode() const
    {
        switch (CI.getFrontendOpts().ProgramAction) {
        case frontend::EmitAssembly:
        case frontend::EmitBC:
        case frontend::EmitLLVM:
        case frontend::EmitObj:
            return true;
        default:
            return false;
        }
    }

    CompilerInstance &CI;
};

class Action : public PluginASTAction {
  protected:
    bool ParseArgs(const CompilerInstance &CI,
                   const std::vector<std::string> &Arguments) override
    {
        bool Fine = true;
        for (const std::string &Argument : Arguments) {
            policy_error Error;
            if (policy_option(Session::get().Policy.get(), Argument.c_str(),
                              &Error))
                continue;
            DiagnosticsEngine &Diags = CI.getDiagnostics();
            Diags.Report(Diags.getCustomDiagID(DiagnosticsEngine::Error,
                                               "-fplugin-arg-profpass-%0: %1"))
                << Argument << Error.message;
            Fine = false;
        }
        return Fine;
    }

    std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                   StringRef) override
    {
        Session &S = Session::get();
        const std::string Plugin = pluginPath();
        llvm::SmallString<256> Runtime(llvm::sys::path::parent_path(Plugin));
        llvm::sys::path::append(Runtime, PROFPASS_RUNTIME_FILE);
        const char *Asked = policy_runtime(S.Policy.get());
        S.RuntimePath = Asked ? Asked : Runtime.str().str();
        S.Producer = "clang " CLANG_VERSION_STRING;
        S.CPlusPlus = CI.getLangOpts().CPlusPlus;

        Preprocessor &PP = CI.getPreprocessor();
        PP.setPredefines(PP.getPredefines() + "#define __PROFPASS__ 1\n");
        CodeGenOptions &Options = CI.getCodeGenOpts();
        if (compat::CanTrackLocations &&
            Options.getDebugInfo() == compat::NoDebugInfo)
            Options.setDebugInfo(compat::LocTrackingOnly);
        if (Options.DisableLLVMPasses)
            warnOfNoPasses(CI.getDiagnostics());
        compat::addPass(Options, registerPass, Plugin);
        return std::make_unique<Consumer>(CI);
    }

    ActionType getActionType() override
    {
        return AddBeforeMainAction;
    }

  private:
    /// With -save-temps clang optimizes in a process of its own, which reads
    /// bit code and asks no front-end plugin.
    static void warnOfNoPasses(DiagnosticsEngine &Diags)
    {
        Diags.Report(Diags.getCustomDiagID(
            DiagnosticsEngine::Warning,
            "profpass: nothing is profiled: clang runs no passes here "
            "(-save-temps, -disable-llvm-passes); compile without that "
            "option"));
    }
};

ParsedAttrInfoRegistry::Add<ProfileAttribute> AddAttribute("profile", "");
FrontendPluginRegistry::Add<Action>
    AddAction("profpass", "profile calls, lines and allocations");

} // namespace

Session &Session::get()
{
    static Session Only;
    return Only;
}

std::string profpass::absolutePath(const std::string &Directory,
                                   const std::string &File)
{
    if (File.empty())
        return "";
    llvm::SmallString<256> Path(File);
    if (!llvm::sys::path::is_absolute(Path)) {
        Path = Directory;
        llvm::sys::path::append(Path, File);
    }
    llvm::sys::fs::make_absolute(Path);
    llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    return Path.str().str();
}
