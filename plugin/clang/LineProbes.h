/* LineProbes.h - the code of line probes
 *
 *     count     ++lines[counter]
 *     marker    frame->line = slot
 *     check     ev = *events
 *               if ((ev ^ prev) | (ev ^ heap(lines)[slot].seen))  unlikely
 *                   settle(frame, slot)
 *               prev = ev
 *
 * lines and events, the pointers, are loaded once, when the activation begins.
 * What others watch (counter, marker) or change (*events) is volatile: to LLVM
 * malloc touches no memory that the program knows, so an ordinary marker would
 * sink below it, and an ordinary *events be the same behind it. That costs
 * nothing to speak of: the line calls something that LLVM does not see.
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
    void makeMetadata(llvm::Module &M, bool CPlusPlus);
    /// Tell that I touches no typed memory of the program's.
    llvm::Instruction *ours(llvm::Instruction *I) const;
    llvm::Value *field(llvm::IRBuilder<> &B, unsigned Index) const;
    llvm::Value *loadEvents(llvm::IRBuilder<> &B) const;
    void count(llvm::IRBuilder<> &B, unsigned Counter);
    void check(llvm::Instruction *Before, const llvm::DebugLoc &Place,
               unsigned Slot);

    const Records &R;
    const LinePlan &Plan;
    llvm::Value *Frame;
    llvm::Value *Lines, *EventsAt, *Previous;
    llvm::MDNode *Tag, *Unlikely, *Unsanitized;
};

} // namespace profpass

#endif
