/* Names.h - a function's names as readers, lists and linkers know it */
#ifndef PROFPASS_NAMES_H
#define PROFPASS_NAMES_H

#include <string>

namespace llvm {
class Function;
class DIFile;
class DICompileUnit;
} // namespace llvm

namespace profpass {

struct FunctionNames {
    std::string Linkage;   ///< the symbol's name, nothing escaped
    std::string Qualified; ///< ns::C<int>::get, for globs
    std::string Display;   ///< ns::C<int>::get(int); in C the bare name
};

FunctionNames namesOf(const llvm::Function &F);

/// The file as the compiler was told it, seen from Unit's directory (NULL: the
/// compiler's own).
std::string fileName(const llvm::DIFile *File, const llvm::DICompileUnit *Unit);

/// Whether F is a constructor or a destructor.
bool isStructor(const llvm::Function &F);

/// Whether F is a twin that only passes on: the complete-object constructor
/// that calls the base one, the destructor that deletes, and so on. At higher
/// levels clang merges most of them, so they never count.
bool isDelegatingTwin(const llvm::Function &F);

} // namespace profpass

#endif
