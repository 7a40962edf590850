/* gcc_compat.h - GCC's headers, and every difference between its versions
 *
 * The plugin is written for the newest GCC; what older ones lack is put here
 * under the newest name. GCC's own headers forbid much of the standard library
 * to whoever comes later, so its headers come first.
 */
#ifndef PROFPASS_GCC_COMPAT_H
#define PROFPASS_GCC_COMPAT_H

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

// The order is GCC's: each of its headers wants some of those before it.
// clang-format off
#include "bversion.h"
#include "gcc-plugin.h"
#include "backend.h"
#include "tree.h"
#include "stringpool.h"
#include "attribs.h"
#include "gimple.h"
#include "cgraph.h"
#include "stor-layout.h"
#include "gimple-iterator.h"
#include "gimple-expr.h"
#include "gimplify.h"
#include "gimple-walk.h"
#include "gimple-pretty-print.h"
#include "tree-iterator.h"
#include "tree-pass.h"
#include "tree-cfg.h"
#include "tree-eh.h"
#include "tree-dfa.h"
#include "except.h"
#include "cfgloop.h"
#include "cfganal.h"
#include "dominance.h"
#include "calls.h"
#include "langhooks.h"
#include "tree-nested.h"
#include "cp/cp-tree.h"
#include "c-family/c-common.h"
#include "diagnostic-core.h"
#include "diagnostic.h"
#include "file-prefix-map.h"
#include "options.h"
#include "opts.h"
#include "toplev.h"
#include "context.h"
#include "output.h"
#include "varasm.h"
// clang-format on

#if BUILDING_GCC_MAJOR < 11
#error "profpass needs GCC 11 or newer"
#endif

// Of libiberty, which is part of GCC but for this header. The flags are those
// of every version.
extern "C" {
char *cplus_demangle_v3(const char *mangled, int flags);
int is_gnu_v3_mangled_ctor(const char *mangled);
int is_gnu_v3_mangled_dtor(const char *mangled);
}

namespace profpass {
namespace compat {

enum { with_parameters = 1 << 0, with_qualifiers = 1 << 1, no_result = 1 << 6 };

/// Make one attribute known under `namespace_name::`, beside `gnu::`.
inline void register_attribute_in(const char *namespace_name,
                                  const attribute_spec &spec)
{
#if BUILDING_GCC_MAJOR >= 14
    static attribute_spec table[1];
    table[0] = spec;
    static const scoped_attribute_specs scoped = {namespace_name, {table, 1}};
    register_scoped_attributes(scoped, false);
#else
    static attribute_spec table[2]; // ends with an entry without a name
    table[0] = spec;
    register_scoped_attributes(table, namespace_name);
#endif
}

/// The last statement of a block that is not for the debugger only.
inline gimple *last_statement(basic_block block)
{
#if BUILDING_GCC_MAJOR >= 14
    return last_nondebug_stmt(block);
#else
    return last_stmt(block);
#endif
}

/// Whether the programmer demands that the call replaces its caller.
inline bool is_musttail(const gcall *call)
{
#if BUILDING_GCC_MAJOR >= 15
    return gimple_call_must_tail_p(call);
#else
    (void)call; // there is no way to say so
    return false;
#endif
}

} // namespace compat
} // namespace profpass

#endif
