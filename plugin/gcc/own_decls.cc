/* own_decls.cc - declarations of our own, each with a body or a value
 *
 * GCC treats what is made late differently from what the front end hands over:
 * a variable must be analyzed by hand, a function gimplified, and what nothing
 * refers to yet would be dropped at once.
 */
#include "own_decls.h"

using namespace profpass;

static void add_attribute(tree function, const char *name, tree value)
{
    DECL_ATTRIBUTES(function) =
        tree_cons(get_identifier(name), value, DECL_ATTRIBUTES(function));
}

static void make_ours(tree decl, const char *name)
{
    SET_DECL_ASSEMBLER_NAME(decl, get_identifier(name));
    DECL_ARTIFICIAL(decl) = DECL_IGNORED_P(decl) = 1;
    TREE_STATIC(decl) = TREE_USED(decl) = 1;
    // Nothing refers to it yet, and unreferenced things are dropped at once.
    DECL_PRESERVE_P(decl) = 1;
}

static void add_parameter(tree function, tree type)
{
    tree parameter = build_decl(BUILTINS_LOCATION, PARM_DECL, NULL_TREE, type);
    DECL_ARG_TYPE(parameter) = type;
    DECL_CONTEXT(parameter) = function;
    DECL_ARTIFICIAL(parameter) = DECL_IGNORED_P(parameter) = 1;
    TREE_USED(parameter) = 1;
    DECL_ARGUMENTS(function) = chainon(DECL_ARGUMENTS(function), parameter);
}

tree profpass::begin_function(const char *name, tree type)
{
    // The place tells --coverage that there is no source to cover.
    tree f = build_decl(BUILTINS_LOCATION, FUNCTION_DECL, get_identifier(name),
                        type);
    make_ours(f, name);
    DECL_UNINLINABLE(f) = TREE_NOTHROW(f) = 1;
    DECL_NO_INSTRUMENT_FUNCTION_ENTRY_EXIT(f) = 1;
    DECL_FUNCTION_SPECIFIC_OPTIMIZATION(f) = optimization_default_node;
    DECL_FUNCTION_SPECIFIC_TARGET(f) = target_option_default_node;
    add_attribute(f, "no_sanitize", build_all_ones_cst(unsigned_type_node));
    add_attribute(f, "no_sanitize_coverage", NULL_TREE);
    add_attribute(f, "no_stack_protector", NULL_TREE);
    for (tree t = TYPE_ARG_TYPES(type); t && t != void_list_node;
         t = TREE_CHAIN(t))
        add_parameter(f, TREE_VALUE(t));
    tree result =
        build_decl(BUILTINS_LOCATION, RESULT_DECL, NULL_TREE, TREE_TYPE(type));
    DECL_ARTIFICIAL(result) = DECL_IGNORED_P(result) = 1;
    DECL_CONTEXT(result) = f;
    DECL_RESULT(f) = result;
    return f;
}

void profpass::finish_function(tree function, tree body, tree locals)
{
    tree block = make_node(BLOCK);
    BLOCK_SUPERCONTEXT(block) = function;
    BLOCK_VARS(block) = locals;
    TREE_USED(block) = 1;
    DECL_INITIAL(function) = block;
    if (!body)
        body = build_empty_stmt(UNKNOWN_LOCATION);
    DECL_SAVED_TREE(function) =
        build3(BIND_EXPR, void_type_node, locals, body, block);
    allocate_struct_function(function, false);
    cfun->function_end_locus = BUILTINS_LOCATION;
    current_function_decl = function;
    gimplify_function_tree(function);
    cgraph_node::add_new_function(function, false);
    set_cfun(NULL);
    current_function_decl = NULL_TREE;
}

static void hide(tree decl)
{
    TREE_PUBLIC(decl) = 1;
    DECL_VISIBILITY(decl) = VISIBILITY_HIDDEN;
    DECL_VISIBILITY_SPECIFIED(decl) = 1;
}

void profpass::hide_in_comdat(tree function)
{
    hide(function);
    DECL_COMDAT(function) = 1;
    make_decl_one_only(function, DECL_ASSEMBLER_NAME(function));
}

void profpass::hide_weak(tree variable)
{
    hide(variable);
    DECL_WEAK(variable) = 1;
}

tree profpass::new_variable(const char *name, tree type)
{
    tree v =
        build_decl(BUILTINS_LOCATION, VAR_DECL, get_identifier(name), type);
    make_ours(v, name);
    TREE_ADDRESSABLE(v) = 1;
    return v;
}

void profpass::define_variable(tree variable, tree value)
{
    if (TREE_CODE(value) == CONSTRUCTOR)
        TREE_CONSTANT(value) = TREE_STATIC(value) = 1;
    DECL_INITIAL(variable) = value;
    varpool_node::finalize_decl(variable);
    varpool_node::get(variable)->analyze();
}
