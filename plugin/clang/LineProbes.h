/* LineProbes.h - the code of line probes
 *
 *     count     ++lines[counter]
 *     marker    frame->line = slot
 *     check     ev = *events
 *               if ((ev ^ prev) | (ev ^ heap(lines)[slot].seen))  unlikely
 *                   settle(frame, slot)
 *               prev = ev
 *
 * lines and events are loaded once, when the activation begins.
 */
#ifndef PROFPASS_LINE_PROBES_H
#define PROFPASS_LINE_PROBES_H

#include "LlvmCompat.h"

namespace profpass {

struct LinePlan;
class Records;

class LineProbes {
  public:
    /// Begin at B, right behind the call of enter that returned Frame.
    LineProbes(llvm::IRBuilder<> &B, llvm::Value *Frame, const Records &R,
               const LinePlan &Plan, bool CPlusPlus);

    /// Put in all that is planned. Calls of hooks do not throw.
    void insert();

    /// Look at the heap anew: control came back from elsewhere.
    void forget(llvm::IRBuilder<> &B);

  private:
    enum Memory { Counter, Marker, Events, Seen, NMemories };

    void makeMetadata(llvm::Module &M, bool CPlusPlus);
    /// Tell what I touches: nothing that another kind of probe does, and
    /// nothing that the program's own accesses of typed memory do.
    llvm::Instruction *touches(llvm::Instruction *I, Memory What) const;
    llvm::Value *field(llvm::IRBuilder<> &B, unsigned Index) const;
    llvm::Value *loadEvents(llvm::IRBuilder<> &B) const;
    void count(llvm::IRBuilder<> &B, unsigned Counter);
    void check(llvm::Instruction *Before, const llvm::DebugLoc &Place,
               unsigned Slot);

    const Records &R;
    const LinePlan &Plan;
    llvm::Value *Frame;
    llvm::Value *Lines, *EventsAt, *Previous;
    llvm::MDNode *Scope[NMemories], *Others[NMemories], *Tag[NMemories];
    llvm::MDNode *SettleKeeps, *Unlikely, *Unsanitized;
};

} // namespace profpass

#endif
