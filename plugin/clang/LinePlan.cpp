/* LinePlan.cpp - from instructions with locations to lines that begin
 *
 * A line counts when it becomes the current one. What line is current at the
 * end of a block is its last, or if it has none, what all its predecessors end
 * with. A block's first line counts on the ways in on which another line is
 * current; as all of them mostly are, at its start. So
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
#include "llvm/Analysis/CFG.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

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

/// A way from the end of a block into another.
struct Way {
    BasicBlock *From, *To;
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
        Current = flow(LastLine, Flow<LineKey>::several()).Out;
        for (BasicBlock *Block : Order)
            findPlaces(*Block);
        makeWays();
        numberSlots();
        shareCounters();
        findLevels();
        for (const Stretch &Run : Stretches)
            Plan.Runs.push_back(
                {Run.FirstCall, Run.LastCall, Slots.at(Run.Key)});
        return std::move(Plan);
    }

  private:
    struct Flows {
        std::map<BasicBlock *, Flow<LineKey>> In, Out;
    };

    Flows flow(const std::map<BasicBlock *, LineKey> &Last,
               const Flow<LineKey> &Entry)
    {
        Flows Result;
        for (bool Changed = true; Changed;) {
            Changed = false;
            for (BasicBlock *Block : Order) {
                Flow<LineKey> Here;
                if (Block->isEntryBlock())
                    Here = Entry;
                for (BasicBlock *Previous : predecessors(Block))
                    Here.meet(Result.Out[Previous]);
                Result.In[Block] = Here;
                const auto Own = Last.find(Block);
                if (Own != Last.end())
                    Here = Flow<LineKey>::known(Own->second);
                if (!(Result.Out[Block] == Here)) {
                    Result.Out[Block] = Here;
                    Changed = true;
                }
            }
        }
        return Result;
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

    void findPlaces(BasicBlock &Block)
    {
        const Place *Last = nullptr;
        for (const Place &Here : Lines[&Block]) {
            if (wanted(Here.Key)) {
                if (!Last)
                    enter(Block, Here);
                else if (Last->Key != Here.Key)
                    add(Here);
            }
            Last = &Here;
        }
    }

    void add(const Place &Here)
    {
        Places.push_back(Here);
        ++NPlaces[Here.Key];
    }

    /// The first line of a block counts on the ways in that change the line. A
    /// way that nothing can be put on has it count on all.
    void enter(BasicBlock &Block, const Place &First)
    {
        std::vector<Way> Changing;
        std::set<BasicBlock *> Seen;
        const bool All = findWays(Block, First.Key, Changing, Seen);
        if (Changing.empty() && !Block.isEntryBlock())
            return;
        if (All || !all_of(Changing, hasRoom)) {
            add(First);
            return;
        }
        for (const Way &On : Changing)
            Ways.push_back({On, First.Key});
        NPlaces[First.Key] += unsigned(Changing.size());
    }

    /// Find the ways into a block on which another line than Key is current;
    /// return whether all are. Blocks without lines that only lead here are
    /// part of the way.
    bool findWays(BasicBlock &Block, const LineKey &Key,
                  std::vector<Way> &Changing, std::set<BasicBlock *> &Seen)
    {
        bool All = true;
        const std::set<BasicBlock *> Before(pred_begin(&Block),
                                            pred_end(&Block));
        for (BasicBlock *From : Before) {
            const Flow<LineKey> &Now = Current[From];
            if (Now.Kind == Flow<LineKey>::Unreached)
                continue;
            if (Now.is(Key)) {
                All = false;
            } else if (Now.Kind == Flow<LineKey>::Several &&
                       From->getUniqueSuccessor() && !From->isEntryBlock()) {
                if (Seen.insert(From).second)
                    All &= findWays(*From, Key, Changing, Seen);
            } else {
                Changing.push_back({From, &Block});
            }
        }
        return All;
    }

    static bool hasRoom(const Way &On)
    {
        const Instruction *End = On.From->getTerminator();
        return (isa<BranchInst>(End) || isa<SwitchInst>(End) ||
                (isa<InvokeInst>(End) &&
                 cast<InvokeInst>(End)->getNormalDest() == On.To)) &&
               !On.To->isEHPad();
    }

    /// Make room on each way that gets a count.
    void makeWays()
    {
        for (auto &Entry : Ways) {
            const Way &On = Entry.first;
            Instruction *End = On.From->getTerminator();
            Instruction *Before = End;
            if (!On.From->getUniqueSuccessor() || isa<InvokeInst>(End)) {
                CriticalEdgeSplittingOptions Options;
                Options.setMergeIdenticalEdges();
                BasicBlock *Middle = SplitCriticalEdge(
                    End, GetSuccessorNumber(On.From, On.To), Options);
                Before = Middle ? Middle->getTerminator()
                                : &*On.To->getFirstInsertionPt();
            }
            OnWays.push_back({Before, Entry.second});
        }
    }

    void numberSlots()
    {
        // A line of a stretch has a place too, unless its line flowed in.
        for (const Place &Here : Places)
            Slots.emplace(Here.Key, 0);
        for (const Place &Here : OnWays)
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
        for (const Place &Here : OnWays) {
            const auto Added = Counters.emplace(Here.Key, NCounters);
            NCounters += Added.second;
            Plan.Counts.push_back({Here.Before, Added.first->second});
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
        auto Before = flow(LastCallLine, Flow<LineKey>::known(Start)).In;
        std::set<LineKey> Done;
        for (const std::vector<Place> *Some : {&Places, &OnWays})
            for (const Place &Here : *Some)
                if (!CallLines.count(Here.Key) && Done.insert(Here.Key).second)
                    findLevel(Here, Before[Here.Before->getParent()]);
    }

    void findLevel(const Place &Here, Flow<LineKey> Level)
    {
        for (const Place &Other : Lines[Here.Before->getParent()]) {
            if (Other.Before == Here.Before)
                break;
            if (Calls.isReal(*Other.Before))
                Level = Flow<LineKey>::known(Other.Key);
        }
        if (Level.Kind != Flow<LineKey>::Known)
            Level = nearestAbove(Here.Key);
        if (!Level.is(Start))
            Plan.Lines[Slots.at(Here.Key)].LevelFrom = Slots.at(Level.Value);
    }

    Flow<LineKey> nearestAbove(const LineKey &Key) const
    {
        auto Above = CallLines.lower_bound(Key);
        if (Above == CallLines.begin() || (--Above)->first != Key.first)
            return Flow<LineKey>::known(Start);
        return Flow<LineKey>::known(*Above);
    }

    const LineKey Start{~0u, 0}; ///< no line with calls has run yet
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
    std::vector<std::pair<Way, LineKey>> Ways;
    std::vector<Place> OnWays;                     ///< the same, room made
    std::map<BasicBlock *, Flow<LineKey>> Current; ///< at a block's end
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
