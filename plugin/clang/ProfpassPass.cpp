/* ProfpassPass.cpp - selects functions and puts their probes in
 *
 *     f:  frame = enter(&record, &return address)
 *         …lines (LineProbes)…            resync(frame) where control lands
 *         exit(frame)                     before every return and resume, and
 *                                         in a cleanup around what may throw
 */
#include "ProfpassPass.h"

#include "Coroutines.h"
#include "LinePlan.h"
#include "LineProbes.h"
#include "LlvmCompat.h"
#include "Names.h"
#include "RealCalls.h"
#include "Records.h"
#include "Session.h"
#include "Wrap.h"
#include "profpass/abi.h"

#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/Passes/PassBuilder.h"

#include <set>

using namespace llvm;
using namespace profpass;

namespace {

struct Target {
    Function *F;
    FunctionNames Names;
    std::string File;
    unsigned FirstLine;
    bool Marked;
    std::string Options; ///< of the mark
    policy_lines Lines;
};

/// A mark as code generation carried it here.
struct Mark {
    std::string Options;
    std::string File;
    unsigned Line;
};

std::string textOf(const Constant *C)
{
    const auto *G = dyn_cast<GlobalVariable>(C->stripPointerCasts());
    const auto *Data =
        G && G->hasInitializer()
            ? dyn_cast<ConstantDataSequential>(G->getInitializer())
            : nullptr;
    return Data && Data->isCString() ? Data->getAsCString().str() : "";
}

/// Take our entries out of llvm.global.annotations: left there they would keep
/// a static function alive that is inlined everywhere.
std::map<Function *, Mark> takeMarks(Module &M)
{
    std::map<Function *, Mark> Marks;
    GlobalVariable *All = M.getGlobalVariable("llvm.global.annotations");
    auto *Entries =
        All ? dyn_cast<ConstantArray>(All->getInitializer()) : nullptr;
    if (!Entries)
        return Marks;
    std::vector<Constant *> Rest;
    for (const Use &U : Entries->operands()) {
        auto *Entry = cast<Constant>(U.get());
        auto *F = dyn_cast<Function>(
            cast<Constant>(Entry->getOperand(0))->stripPointerCasts());
        const std::string Text = textOf(cast<Constant>(Entry->getOperand(1)));
        if (!F || !compat::startsWith(Text, MarkPrefix)) {
            Rest.push_back(Entry);
            continue;
        }
        const auto *Line = cast<ConstantInt>(Entry->getOperand(3));
        Marks[F] = {Text.substr(sizeof MarkPrefix - 1),
                    textOf(cast<Constant>(Entry->getOperand(2))),
                    unsigned(Line->getZExtValue())};
    }
    if (Marks.empty())
        return Marks;
    const std::string Section = All->getSection().str();
    All->eraseFromParent();
    if (!Rest.empty()) {
        auto *T = ArrayType::get(Rest[0]->getType(), Rest.size());
        auto *Left = new GlobalVariable(
            M, T, false, GlobalValue::AppendingLinkage,
            ConstantArray::get(T, Rest), "llvm.global.annotations");
        Left->setSection(Section);
    }
    return Marks;
}

class Instrumenter {
  public:
    explicit Instrumenter(Module &M) : M(M), S(Session::get()), Calls(M) {}

    bool run()
    {
        if (M.getNamedGlobal(PROFPASS_SYMBOL_HOOKS))
            return false; // done when this was compiled; now it is linked
        std::map<Function *, Mark> Marks = takeMarks(M);
        std::set<const Function *> Resolvers;
        for (const GlobalIFunc &I : M.ifuncs())
            Resolvers.insert(I.getResolverFunction());
        for (Function &F : M) {
            if (Resolvers.count(&F) || !canHaveProbes(F))
                continue;
            auto Marked = Marks.find(&F);
            if (Marked == Marks.end())
                Marked = addStructorMark(F, Marks);
            select(F, Marked == Marks.end() ? nullptr : &Marked->second);
        }
        if (Targets.empty())
            return !Marks.empty();
        forgetPurity();
        Records R(M, S, Targets.size());
        for (unsigned I = 0; I < Targets.size(); ++I)
            instrument(R, I);
        R.finish();
        return true;
    }

