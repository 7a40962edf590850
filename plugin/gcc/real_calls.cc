/* real_calls.cc - functions that get nowhere near the heap
 *
 * All functions with a body are quiet to begin with; one that calls what is
 * not, is not, and makes those loud that call it. What remains is quiet, even
 * in recursion.
 */
#include "real_calls.h"

#include "policy.h"

using namespace profpass;

/// Whether a builtin is code in place, at every level and in every compiler:
/// what the policy knows by name, and what has no function to call.
static bool is_operation(tree callee)
{
    if (!fndecl_built_in_p(callee))
        return false;
    const char *name = IDENTIFIER_POINTER(DECL_NAME(callee));
    static const char prefix[] = "__builtin_";
    if (DECL_BUILT_IN_CLASS(callee) != BUILT_IN_NORMAL)
        return true; // of the processor
    const char *symbol = IDENTIFIER_POINTER(DECL_ASSEMBLER_NAME(callee));
    if (strncmp(symbol, "__sync_", 7) == 0 ||
        strncmp(symbol, "__atomic_", 9) == 0)
        return true;
    if (strncmp(name, prefix, sizeof prefix - 1) == 0)
        name += sizeof prefix - 1;
    if (policy_name_is_operation(name))
        return true;
    return strncmp(symbol, prefix, sizeof prefix - 1) == 0;
}

bool profpass::is_hook_call(const gimple *statement)
{
    const gcall *call = dyn_cast<const gcall *>(statement);
    if (!call || gimple_call_internal_p(call))
        return false;
    tree callee = gimple_call_fn(call);
    return callee && VAR_P(callee) && DECL_ARTIFICIAL(callee) &&
           DECL_NAME(callee) &&
           strncmp(IDENTIFIER_POINTER(DECL_NAME(callee)), "profpass_hook",
                   sizeof "profpass_hook" - 1) == 0;
}

bool profpass::is_call_of_program(const gimple *statement)
{
    const gcall *call = dyn_cast<const gcall *>(statement);
    if (!call || gimple_call_internal_p(call) || is_hook_call(call))
        return false;
    tree callee = gimple_call_fndecl(call);
    return !callee || !is_operation(callee);
}

/// Whether what the linker finds may be another function than this.
static bool is_interposable(tree function)
{
    return DECL_WEAK(function) && !DECL_COMDAT(function);
}

real_calls::real_calls()
{
    std::map<tree, std::vector<tree>> callers;
    std::vector<tree> loud;
    cgraph_node *node;
    FOR_EACH_FUNCTION(node)
    {
        if (!node->has_gimple_body_p() || is_interposable(node->decl))
            continue;
        quiet.insert(node->decl);
        basic_block block;
        FOR_EACH_BB_FN(block, DECL_STRUCT_FUNCTION(node->decl))
        for (gimple_stmt_iterator at = gsi_start_bb(block); !gsi_end_p(at);
             gsi_next(&at))
            if (is_call_of_program(gsi_stmt(at)))
                callers[gimple_call_fndecl(gsi_stmt(at))].push_back(node->decl);
    }
    for (const auto &entry : callers) // NULL_TREE: called by address
        if (!quiet.count(entry.first))
            loud.push_back(entry.first);
    while (!loud.empty()) {
        tree callee = loud.back();
        loud.pop_back();
        for (tree caller : callers[callee])
            if (quiet.erase(caller))
                loud.push_back(caller);
    }
}

bool real_calls::is_real(const gimple *statement) const
{
    return is_call_of_program(statement) &&
           !quiet.count(gimple_call_fndecl(statement));
}
