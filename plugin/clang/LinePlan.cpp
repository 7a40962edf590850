/* LinePlan.cpp - from instructions with locations to lines that begin
 *
 * A count sits where the current line changes. What line is current at the
 * start of a block follows from its predecessors: if all of them end on the
 * same line, that one; else none, and the first line of the block counts. So
 *     for (init; test; step)   counts 1 + the number of iterations,
 *     x ? a : b                counts 1.
 *
 *     in[b]  = meet of out[p], p before b        unknown at the entry
 *     out[b] = the last line of b, or in[b]
 */
#include "LinePlan.h"

#include "LineSource.h"
#include "LlvmCompat.h"
#include "RealCalls.h"
#include "Records.h"
#include "Session.h"
#include "profpass/abi.h"

#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IntrinsicInst.h"

#include <algorithm>
#include <set>

using namespace llvm;
using namespace profpass;

namespace {

/// Something that flows along edges: not reached yet, one value, or several.
template <typename T> struct Flow {
    enum { Unreached, Known, Several } Kind = Unreached;
    T Value{};

    static Flow known(const T &V)
    {
        Flow F;
        F.Kind = Known;
        F.Value = V;
        return F;
    }
    static Flow several()
    {
        Flow F;
        F.Kind = Several;
        return F;
    }
    bool is(const T &V) const
    {
        return Kind == Known && Value == V;
    }
    bool operator==(const Flow &O) const
    {
        return Kind == O.Kind && (Kind != Known || Value == O.Value);
    }
    void meet(const Flow &O)
    {
        if (O.Kind == Unreached)
            return;
        if (Kind == Unreached)
            *this = O;
        else if (!(*this == O))
            *this = several();
    }
};

/// A point where a line begins, or a stretch of calls on one line.
struct Place {
    Instruction *Before;
    LineKey Key;
};
struct Stretch {
    Instruction *FirstCall;
    Instruction *LastCall;
    LineKey Key;
};

class Planner {
  public:
    Planner(Function &F, policy_lines Mode, const RealCalls &Calls, Records &R,
            const Session &S)
        : Mode(Mode), Calls(Calls), Source(F, R, S), Order(&F)
    {
    }

    LinePlan plan()
    {
        scan();
        const auto Before = flow(LastLine, Flow<LineKey>::several());
        for (BasicBlock *Block : Order)
            findPlaces(*Block, Before.at(Block));
        numberSlots();
        shareCounters();
        findLevels();
        for (const Stretch &Run : Stretches)
            Plan.Runs.push_back(
                {Run.FirstCall, Run.LastCall, Slots.at(Run.Key)});
        return std::move(Plan);
    }

  private:
    template <typename T>
    std::map<BasicBlock *, Flow<T>> flow(const std::map<BasicBlock *, T> &Last,
                                         const Flow<T> &Entry)
    {
        std::map<BasicBlock *, Flow<T>> In, Out;
        for (bool Changed = true; Changed;) {
            Changed = false;
            for (BasicBlock *Block : Order) {
                Flow<T> Here;
                if (Block->isEntryBlock())
                    Here = Entry;
                for (BasicBlock *Previous : predecessors(Block))
                    Here.meet(Out[Previous]);
                In[Block] = Here;
                const auto Own = Last.find(Block);
                if (Own != Last.end())
                    Here = Flow<T>::known(Own->second);
                if (!(Out[Block] == Here)) {
                    Out[Block] = Here;
                    Changed = true;
                }
            }
        }
        return In;
    }

    /// Find the lines of each block, and its stretches of calls.
    void scan()
    {
        for (BasicBlock *Block : Order) {
            Stretch *Open = nullptr;
            for (Instruction &I : *Block) {
                LineKey Key;
                if (!Source.lineOf(I, Key))
                    continue;
                LastLine[Block] = Key;
                Lines[Block].push_back({&I, Key});
                Plan.LargestLine = std::max(
                    Plan.LargestLine, Source.isOwnFile(Key) ? Key.second : 0);
                if (!Calls.isReal(I)) {
                    if (Open && Open->Key != Key)
                        Open = nullptr;
                    continue;
                }
                LastCallLine[Block] = Key;
                CallLines.insert(Key);
                if (!Open || Open->Key != Key) {
                    Stretches.push_back({&I, nullptr, Key});
                    Open = &Stretches.back();
                }
                if (comesBack(I))
                    Open->LastCall = &I;
            }
        }
    }

    static bool comesBack(const Instruction &I)
    {
        const auto *Call = dyn_cast<CallInst>(&I);
        if (!Call)
            return true;
        return !Call->isMustTailCall() && !Call->doesNotReturn() &&
               !isa<UnreachableInst>(Call->getNextNode());
    }