  private:
    static bool canHaveProbes(const Function &F)
    {
        return !F.isDeclaration() && !F.hasFnAttribute(Attribute::Naked) &&
               !isDelegatingTwin(F) && !isAwaitWrapper(F);
    }

    using MarkMap = std::map<Function *, Mark>;

    MarkMap::iterator addStructorMark(Function &F, MarkMap &Marks) const
    {
        const auto ByName = S.MarkedNames.find(F.getName().str());
        if (ByName != S.MarkedNames.end())
            return Marks.insert({&F, {ByName->second, "", 0}}).first;
        const DISubprogram *Program = F.getSubprogram();
        if (S.MarkedPlaces.empty() || !Program || Program->isArtificial() ||
            !isStructor(F))
            return Marks.end();
        const auto ByPlace = S.MarkedPlaces.find(
            {absolutePath(Program->getFile()->getDirectory().str(),
                          Program->getFile()->getFilename().str()),
             Program->getLine()});
        return ByPlace == S.MarkedPlaces.end()
                   ? Marks.end()
                   : Marks.insert({&F, {ByPlace->second, "", 0}}).first;
    }

    void select(Function &F, const Mark *Marked)
    {
        Target T;
        T.F = &F;
        T.Names = namesOf(F);
        T.Marked = Marked != nullptr;
        const DISubprogram *Program = F.getSubprogram();
        T.File = Program  ? fileName(Program->getFile(), Program->getUnit())
                 : Marked ? Marked->File
                          : M.getSourceFileName();
        T.FirstLine = Program ? Program->getLine() : Marked ? Marked->Line : 0;

        policy_subject Subject = {};
        Subject.name = T.Names.Qualified.c_str();
        Subject.linkage_name = T.Names.Linkage.c_str();
        Subject.file = T.File.c_str();
        Subject.marked = T.Marked;
        Subject.compiler_made = S.NotInstrumented.count(T.Names.Linkage) ||
                                (Program && Program->isArtificial());
        Subject.in_system_header = isForeign(F);
        if (Marked) {
            T.Options = Marked->Options;
            SmallVector<StringRef, 2> Each;
            StringRef(T.Options).split(Each, ',', -1, /*KeepEmpty=*/false);
            policy_error Ignored; // the front end has let only good ones pass
            for (StringRef One : Each)
                policy_marks_option(&Subject.marks, One.str().c_str(),
                                    &Ignored);
        }
        const policy_choice Choice = policy_choose(S.Policy.get(), &Subject);
        if (!Choice.selected)
            return;
        T.Lines = Choice.lines;
        if (F.hasAvailableExternallyLinkage())
            dropCopy(F, T.Marked);
        else
            Targets.push_back(T);
    }

    /// Whether the programmer did not write F: `all` leaves it out.
    bool isForeign(const Function &F) const
    {
        const DISubprogram *Program = F.getSubprogram();
        if (!Program) // up to LLVM 16 without -g: what the name tells
            return compat::startsWith(F.getName(), "_ZNSt") ||
                   compat::startsWith(F.getName(), "_ZNKSt") ||
                   compat::startsWith(F.getName(), "_ZSt") ||
                   compat::startsWith(F.getName(), "_ZN9__gnu_cxx");
        const DIFile *File = Program->getFile();
        return File &&
               S.SystemHeaders.count(absolutePath(File->getDirectory().str(),
                                                  File->getFilename().str()));
    }

    /// A copy for inlining only has no probes, the real one has: use that one,
    /// or calls would count at -O0 and not above. C++ has such copies only of
    /// templates that a library holds.
    static void dropCopy(Function &F, bool Marked)
    {
        if (F.hasFnAttribute(Attribute::AlwaysInline) ||
            (!Marked && compat::startsWith(F.getName(), "_Z")))
            return;
        F.deleteBody();
    }

    /// Probes write memory: what calls them, however far up, is neither pure
    /// nor const, or the optimizer would drop calls that count.
    void forgetPurity()
    {
        std::set<const Function *> Done;
        std::vector<Function *> Left;
        for (const Target &T : Targets)
            Left.push_back(T.F);
        while (!Left.empty()) {
            Function *F = Left.back();
            Left.pop_back();
            if (!Done.insert(F).second)
                continue;
            compat::dropMemoryAttributes(*F);
            for (User *U : F->users())
                if (auto *Call = dyn_cast<CallBase>(U)) {
                    compat::dropMemoryAttributes(*Call);
                    Left.push_back(Call->getFunction());
                }
        }
    }

