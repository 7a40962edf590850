/* Session.h - what one run of the compiler knows
 *
 *     front end (ProfpassPlugin.cpp)         pass (ProfpassPass.cpp)
 *       options, attribute, AST ──▶ Session ──▶ selection, lines, records
 *
 * The front end fills it, the pass reads it, both in the same process. Holds
 * nothing of clang, so that the pass does not need clang's headers.
 */
#ifndef PROFPASS_SESSION_H
#define PROFPASS_SESSION_H

#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>

#include "policy.h"

namespace profpass {

/// The annotation of a marked function: this, then the attribute's strings,
/// separated by commas.
constexpr char MarkPrefix[] = "profpass:";

/// (file, line, column)
using Position = std::tuple<std::string, unsigned, unsigned>;

struct Session {
    std::unique_ptr<policy, void (*)(policy *)> Policy{policy_new(),
                                                       policy_free};
    /// The runtime to load when none is linked; absolute.
    std::string RuntimePath;
    /// The compiler, as the records name it.
    std::string Producer;
    bool CPlusPlus = false;

    /// Where a function closes: (file, line of its name) -> line of its last
    /// brace. Files by absolute path, as everywhere in a session.
    std::map<std::pair<std::string, unsigned>, unsigned> LastLines;
    /// Where code other than calls is no line to the reader: closing braces,
    /// and jumps that are code at -O0 only.
    std::set<Position> Silent;
    /// Where the parts of conditions stand that need no test: Foregone.h.
    std::set<Position> Foregone;
    /// Where loops begin that test first.
    std::set<Position> Loops;
    /// (file, a further line of a statement) -> its first line.
    std::map<std::pair<std::string, unsigned>, unsigned> FirstLines;
    /// Linkage names of functions that clean variables.
    std::set<std::string> Cleanups;
    std::set<std::string> SystemHeaders;
    /// The marks whose annotations clang drops, see AstFacts: by linkage name,
    /// and by place for constructors and destructors of templates.
    std::map<std::string, std::string> MarkedNames;
    std::map<std::pair<std::string, unsigned>, std::string> MarkedPlaces;
    /// Linkage names of functions that are no_instrument_function or unwritten.
    std::set<std::string> NotInstrumented;

    static Session &get();
};

/// Return the path made absolute, without "." and ".."; "" for "".
std::string absolutePath(const std::string &Directory, const std::string &File);

} // namespace profpass

#endif