    bool wanted(const LineKey &Key) const
    {
        return Mode == POLICY_LINES_ALL || CallLines.count(Key);
    }

    void findPlaces(BasicBlock &Block, Flow<LineKey> Current)
    {
        for (const Place &Here : Lines[&Block]) {
            if (!Current.is(Here.Key) && wanted(Here.Key)) {
                Places.push_back(Here);
                ++NPlaces[Here.Key];
            }
            Current = Flow<LineKey>::known(Here.Key);
        }
    }

    void numberSlots()
    {
        // A line of a stretch has a place too, unless its line flowed in.
        for (const Place &Here : Places)
            Slots.emplace(Here.Key, 0);
        unsigned Slot = 0;
        for (auto &Entry : Slots) {
            Entry.second = Slot++;
            Plan.Lines.push_back({Entry.first.first, Entry.first.second,
                                  CallLines.count(Entry.first) != 0, 0,
                                  PROFPASS_NO_SLOT});
        }
    }

    /// Lines that begin in one block with no call between them begin equally
    /// often: those with one place share the counter of the first.
    void shareCounters()
    {
        std::map<LineKey, unsigned> Counters;
        unsigned NCounters = 0;
        const BasicBlock *Block = nullptr;
        Instruction *Behind = nullptr;
        int Shared = -1;
        for (const Place &Here : Places) {
            if (Here.Before->getParent() != Block ||
                callBetween(Behind, Here.Before))
                Shared = -1;
            Block = Here.Before->getParent();
            Behind = Here.Before;
            const bool Single = NPlaces[Here.Key] == 1;
            if (Single && Shared >= 0) {
                Counters[Here.Key] = unsigned(Shared);
                continue;
            }
            const auto Added = Counters.emplace(Here.Key, NCounters);
            NCounters += Added.second;
            Plan.Counts.push_back({Here.Before, Added.first->second});
            if (Single)
                Shared = int(Added.first->second);
        }
        for (const auto &Entry : Counters)
            Plan.Lines[Slots.at(Entry.first)].Counter = Entry.second;
    }

    static bool callBetween(const Instruction *From, const Instruction *To)
    {
        for (; From != To; From = From->getNextNode())
            if (isa<CallBase>(From) && !isa<IntrinsicInst>(From))
                return true;
        return false;
    }

    /// Which line with calls ran before a line without: its memory level is
    /// that one's. Where several may have, the nearest above.
    void findLevels()
    {
        constexpr LineKey Start{~0u, 0};
        const auto Before = flow(LastCallLine, Flow<LineKey>::known(Start));
        std::set<LineKey> Done;
        for (const Place &Here : Places) {
            if (CallLines.count(Here.Key) || !Done.insert(Here.Key).second)
                continue;
            Flow<LineKey> Level = Before.at(Here.Before->getParent());
            for (const Place &Other : Lines[Here.Before->getParent()]) {
                if (Other.Before == Here.Before)
                    break;
                if (Calls.isReal(*Other.Before))
                    Level = Flow<LineKey>::known(Other.Key);
            }
            if (Level.Kind != Flow<LineKey>::Known)
                Level = nearestAbove(Here.Key, Start);
            if (!Level.is(Start))
                Plan.Lines[Slots.at(Here.Key)].LevelFrom =
                    Slots.at(Level.Value);
        }
    }

    Flow<LineKey> nearestAbove(const LineKey &Key, const LineKey &Start) const
    {
        auto Above = CallLines.lower_bound(Key);
        if (Above == CallLines.begin() || (--Above)->first != Key.first)
            return Flow<LineKey>::known(Start);
        return Flow<LineKey>::known(*Above);
    }

    const policy_lines Mode;
    const RealCalls &Calls;
    LineSource Source;
    ReversePostOrderTraversal<Function *> Order;
    LinePlan Plan;
    std::map<BasicBlock *, std::vector<Place>> Lines;
    std::map<BasicBlock *, LineKey> LastLine, LastCallLine;
    std::set<LineKey> CallLines;
    std::vector<Stretch> Stretches;
    std::vector<Place> Places;
    std::map<LineKey, unsigned> NPlaces, Slots;
};

} // namespace

LinePlan profpass::planLines(Function &F, policy_lines Mode,
                             const RealCalls &Calls, Records &R,
                             const Session &S)
{
    if (!F.getSubprogram() || Mode == POLICY_LINES_OFF)
        return {};
    return Planner(F, Mode, Calls, R, S).plan();
}
