/* LineSource.h - the source line of an instruction, as a reader sees it */
#ifndef PROFPASS_LINE_SOURCE_H
#define PROFPASS_LINE_SOURCE_H

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace llvm {
class AllocaInst;
class DIFile;
class DILocation;
class Function;
class Instruction;
} // namespace llvm

namespace profpass {

class Records;
struct Session;

/// (file, line, column)
using Position = std::tuple<std::string, unsigned, unsigned>;

/// (index of the file among the module's, line)
using LineKey = std::pair<unsigned, unsigned>;

class LineSource {
  public:
    LineSource(llvm::Function &F, Records &R, const Session &S);

    /// Give the line that I belongs to. False if I is no part of a line that a
    /// reader would say runs: bookkeeping, a closing brace, the way out.
    bool lineOf(const llvm::Instruction &I, LineKey &Key);

    bool isOwnFile(const LineKey &Key) const
    {
        return Key.first == OwnFile;
    }

  private:
    struct File {
        unsigned Index;
        std::string Path; ///< absolute
    };
    const File &file(const llvm::DIFile *DI);
    bool isBookkeeping(const llvm::Instruction &I) const;
    bool carriesValue(const llvm::AllocaInst &Slot);
    const llvm::DILocation *cleanedBy(const llvm::Instruction &I) const;
    Position positionOf(const llvm::DILocation *Place);
    bool isEmptyTest(const llvm::Instruction &I, const llvm::DILocation *Place);
    bool isSilent(const llvm::DILocation *Place);
    void findPlumbing(llvm::Function &F);

    Records &R;
    const Session &S;
    llvm::Function &F;
    std::map<const llvm::DIFile *, File> Files;
    /// Code that carries exceptions and destinations along.
    std::set<const llvm::Instruction *> Plumbing;
    /// Lines that have more than jumps.
    std::set<LineKey> Busy;
    unsigned OwnFile;
};

} // namespace profpass

#endif
