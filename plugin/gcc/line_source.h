/* line_source.h - the source line of a statement, as a reader sees it */
#ifndef PROFPASS_GCC_LINE_SOURCE_H
#define PROFPASS_GCC_LINE_SOURCE_H

#include "gcc_compat.h"

namespace profpass {

struct session;
struct statement_lines;

/// (index of the file among the module's, line)
using line_key = std::pair<unsigned, unsigned>;

class line_source {
  public:
    line_source(function *body, const session &s);

    /// Give the line that the statement belongs to. False if it is no part of a
    /// line that a reader would say runs: bookkeeping, a closing brace.
    bool line_of(const gimple *statement, line_key &key);

  private:
    struct file {
        unsigned index;
        std::string path; ///< absolute
    };
    const file &file_of(location_t where);
    bool is_silent(location_t place) const;
    bool is_elsewhere(const file &in, unsigned line);
    bool is_jump(const gimple *statement) const;

    const function *const body;
    const statement_lines *const noted; ///< NULL if nothing was
    std::map<const char *, file> files;
    /// Lines that have more than jumps.
    std::set<line_key> busy;
};

} // namespace profpass

#endif
