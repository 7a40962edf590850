/* wrap.cc - the first of the two passes: entries and exits
 *
 *     f: body   →   f: frame = enter(&record, &return address)
 *                      try { body } finally { exit(frame) }
 *
 * On the body as the front end left it: GCC itself then sends every way out,
 * return, goto and unwinding, through the exit. It is what it does for
 * -finstrument-functions, and before any inlining, so that probes count what
 * the source says at every level.
 */
#include "wrap.h"

#include "coroutine.h"
#include "records.h"
#include "select.h"
#include "session.h"

using namespace profpass;

namespace {

const pass_data wrap_data = {GIMPLE_PASS,
                             "profpass_wrap",
                             OPTGROUP_NONE,
                             TV_NONE,
                             PROP_gimple_any,
                             0,
                             0,
                             0,
                             0};

/// Append the address of the return address, which orders activations on the
/// stack: it is right below the frame of the caller.
tree append_return_slot(gimple_seq *seq)
{
    tree above = create_tmp_var(ptr_type_node, "profpass_cfa");
    gcall *cfa =
        gimple_build_call(builtin_decl_explicit(BUILT_IN_DWARF_CFA), 0);
    gimple_call_set_lhs(cfa, above);
    gimple_call_set_nothrow(cfa, true);
    gimple_seq_add_stmt(seq, cfa);
    tree slot = create_tmp_var(ptr_type_node, "profpass_slot");
    const HOST_WIDE_INT size = GET_MODE_SIZE(Pmode);
    gimple_seq_add_stmt(seq,
                        gimple_build_assign(slot, POINTER_PLUS_EXPR, above,
                                            build_int_cst(sizetype, -size)));
    return slot;
}

void wrap(target &t)
{
    gbind *outer = as_a<gbind *>(
        gimple_seq_first_stmt(gimple_body(current_function_decl)));
    const bool is_actor = coroutine_of_actor(t.decl) != NULL_TREE;
    t.record = new_function_record();
    t.frame = kept(create_tmp_var(frame_pointer_type(), "profpass_frame"));

    gimple_seq whole = nullptr;
    tree slot = append_return_slot(&whole);
    append_hook_call(&whole, hook::enter,
                     {build_fold_addr_expr(t.record), slot}, t.frame,
                     UNKNOWN_LOCATION);
    if (is_actor)
        whole = enter_if_resumed(t.decl, whole, t.frame);
    gimple_seq leave = nullptr;
    append_hook_call(&leave, hook::exit, {t.frame}, NULL_TREE,
                     cfun->function_end_locus);
    gimple_seq body = gimple_bind_body(outer);
    const gimple_seq rest = is_actor ? take_out_continuation(&body) : nullptr;
    gimple_seq_add_stmt(&whole,
                        gimple_build_try(body, leave, GIMPLE_TRY_FINALLY));
    gimple_seq_add_seq(&whole, rest);
    gimple_bind_set_body(outer, whole);
}

class wrap_pass : public gimple_opt_pass {
  public:
    explicit wrap_pass(gcc::context *context)
        : gimple_opt_pass(wrap_data, context)
    {
    }

    bool gate(function *) override
    {
        return !seen_error();
    }

    unsigned execute(function *) override
    {
        session &s = session::get();
        target t = {};
        if (!select_current_function(s, t))
            return 0;
        kept(t.decl);
        wrap(t);
        s.targets.push_back(t);
        return 0;
    }
};

} // namespace

void profpass::register_wrap_pass(const char *plugin_name)
{
    register_pass_info place = {};
    place.pass = new wrap_pass(g);
    place.reference_pass_name = "*warn_unused_result";
    place.ref_pass_instance_number = 1;
    place.pos_op = PASS_POS_INSERT_BEFORE;
    register_callback(plugin_name, PLUGIN_PASS_MANAGER_SETUP, nullptr, &place);
}
