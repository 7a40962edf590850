/* boot.cc - the code that finds the runtime when the program starts
 *
 * Emits, as the C of it would be:
 *
 *     void __profpass_boot(module *m)                   hidden, comdat
 *     {
 *         attach = __profpass_attach;                   linked or preloaded
 *         if (!attach)
 *             attach = found;                           by an earlier module
 *         if (!attach && dlsym)
 *             attach = dlsym(RTLD_DEFAULT, "__profpass_attach");
 *         if (!attach && dlopen && dlsym && getauxval && dynamic && !setuid)
 *             if (handle = dlopen(path, RTLD_NOW))
 *                 attach = dlsym(handle, "__profpass_attach");
 *         if (attach)
 *             (found = attach)(m, &__profpass_hooks);
 *         else if (!said && write) {
 *             said = 1;
 *             write(2, message, sizeof message - 1);
 *         }
 *     }
 *
 * Every reference to libc and to the runtime is weak: the object links with
 * anything. A static program has no loader (AT_BASE is 0) and must not dlopen;
 * a setuid one must not load what a path in its own text says.
 */
#include "boot.h"

#include "own_decls.h"
#include "profpass/abi.h"

using namespace profpass;

namespace {

/// Linux on every architecture: linux/auxvec.h, dlfcn.h.
enum { aux_base = 7, aux_secure = 23, rtld_now = 2, standard_error = 2 };

/// A function that may be missing.
class weak_function {
  public:
    weak_function(const char *name, tree result,
                  std::initializer_list<tree> arguments)
        : list(arguments), type(build_function_type_array(
                               result, int(list.size()), list.data())),
          decl(find(name))
    {
    }

    /// Its address as a plain pointer; NULL if it is missing.
    tree address() const
    {
        return decl ? fold_convert(ptr_type_node, build_fold_addr_expr(decl))
                    : null_pointer_node;
    }

    tree exists() const
    {
        return build2(NE_EXPR, boolean_type_node, address(), null_pointer_node);
    }

    tree call(std::initializer_list<tree> arguments) const
    {
        return call_through(address(), arguments);
    }

    tree call_through(tree pointer, std::initializer_list<tree> arguments) const
    {
        std::vector<tree> given(arguments);
        return build_call_array(
            TREE_TYPE(type),
            build1(NOP_EXPR, build_pointer_type(type), pointer),
            int(given.size()), given.data());
    }

  private:
    /// The program's own declaration if it uses it: two of one name, one of
    /// them weak, would make both weak. A function of that name which is
    /// private to the unit hides the one that is meant.
    tree find(const char *name) const
    {
        symtab_node *known = symtab_node::get_for_asmname(get_identifier(name));
        if (known && !TREE_PUBLIC(known->decl))
            return NULL_TREE;
        if (known && TREE_CODE(known->decl) == FUNCTION_DECL)
            return known->decl;
        tree f = build_decl(BUILTINS_LOCATION, FUNCTION_DECL,
                            get_identifier(name), type);
        SET_DECL_ASSEMBLER_NAME(f, get_identifier(name));
        DECL_EXTERNAL(f) = TREE_PUBLIC(f) = DECL_ARTIFICIAL(f) = 1;
        TREE_NOTHROW(f) = 1;
        declare_weak(f);
        return f;
    }

    std::vector<tree> list;
    tree type;
    tree decl;
};

/// Writes the body of boot.
class boot_emitter {
  public:
    boot_emitter(tree hooks, const std::string &path)
        : hooks(hooks), path(path),
          function(begin_function(PROFPASS_SYMBOL_BOOT,
                                  build_function_type_list(void_type_node,
                                                           ptr_type_node,
                                                           NULL_TREE))),
          attach(local("attach")), handle(local("handle"))
    {
        hide_in_comdat(function);
    }

    tree emit()
    {
        DECL_CHAIN(attach) = handle;
        tree found = shared("__profpass_found", ptr_type_node);
        add(set(attach, linked.address()));
        add(when(missing(attach), set(attach, found)));
        add(when(both(missing(attach), dlsym.exists()),
                 set(attach, look_up(null_pointer_node))));
        add(when(may_load(), load()));
        add(build3(COND_EXPR, void_type_node, missing(attach), say(),
                   enter(found)));
        finish_function(function, body, attach);
        return function;
    }

  private:
    tree local(const char *name) const
    {
        tree v = build_decl(BUILTINS_LOCATION, VAR_DECL, get_identifier(name),
                            ptr_type_node);
        DECL_CONTEXT(v) = function;
        DECL_ARTIFICIAL(v) = DECL_IGNORED_P(v) = TREE_USED(v) = 1;
        return v;
    }

