/* statements.h - which physical lines are one line to the reader
 *
 *     total = add(first,      a statement that takes several lines runs once:
 *                 second);    all of it belongs to its first line
 *     if (a &&                so does the head of an if, a loop, a switch
 *         b)
 *         x = ({              the statements of a statement expression have
 *             step();         lines of their own
 *         });
 */
#ifndef PROFPASS_GCC_STATEMENTS_H
#define PROFPASS_GCC_STATEMENTS_H

#include "gcc_compat.h"

namespace profpass {

struct session;

/// What the source of a function tells of its lines and GIMPLE does not.
struct statement_lines {
    /// (file, a further line of a statement) -> its first line. Files as
    /// absolute_path gives them.
    std::map<std::pair<std::string, unsigned>, unsigned> first;
    /// Where jumps stand that make a line run: break, continue, plain return,
    /// endless loops.
    std::set<location_t> jumps;
    /// Where loops stand that test a constant.
    std::set<location_t> tests;
    /// Where code is no line to the reader: constant conditions, the value of
    /// constant variables, which GCC puts where they are used.
    std::set<location_t> silent;
};

/// Note in s the lines of a function that the front end has just read, and of
/// those nested in it. Linear in the size of the body.
void note_statements(session &s, tree function);

/// What was noted of the function or of the one it is a clone of; NULL if
/// nothing.
const statement_lines *lines_noted(const session &s, tree function);

/// Where a location stands in the source: that of a macro's expansion.
location_t place_of(location_t where);

} // namespace profpass

#endif
