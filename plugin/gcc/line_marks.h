/* line_marks.h - statements that run and that GIMPLE has no statement for
 *
 *     if (x)          GIMPLE: if (x != 0) goto out; else goto in;
 *         break;      nothing is left to count, so a mark takes its place
 *     const int a[] = {1, 2};
 *                     becomes static, though the reader sees a line run
 *
 * A mark is a statement that does nothing and has a place in the source. GCC
 * keeps it until it builds SSA form and makes no code for it.
 */
#ifndef PROFPASS_GCC_LINE_MARKS_H
#define PROFPASS_GCC_LINE_MARKS_H

#include "gcc_compat.h"

namespace profpass {

/// Have marks put into the functions whose lines are noted, as GCC turns each
/// of their statements to GIMPLE. To be called once.
void begin_line_marks();

/// Whether the statement is a mark.
bool is_line_mark(const gimple *statement);

} // namespace profpass

#endif