    void instrument(Records &R, unsigned Index)
    {
        const Target &T = Targets[Index];
        Function &F = *T.F;
        if (isCoroutine(F)) {
            markCoroutine(F, Index);
            describe(R, Index, LinePlan(), /*HasLines=*/false);
            return;
        }
        const bool HasLines = T.Lines != POLICY_LINES_OFF && F.getSubprogram();
        const LinePlan Plan = planLines(F, T.Lines, Calls, R, S);
        const std::vector<Instruction *> Landings = findLandings(F);

        IRBuilder<> B(F.getContext());
        Value *Frame = insertEntry(B, F, R, R.function(Index));
        std::unique_ptr<LineProbes> Probes;
        if (!Plan.Lines.empty())
            Probes =
                std::make_unique<LineProbes>(B, Frame, R, Plan, S.CPlusPlus);
        for (Instruction *Landing : Landings) {
            IRBuilder<> At(Landing);
            R.call(At, Hook::resync, {Frame});
            if (Probes)
                Probes->forget(At);
        }
        if (Probes)
            Probes->insert();
        insertExits(R, F, Frame);
        describe(R, Index, Plan, HasLines);
    }

    void describe(Records &R, unsigned Index, const LinePlan &Plan,
                  bool HasLines)
    {
        const Target &T = Targets[Index];
        std::vector<line_values> Lines;
        for (const LinePlan::Line &Line : Plan.Lines) {
            line_values V;
            V.line = R.u32(Line.Number);
            V.file = R.u16(Line.File);
            V.flags = R.u16(Line.HasCall ? PROFPASS_LINE_HAS_CALL : 0);
            V.counter = R.u32(Line.Counter);
            V.level_from = R.u32(Line.LevelFrom);
            Lines.push_back(V);
        }
        function_values V;
        V.hash = R.u32(policy_hash(T.Names.Linkage.c_str()));
        V.name = R.string(T.Names.Display);
        V.linkage_name = R.string(T.Names.Linkage);
        if (!T.Options.empty())
            V.options = R.string(T.Options);
        V.lines = R.lines(Lines);
        V.file = R.u32(R.file(T.File));
        V.first_line = R.u32(T.FirstLine);
        V.last_line = R.u32(lastLine(T, Plan));
        V.flags = R.u32((T.Marked ? PROFPASS_FUNCTION_MARKED : 0) |
                        (HasLines ? PROFPASS_FUNCTION_LINES : 0));
        R.setFunction(Index, V, Lines.size());
    }

    unsigned lastLine(const Target &T, const LinePlan &Plan) const
    {
        const DISubprogram *Program = T.F->getSubprogram();
        const DIFile *File = Program ? Program->getFile() : nullptr;
        const std::string Path = File ? absolutePath(File->getDirectory().str(),
                                                     File->getFilename().str())
                                      : absolutePath("", T.File);
        const auto Known = S.LastLines.find({Path, T.FirstLine});
        if (Known != S.LastLines.end())
            return Known->second;
        return std::max(Plan.LargestLine, T.FirstLine);
    }

    Module &M;
    const Session &S;
    const RealCalls Calls;
    std::vector<Target> Targets;
};

struct ProfpassPass : PassInfoMixin<ProfpassPass> {
    PreservedAnalyses run(Module &M, ModuleAnalysisManager &)
    {
        return Instrumenter(M).run() ? PreservedAnalyses::none()
                                     : PreservedAnalyses::all();
    }
    static bool isRequired()
    {
        return true;
    }
};

} // namespace

void profpass::registerPass(PassBuilder &PB)
{
    PB.registerPipelineStartEPCallback(
        [](ModulePassManager &MPM, auto) { MPM.addPass(ProfpassPass()); });
    registerCoroutinePass(PB);
}

extern "C" __attribute__((visibility("default"))) PassPluginLibraryInfo
llvmGetPassPluginInfo()
{
    return {LLVM_PLUGIN_API_VERSION, "profpass", LLVM_VERSION_STRING,
            registerPass};
}
