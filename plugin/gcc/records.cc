/* records.cc - the records of a translation unit, and its hook table
 *
 * Everything is private to the unit but the hook table, its stubs and boot:
 * those are hidden and one a shared object.
 */
#include "records.h"

#include "boot.h"
#include "own_decls.h"
#include "policy.h"
#include "profpass/abi.h"
#include "session.h"
#include "target.h"

#include <algorithm>
#include <map>

using namespace profpass;

/* ---- what is kept ---------------------------------------------------------*/

/// One list holds all trees that live between callbacks. They are made when the
/// first function is, and not earlier: reading a precompiled header throws away
/// what there was.
static tree all_kept = NULL_TREE;

const ggc_root_tab profpass::kept_roots[] = {
    {&all_kept, 1, sizeof all_kept, &gt_ggc_mx_tree_node, &gt_pch_nx_tree_node},
    LAST_GGC_ROOT_TAB};

tree profpass::kept(tree t)
{
    all_kept = tree_cons(NULL_TREE, t, all_kept);
    return t;
}

/* ---- types ----------------------------------------------------------------*/

namespace {

/// Collects the fields of a record type. It is made here and not by the front
/// end, which would want to know its source file.
class record_type {
  public:
    void add(tree type, const char *name)
    {
        tree field = build_decl(UNKNOWN_LOCATION, FIELD_DECL,
                                get_identifier(name), type);
        DECL_CONTEXT(field) = record;
        DECL_ARTIFICIAL(field) = 1;
        *end = field;
        end = &DECL_CHAIN(field);
    }

    tree finish()
    {
        layout_type(record);
        return kept(record);
    }