    /// A zero variable that all modules of a shared object have in common.
    static tree shared(const char *name, tree type)
    {
        tree v = new_variable(name, type);
        hide_weak(v);
        define_variable(v, build_zero_cst(type));
        return v;
    }

    void add(tree statement)
    {
        append_to_statement_list(statement, &body);
    }

    static tree set(tree variable, tree value)
    {
        return build2(MODIFY_EXPR, void_type_node, variable, value);
    }

    static tree both(tree a, tree b)
    {
        return build2(TRUTH_ANDIF_EXPR, boolean_type_node, a, b);
    }

    static tree when(tree condition, tree statement)
    {
        return build3(COND_EXPR, void_type_node, condition, statement,
                      NULL_TREE);
    }

    static tree is_zero(tree value)
    {
        return build2(EQ_EXPR, boolean_type_node, value,
                      build_zero_cst(TREE_TYPE(value)));
    }

    static tree missing(tree pointer)
    {
        return is_zero(pointer);
    }

    static tree text(const std::string &words)
    {
        return fold_convert(
            ptr_type_node,
            build_string_literal(unsigned(words.size()) + 1, words.c_str()));
    }

    tree look_up(tree in) const
    {
        return dlsym.call({in, text(PROFPASS_SYMBOL_ATTACH)});
    }

    tree auxiliary(unsigned type) const
    {
        return getauxval.call({build_int_cst(long_unsigned_type_node, type)});
    }

    tree may_load() const
    {
        tree condition = both(missing(attach), dlsym.exists());
        condition = both(condition, dlopen.exists());
        condition = both(condition, getauxval.exists());
        condition = both(condition, build1(TRUTH_NOT_EXPR, boolean_type_node,
                                           is_zero(auxiliary(aux_base))));
        return both(condition, is_zero(auxiliary(aux_secure)));
    }

    tree load() const
    {
        tree both_steps = NULL_TREE;
        append_to_statement_list(
            set(handle,
                dlopen.call(
                    {text(path), build_int_cst(integer_type_node, rtld_now)})),
            &both_steps);
        append_to_statement_list(build3(COND_EXPR, void_type_node,
                                        missing(handle), NULL_TREE,
                                        set(attach, look_up(handle))),
                                 &both_steps);
        return both_steps;
    }

    tree enter(tree found) const
    {
        tree both_steps = NULL_TREE;
        append_to_statement_list(set(found, attach), &both_steps);
        append_to_statement_list(
            linked.call_through(attach, {DECL_ARGUMENTS(function),
                                         build_fold_addr_expr(hooks)}),
            &both_steps);
        return both_steps;
    }

    tree say() const
    {
        const std::string message =
            "profpass: " + path +
            " cannot be loaded: the program runs unprofiled; install it there, "
            "link libprofrt, or start with `profpass run`\n";
        tree said = shared("__profpass_said", integer_type_node);
        tree both_steps = NULL_TREE;
        append_to_statement_list(set(said, integer_one_node), &both_steps);
        append_to_statement_list(
            write.call({build_int_cst(integer_type_node, standard_error),
                        text(message), size_int(message.size())}),
            &both_steps);
        return when(both(is_zero(said), write.exists()), both_steps);
    }

    const tree hooks;
    const std::string path;
    const tree function, attach, handle;
    tree body = NULL_TREE;
    const weak_function linked{PROFPASS_SYMBOL_ATTACH,
                               integer_type_node,
                               {ptr_type_node, ptr_type_node}};
    const weak_function dlsym{
        "dlsym", ptr_type_node, {ptr_type_node, ptr_type_node}};
    const weak_function dlopen{
        "dlopen", ptr_type_node, {ptr_type_node, integer_type_node}};
    const weak_function getauxval{
        "getauxval", long_unsigned_type_node, {long_unsigned_type_node}};
    const weak_function write{
        "write",
        long_integer_type_node,
        {integer_type_node, ptr_type_node, size_type_node}};
};

} // namespace

void profpass::emit_boot(tree module, tree hooks,
                         const std::string &runtime_path)
{
    tree boot = boot_emitter(hooks, runtime_path).emit();
    tree constructor =
        begin_function("__profpass_start",
                       build_function_type_list(void_type_node, NULL_TREE));
    DECL_STATIC_CONSTRUCTOR(constructor) = 1;
    SET_DECL_INIT_PRIORITY(constructor, PROFPASS_CONSTRUCTOR_PRIORITY);
    finish_function(constructor,
                    build_call_expr(boot, 1, build_fold_addr_expr(module)),
                    NULL_TREE);
}
