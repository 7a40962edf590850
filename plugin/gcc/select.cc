/* select.cc - asks the policy, after what no policy could change */
#include "select.h"

#include "attribute.h"
#include "coroutine.h"
#include "names.h"
#include "session.h"

using namespace profpass;

/// Of C++'s front end, which is asked only if it is the one that runs.
extern tree cp_global_trees[CPTI_MAX] __attribute__((weak));

namespace {

bool has_attribute(tree function, const char *name)
{
    return lookup_attribute(name, DECL_ATTRIBUTES(function)) != NULL_TREE;
}

/// Why a function that is selected cannot have probes; NULL if it can.
const char *why_not(tree function)
{
    if (has_attribute(function, "naked"))
        return "a naked function has no place for probes";
    if (has_attribute(function, "no_instrument_function"))
        return "the function is no_instrument_function";
    return nullptr;
}

/// Whether the dynamic linker calls the function while it still relocates.
/// Aliases are known before any function is lowered, but not yet as references.
bool is_ifunc_resolver(tree function)
{
    static const std::set<tree> resolvers = [] {
        std::set<tree> found;
        cgraph_node *node;
        FOR_EACH_FUNCTION(node)
        if (node->alias && has_attribute(node->decl, "ifunc"))
            found.insert(node->analyzed ? node->get_alias_target()->decl
                                        : node->alias_target);
        return found;
    }();
    return resolvers.count(function) != 0;
}

/// Whether no one wrote the body. GCC calls that of a lambda artificial, too.
bool is_compiler_made(const session &s, tree function)
{
    if (!s.c_plus_plus || !DECL_LANG_SPECIFIC(function))
        return DECL_ARTIFICIAL(function);
    // A constructor defaulted outside its class has been cloned before.
    tree written = DECL_CLONED_FUNCTION_P(function)
                       ? DECL_CLONED_FUNCTION(function)
                       : function;
    return DECL_DEFAULTED_FN(written) ||
           (DECL_ARTIFICIAL(function) && !LAMBDA_FUNCTION_P(function));
}

/// The place that counts for a function made by a macro is that of the macro's
/// use.
bool is_in_system_header(tree function)
{
    return in_system_header_at(
        linemap_resolve_location(line_table, DECL_SOURCE_LOCATION(function),
                                 LRK_MACRO_EXPANSION_POINT, nullptr));
}

/// A copy for inlining only has no probes, the real one has: use that one, or
/// calls would count at -O0 and not above. C++ has such copies only of
/// templates that a library holds.
void drop_copy(tree function, const target &t)
{
    if (has_attribute(function, "always_inline") ||
        (!t.marked && t.linkage_name.compare(0, 2, "_Z") == 0))
        return;
    DECL_UNINLINABLE(function) = 1;
}

} // namespace

bool profpass::select_current_function(const session &s, target &t)
{
    tree coroutine = coroutine_of_actor(current_function_decl);
    if (!coroutine && is_coroutine_part(current_function_decl))
        return false;
    tree function = coroutine ? coroutine : current_function_decl; // as written
    const function_names names = names_of(function);
    const location_t where = DECL_SOURCE_LOCATION(function);
    policy_subject subject = {};
    t.decl = current_function_decl;
    t.linkage_name = names.linkage;
    t.qualified_name = names.qualified;
    t.display_name = names.display;
    t.file = file_name(where);
    t.first_line = expand_location(where).line;
    t.last_line = std::max(
        t.first_line, unsigned(expand_location(cfun->function_end_locus).line));
    t.marked = is_marked(function, t.options, subject.marks);

    subject.name = t.qualified_name.c_str();
    subject.linkage_name = t.linkage_name.c_str();
    subject.file = t.file.c_str();
    subject.marked = t.marked;
    subject.compiler_made = is_compiler_made(s, function);
    subject.in_system_header = is_in_system_header(function);
    const policy_choice choice = policy_choose(s.rules.get(), &subject);
    if (!choice.selected || is_ifunc_resolver(function) ||
        is_delegating_twin(function, t.linkage_name))
        return false;
    if (const char *why = why_not(function)) {
        if (t.marked)
            warning_at(where, OPT_Wattributes, "%qs attribute ignored: %s",
                       "profile", why);
        return false;
    }
    if (DECL_EXTERNAL(function)) {
        drop_copy(function, t);
        return false;
    }
    t.lines = coroutine ? POLICY_LINES_OFF : choice.lines;
    return true;
}