  private:
    tree record = make_node(RECORD_TYPE);
    tree *end = &TYPE_FIELDS(record);
};

/// The type tokens of the lists; all pointers look the same.
struct tokens {
    tree U16 = uint16_type_node, U32 = uint32_type_node, SLOT = U32;
    tree U64 = uint64_type_node, VOID = void_type_node;
    tree STRING = ptr_type_node, STRINGS = STRING, LINES = STRING;
    tree FUNCTIONS = STRING, FUNCTION = STRING, MODULE = STRING;
    tree FRAME = STRING, ADDRESS = STRING;
};

struct types {
    types();
    tree line, function, module, frame, hooks;
};

/// All that a unit has before its records are emitted.
struct unit {
    types type;
    tree hooks = kept(new_variable(PROFPASS_SYMBOL_HOOKS, type.hooks));
    tree module = kept(new_variable("__profpass_module", type.module));
    std::vector<tree> records;
    std::map<std::string, unsigned> files;
    std::vector<std::string> file_names;
};

#define PROFPASS_RECORD(name)                \
    tree make_##name##_type(const tokens &t) \
    {                                        \
        record_type r;
#define PROFPASS_FIELD(type, field) r.add(t.type, #field);
#define PROFPASS_END(name) \
    return r.finish();     \
    }
#include "profpass/records.def"

/// struct profpass_frame
tree make_frame_type(const tokens &t)
{
    record_type r;
    r.add(t.ADDRESS, "lines");
    r.add(t.ADDRESS, "events");
    r.add(t.U32, "line");
    r.add(t.U32, "reserved");
    return r.finish();
}

/// No hook throws, and none is a transaction's business.
tree pointer_to_hook(tree result, std::initializer_list<tree> arguments)
{
    std::vector<tree> list(arguments);
    tree type =
        build_function_type_array(result, int(list.size()), list.data());
    if (flag_tm)
        type = build_type_attribute_variant(
            type, tree_cons(get_identifier("transaction_pure"), NULL_TREE,
                            NULL_TREE));
    return build_pointer_type(type);
}

#define TOKEN_1(a)    t.a
#define TOKEN_2(a, b) t.a, t.b
#define TOKENS(...)   PROFPASS_MAP_N(__VA_ARGS__, TOKEN_2, TOKEN_1, )(__VA_ARGS__)

tree make_hooks_type(const tokens &t)
{
    record_type r;
#define PROFPASS_HOOK(name, result, ...) \
    r.add(pointer_to_hook(t.result, {TOKENS(__VA_ARGS__)}), #name);
#include "profpass/hooks.def"
    return r.finish();
}

types::types()
{
    const tokens t;
#define PROFPASS_RECORD(name) name = make_##name##_type(t);
#define PROFPASS_FIELD(type, field)
#define PROFPASS_END(name)
#include "profpass/records.def"
    frame = make_frame_type(t);
    hooks = make_hooks_type(t);
}

unit &this_unit()
{
    static unit one;
    return one;
}

tree field_of(tree type, const char *name)
{
    tree field = TYPE_FIELDS(type);
    while (strcmp(IDENTIFIER_POINTER(DECL_NAME(field)), name) != 0)
        field = DECL_CHAIN(field);
    return field;
}

tree component(tree object, const char *name)
{
    tree field = field_of(TREE_TYPE(object), name);
    return build3(COMPONENT_REF, TREE_TYPE(field), object, field, NULL_TREE);
}

/* ---- constants ------------------------------------------------------------*/

tree u16(unsigned value)
{
    return build_int_cst(uint16_type_node, value);
}

tree u32(unsigned value)
{
    return build_int_cst(uint32_type_node, value);
}

tree address_of(tree object)
{
    TREE_ADDRESSABLE(get_base_address(object)) = 1;
    return build1(ADDR_EXPR, build_pointer_type(TREE_TYPE(object)), object);
}

tree string(const std::string &text)
{
    return build_string_literal(unsigned(text.size()) + 1, text.c_str());
}

/// Fields that are not given are zero.
tree struct_of(tree type, std::initializer_list<tree> given)
{
    vec<constructor_elt, va_gc> *values = NULL;
    tree field = TYPE_FIELDS(type);
    for (tree value : given) {
        CONSTRUCTOR_APPEND_ELT(values, field,
                               value ? fold_convert(TREE_TYPE(field), value)
                                     : build_zero_cst(TREE_TYPE(field)));
        field = DECL_CHAIN(field);
    }
    tree result = build_constructor(type, values);
    TREE_CONSTANT(result) = TREE_STATIC(result) = 1;
    return result;
}

#define PROFPASS_RECORD(name)                           \
    tree constant_of(tree type, const name##_values &v) \
    {                                                   \
        return struct_of(type, {
#define PROFPASS_FIELD(type, field) v.field,
#define PROFPASS_END(name) \
    });                    \
    }
#include "profpass/records.def"

tree array_type(tree element, size_t n)
{
    return build_array_type_nelts(element, n);
}

tree array_of(tree element, const std::vector<tree> &given)
{
    vec<constructor_elt, va_gc> *values = NULL;
    for (size_t i = 0; i < given.size(); ++i)
        CONSTRUCTOR_APPEND_ELT(values, size_int(i), given[i]);
    tree result = build_constructor(array_type(element, given.size()), values);
    TREE_CONSTANT(result) = TREE_STATIC(result) = 1;
    return result;
}

/// The address of a variable with this value.
tree emitted(const std::string &name, tree value, bool constant)
{
    tree v = new_variable(name.c_str(), TREE_TYPE(value));
    TREE_READONLY(v) = constant;
    define_variable(v, value);
    return address_of(v);
}

} // namespace

/* ---- for those who make probes --------------------------------------------*/

tree profpass::new_function_record()
{
    unit &u = this_unit();
    const std::string name =
        "__profpass_uncalled." + std::to_string(u.records.size());
    u.records.push_back(kept(new_variable(name.c_str(), u.type.function)));
    return u.records.back();
}

unsigned profpass::file_index(const std::string &path)
{
    unit &u = this_unit();
    const auto added = u.files.emplace(path, u.file_names.size());
    if (added.second)
        u.file_names.push_back(path);
    return added.first->second;
}

tree profpass::frame_pointer_type()
{
    return build_pointer_type(this_unit().type.frame);
}

tree profpass::idle_frame()
{
    return component(this_unit().module, "idle");
}

gcall *profpass::append_hook_call(gimple_seq *seq, hook which,
                                  std::initializer_list<tree> arguments,
                                  tree lhs, location_t where)
{
    static const char *const names[] = {
#define PROFPASS_HOOK(name, result, ...) #name,
#include "profpass/hooks.def"
    };
    tree entry = component(this_unit().hooks, names[unsigned(which)]);
    tree callee = create_tmp_var(TREE_TYPE(entry), "profpass_hook");
    gimple *load = gimple_build_assign(callee, entry);
    gimple_set_location(load, where);
    gimple_seq_add_stmt(seq, load);

    auto_vec<tree> list;
    for (tree argument : arguments)
        list.safe_push(argument);
    gcall *call = gimple_build_call_vec(callee, list);
    gimple_call_set_lhs(call, lhs);
    gimple_call_set_nothrow(call, true);
    gimple_set_location(call, where);
    gimple_seq_add_stmt(seq, call);
    return call;
}

/* ---- emission -------------------------------------------------------------*/

namespace {

tree lines_of(const target &t, const unit &u, size_t index)
{
    if (t.slots.empty())
        return NULL_TREE;
    std::vector<tree> lines;
    for (const line_slot &slot : t.slots) {
        line_values v;
        v.line = u32(slot.line);
        v.file = u16(slot.file);
        v.flags = u16(slot.has_call ? PROFPASS_LINE_HAS_CALL : 0);
        v.counter = u32(slot.counter);
        v.level_from = u32(slot.level_from);
        lines.push_back(constant_of(u.type.line, v));
    }
    return emitted("__profpass_lines." + std::to_string(index),
                   array_of(u.type.line, lines), true);
}

tree function_of(const target &t, const unit &u, size_t index)
{
    function_values v;
    v.hash = u32(policy_hash(t.linkage_name.c_str()));
    v.module = address_of(u.module);
    v.name = string(t.display_name);
    v.linkage_name = string(t.linkage_name);
    if (!t.options.empty())
        v.options = string(t.options);
    v.lines = lines_of(t, u, index);
    v.n_lines = u32(unsigned(t.slots.size()));
    v.file = u32(file_index(t.file));
    v.first_line = u32(t.first_line);
    v.last_line = u32(t.last_line);
    v.flags = u32((t.marked ? PROFPASS_FUNCTION_MARKED : 0) |
                  (t.has_lines ? PROFPASS_FUNCTION_LINES : 0));
    return constant_of(u.type.function, v);
}

/// Have the probes of a function point to place instead of its own record.
void move_record(const target &t, tree place)
{
    function *body = DECL_STRUCT_FUNCTION(t.decl);
    basic_block block;
    push_cfun(body);
    FOR_EACH_BB_FN(block, body)
    {
        for (gimple_stmt_iterator i = gsi_start_bb(block); !gsi_end_p(i);
             gsi_next(&i)) {
            gcall *call = dyn_cast<gcall *>(gsi_stmt(i));
            if (!call || gimple_call_num_args(call) == 0)
                continue;
            tree argument = gimple_call_arg(call, 0);
            if (TREE_CODE(argument) == ADDR_EXPR &&
                TREE_OPERAND(argument, 0) == t.record)
                gimple_call_set_arg(call, 0, address_of(place));
        }
    }
    cgraph_edge::rebuild_references();
    pop_cfun();
}

/// Put all records into one array, in order; return its address.
tree emit_functions(const std::vector<target> &targets, const unit &u)
{
    if (targets.empty())
        return NULL_TREE;
    tree functions = new_variable("__profpass_functions",
                                  array_type(u.type.function, targets.size()));
    std::vector<tree> values;
    for (const target &t : targets) {
        move_record(t, build4(ARRAY_REF, u.type.function, functions,
                              size_int(values.size()), NULL_TREE, NULL_TREE));
        values.push_back(function_of(t, u, values.size()));
    }
    define_variable(functions, array_of(u.type.function, values));
    return address_of(functions);
}

/// The rest: their probes find an idle frame, should they run after all.
void emit_uncalled(const std::vector<target> &targets, const unit &u)
{
    function_values v;
    v.module = address_of(u.module);
    for (tree record : u.records) {
        const bool emitted =
            std::any_of(targets.begin(), targets.end(),
                        [&](const target &t) { return t.record == record; });
        if (!emitted)
            define_variable(record, constant_of(u.type.function, v));
    }
}

/// A frame whose line area fits every function here: probes run on it until
/// there is a runtime.
tree emit_idle_frame(const std::vector<target> &targets, const unit &u)
{
    size_t n_lines = 1;
    for (const target &t : targets)
        n_lines = std::max(n_lines, t.slots.size());
    const size_t per_line = 1 + sizeof(profpass_line_heap) / sizeof(uint64_t);
    tree area = array_type(uint64_type_node, n_lines * per_line);
    tree lines = emitted("__profpass_idle_lines", build_zero_cst(area), false);
    tree events = emitted("__profpass_idle_events",
                          build_zero_cst(uint64_type_node), false);
    return emitted("__profpass_idle_frame",
                   struct_of(u.type.frame,
                             {lines, events, u32(PROFPASS_NO_SLOT), NULL_TREE}),
                   false);
}

/// What a hook does before a runtime is attached: nothing. enter returns the
/// idle frame of the module of its function.
tree emit_stub(const char *name, tree type, const unit &u)
{
    tree f =
        begin_function((std::string("__profpass_idle_") + name).c_str(), type);
    hide_in_comdat(f);
    tree body = NULL_TREE;
    if (!VOID_TYPE_P(TREE_TYPE(type))) {
        const auto at = [](tree pointer, tree record) {
            return build_simple_mem_ref(
                fold_convert(build_pointer_type(record), pointer));
        };
        tree function = at(DECL_ARGUMENTS(f), u.type.function);
        tree module = at(component(function, "module"), u.type.module);
        body = build2(MODIFY_EXPR, void_type_node, DECL_RESULT(f),
                      component(module, "idle"));
        body = build1(RETURN_EXPR, void_type_node, body);
    }
    finish_function(f, body, NULL_TREE);
    return f;
}

void emit_hooks(const unit &u)
{
    vec<constructor_elt, va_gc> *stubs = NULL;
    for (tree field = TYPE_FIELDS(u.type.hooks); field;
         field = DECL_CHAIN(field)) {
        tree stub = emit_stub(IDENTIFIER_POINTER(DECL_NAME(field)),
                              TREE_TYPE(TREE_TYPE(field)), u);
        CONSTRUCTOR_APPEND_ELT(stubs, field, address_of(stub));
    }
    hide_weak(u.hooks);
    define_variable(u.hooks, build_constructor(u.type.hooks, stubs));
}

tree emit_files(const unit &u)
{
    if (u.file_names.empty())
        return NULL_TREE;
    std::vector<tree> names;
    for (const std::string &name : u.file_names)
        names.push_back(fold_convert(ptr_type_node, string(name)));
    return emitted("__profpass_files", array_of(ptr_type_node, names), true);
}

} // namespace

void profpass::emit_records(const std::vector<target> &targets,
                            const session &s)
{
    unit &u = this_unit();
    const location_t where = input_location;
    input_location = UNKNOWN_LOCATION; // of all that is made here

    module_values v;
    v.abi_version = u32(PROFPASS_ABI_VERSION);
    v.functions = emit_functions(targets, u);
    emit_uncalled(targets, u);
    v.files = emit_files(u);
    v.directory = string(remap_debug_filename(get_src_pwd()));
    v.producer = string(s.producer);
    v.idle = emit_idle_frame(targets, u);
    v.n_functions = u32(unsigned(targets.size()));
    v.n_files = u32(unsigned(u.file_names.size()));
    define_variable(u.module, constant_of(u.type.module, v));
    emit_hooks(u);
    if (!targets.empty())
        emit_boot(u.module, u.hooks, s.runtime_path);
    symtab->process_new_functions();
    input_location = where;
}
