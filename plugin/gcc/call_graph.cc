/* call_graph.cc - what follows from who calls whom */
#include "call_graph.h"

using namespace profpass;

namespace {

/// What is needed whoever refers to it.
bool is_root(const symtab_node *node)
{
    if (TREE_PUBLIC(node->decl))
        return node->force_output || node->forced_by_abi ||
               (!DECL_COMDAT(node->decl) && !DECL_EXTERNAL(node->decl));
    return DECL_PRESERVE_P(node->decl) ||
           (TREE_CODE(node->decl) == FUNCTION_DECL &&
            (DECL_STATIC_CONSTRUCTOR(node->decl) ||
             DECL_STATIC_DESTRUCTOR(node->decl)));
}

/// What the finished program can get to. At -O0 GCC keeps static functions that
/// nobody uses, for the debugger. Clang never makes code of them; so that all
/// compilers and levels name the same functions, they are not profiled.
class reach {
  public:
    reach()
    {
        symtab_node *node;
        FOR_EACH_SYMBOL(node)
        if (is_root(node))
            add(node);
        while (!todo.empty()) {
            symtab_node *next = todo.back();
            todo.pop_back();
            follow(next);
        }
    }

    bool has(symtab_node *node) const
    {
        return seen.count(node) != 0;
    }

  private:
    void add(symtab_node *node)
    {
        if (seen.insert(node).second)
            todo.push_back(node);
    }

    void follow(symtab_node *node)
    {
        ipa_ref *reference;
        for (unsigned i = 0; node->iterate_reference(i, reference); ++i)
            add(reference->referred);
        if (cgraph_node *function = dyn_cast<cgraph_node *>(node))
            for (cgraph_edge *call = function->callees; call;
                 call = call->next_callee)
                add(call->callee);
    }

    std::set<symtab_node *> seen;
    std::vector<symtab_node *> todo;
};

} // namespace

void profpass::drop_unreachable(std::vector<target> &targets)
{
    const reach reached;
    const auto is_lost = [&](const target &t) {
        cgraph_node *node = cgraph_node::get(t.decl);
        return !node || !node->has_gimple_body_p() || !reached.has(node);
    };
    targets.erase(std::remove_if(targets.begin(), targets.end(), is_lost),
                  targets.end());
}

void profpass::forget_purity(const std::vector<target> &targets)
{
    std::set<const cgraph_node *> done;
    std::vector<const cgraph_node *> todo;
    for (const target &t : targets)
        todo.push_back(cgraph_node::get(t.decl));
    while (!todo.empty()) {
        const cgraph_node *function = todo.back();
        todo.pop_back();
        if (!done.insert(function).second)
            continue;
        TREE_READONLY(function->decl) = 0;
        DECL_PURE_P(function->decl) = 0;
        DECL_LOOPING_CONST_OR_PURE_P(function->decl) = 0;
        for (cgraph_edge *call = function->callers; call;
             call = call->next_caller)
            todo.push_back(call->caller);
    }
}
