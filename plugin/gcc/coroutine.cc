/* coroutine.cc - what differs in the part of a coroutine that runs its body
 *
 *     ramp      f        makes the frame, calls the actor: no probes
 *     actor     f.actor  all of the body; a switch leads to where it goes on
 *     destroyer f.destroy  makes the frame's index odd and calls the actor
 *
 *     actor:  frame = index is odd ? idle : enter(&record, &return address)
 *             try { body } finally { exit(frame) }
 *             if (next) resume(next)      the tail call that body ended with
 */
#include "coroutine.h"

#include "records.h"

using namespace profpass;

/// Of C++'s front end.
extern tree coro_get_ramp_function(tree) __attribute__((weak));
extern tree coro_get_actor_function(tree) __attribute__((weak));

namespace {

/// The field that tells where an actor goes on; the destroyer makes it odd.
tree find_index(tree frame_type)
{
    for (tree field = TYPE_FIELDS(frame_type); field; field = DECL_CHAIN(field))
        if (TREE_CODE(field) == FIELD_DECL && DECL_NAME(field) &&
            strcmp(IDENTIFIER_POINTER(DECL_NAME(field)),
                   "_Coro_resume_index") == 0)
            return field;
    return NULL_TREE;
}

/// Append an assignment of what expression is to a new variable.
tree append_value(gimple_seq *seq, tree expression)
{
    tree value = create_tmp_var(TREE_TYPE(expression), "profpass_index");
    gimple_seq_add_stmt(seq, gimple_build_assign(value, expression));
    return value;
}

void append_label(gimple_seq *seq, tree label)
{
    gimple_seq_add_stmt(seq, gimple_build_label(label));
}

struct continuation {
    tree next; ///< the coroutine to resume, or NULL
    tree end;  ///< label behind the body
    tree resume;
};

/// Sees each statement of an actor's body.
tree redirect(gimple_stmt_iterator *at, bool *is_done, walk_stmt_info *walk)
{
    auto *c = static_cast<continuation *>(walk->info);
    gimple *statement = gsi_stmt(*at);
    *is_done = false;
    if (gimple_code(statement) == GIMPLE_RETURN) {
        gimple *leave = gimple_build_goto(c->end);
        gimple_set_location(leave, gimple_location(statement));
        gsi_replace(at, leave, false);
        return NULL_TREE;
    }
    const gcall *call = dyn_cast<gcall *>(statement);
    if (!call || !gimple_call_tail_p(call) ||
        !gimple_call_builtin_p(call, BUILT_IN_CORO_RESUME))
        return NULL_TREE;
    c->resume = gimple_call_fn(call);
    gsi_replace(at, gimple_build_assign(c->next, gimple_call_arg(call, 0)),
                false);
    return NULL_TREE;
}

} // namespace

bool profpass::is_coroutine_part(tree function)
{
    return DECL_STRUCT_FUNCTION(function)->coroutine_component;
}

tree profpass::coroutine_of_actor(tree function)
{
    if (!is_coroutine_part(function))
        return NULL_TREE;
    tree ramp = coro_get_ramp_function(function);
    return ramp && coro_get_actor_function(ramp) == function ? ramp : NULL_TREE;
}

gimple_seq profpass::enter_if_resumed(tree actor, gimple_seq enter, tree frame)
{
    tree self = DECL_ARGUMENTS(actor);
    tree index = find_index(TREE_TYPE(TREE_TYPE(self)));
    gcc_assert(index);
    gimple_seq seq = nullptr;
    tree type = TREE_TYPE(index);
    tree where =
        append_value(&seq, build3(COMPONENT_REF, type,
                                  build_simple_mem_ref(self), index, NULL));
    tree odd = append_value(
        &seq, build2(BIT_AND_EXPR, type, where, build_one_cst(type)));
    tree destroyed = create_artificial_label(UNKNOWN_LOCATION);
    tree resumed = create_artificial_label(UNKNOWN_LOCATION);
    tree body = create_artificial_label(UNKNOWN_LOCATION);
    gimple_seq_add_stmt(&seq,
                        gimple_build_cond(NE_EXPR, odd, build_zero_cst(type),
                                          destroyed, resumed));
    append_label(&seq, destroyed);
    gimple_seq_add_stmt(&seq, gimple_build_assign(frame, idle_frame()));
    gimple_seq_add_stmt(&seq, gimple_build_goto(body));
    append_label(&seq, resumed);
    gimple_seq_add_seq(&seq, enter);
    append_label(&seq, body);
    return seq;
}

gimple_seq profpass::take_out_continuation(gimple_seq *body)
{
    continuation c = {create_tmp_var(ptr_type_node, "profpass_next"),
                      create_artificial_label(UNKNOWN_LOCATION), NULL_TREE};
    walk_stmt_info walk = {};
    walk.info = &c;
    walk_gimple_seq_mod(body, redirect, nullptr, &walk);
    gimple_seq seq = nullptr;
    append_label(&seq, c.end);
    if (c.resume) {
        gimple_stmt_iterator start = gsi_start(*body);
        gsi_insert_before(&start,
                          gimple_build_assign(c.next, null_pointer_node),
                          GSI_SAME_STMT);
        tree go_on = create_artificial_label(UNKNOWN_LOCATION);
        tree leave = create_artificial_label(UNKNOWN_LOCATION);
        gimple_seq_add_stmt(&seq,
                            gimple_build_cond(NE_EXPR, c.next,
                                              null_pointer_node, go_on, leave));
        append_label(&seq, go_on);
        gcall *resume = gimple_build_call(c.resume, 1, c.next);
        gimple_call_set_tail(resume, true);
        gimple_seq_add_stmt(&seq, resume);
        append_label(&seq, leave);
    }
    gimple_seq_add_stmt(&seq, gimple_build_return(NULL_TREE));
    return seq;
}
