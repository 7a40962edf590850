/* Statements.h - which physical lines are one line to the reader
 *
 *     total = add(first,      a statement that takes several lines runs once:
 *                 second);    all of it belongs to its first line
 *     if (a &&                so does the head of an if, a loop, a switch
 *         b)
 *         each(list, [] {     the body of a lambda, or a statement expression,
 *             step();         has lines of its own
 *         });
 */
#ifndef PROFPASS_STATEMENTS_H
#define PROFPASS_STATEMENTS_H

namespace clang {
class SourceManager;
class Stmt;
} // namespace clang

namespace profpass {

struct Session;

/// Note in S.FirstLines the further lines of each statement below Body. Linear
/// in its statements and lines.
void collectStatements(const clang::Stmt *Body, const clang::SourceManager &SM,
                       Session &S);

} // namespace profpass

#endif
