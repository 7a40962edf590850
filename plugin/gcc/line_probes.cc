/* line_probes.cc - see line_probes.h for the code that is made here
 *
 * The body is a control-flow graph, its variables are not yet in SSA form.
 */
#include "line_probes.h"

#include "profpass/abi.h"
#include "real_calls.h"
#include "records.h"

using namespace profpass;

namespace {

/// An access at a constant distance from a pointer, of no type of the
/// program's.
tree at_offset(tree type, tree pointer, HOST_WIDE_INT offset, bool is_volatile)
{
    if (is_volatile)
        type = build_qualified_type(type, TYPE_QUAL_VOLATILE);
    tree place =
        build2(MEM_REF, type, pointer, build_int_cst(ptr_type_node, offset));
    TREE_THIS_VOLATILE(place) = is_volatile;
    TREE_SIDE_EFFECTS(place) = is_volatile;
    TREE_THIS_NOTRAP(place) = 1;
    return place;
}

class prober {
  public:
    explicit prober(const target &t)
        : t(t), lines(create_tmp_var(ptr_type_node, "profpass_lines")),
          events_at(create_tmp_var(ptr_type_node, "profpass_events")),
          previous(create_tmp_var(uint64_type_node, "profpass_previous"))
    {
    }

    void begin()
    {
        gimple *enter = find_enter();
        gimple_seq seq = nullptr;
        assign(seq, lines,
               at_offset(ptr_type_node, t.frame,
                         offsetof(profpass_frame, lines), false));
        assign(seq, events_at,
               at_offset(ptr_type_node, t.frame,
                         offsetof(profpass_frame, events), false));
        assign(seq, previous, events());
        put_behind(enter, seq);
    }

    void forget(gimple *resync)
    {
        gimple_seq seq = nullptr;
        assign(seq, previous, events());
        put_behind(resync, seq);
    }

    void count(const line_plan::count &at)
    {
        if (at.on) {
            where = UNKNOWN_LOCATION;
            gsi_insert_seq_on_edge(at.on, counting(at.counter));
            return;
        }
        where = gimple_location(at.before);
        put_before(at.before, [&] { return counting(at.counter); });
    }

    void mark(gimple *before, unsigned slot)
    {
        where = gimple_location(before);
        put_before(before, [&] {
            gimple_seq seq = nullptr;
            assign(seq,
                   at_offset(uint32_type_node, t.frame,
                             offsetof(profpass_frame, line), true),
                   build_int_cst(uint32_type_node, slot));
            return seq;
        });
    }

    void check(gimple *call, unsigned slot)
    {
        where = gimple_location(call);
        const HOST_WIDE_INT offset = t.slots.size() * sizeof(uint64_t) +
                                     slot * sizeof(profpass_line_heap);
        gimple_seq seq = nullptr;
        tree now = value(seq, events());
        tree seen =
            value(seq, at_offset(uint64_type_node, lines, offset, false));
        tree moved = create_tmp_var(uint64_type_node, "profpass_moved");
        tree anew = create_tmp_var(uint64_type_node, "profpass_anew");
        add(seq, gimple_build_assign(moved, BIT_XOR_EXPR, now, previous));
        add(seq, gimple_build_assign(anew, BIT_XOR_EXPR, now, seen));
        add(seq, gimple_build_assign(moved, BIT_IOR_EXPR, moved, anew));
        assign(seq, previous, now);
        gimple *last = gimple_seq_last_stmt(seq);
        if (put_behind(call, seq))
            branch(last, moved, slot);
    }

  private:
    void add(gimple_seq &seq, gimple *statement) const
    {
        gimple_set_location(statement, where);
        gimple_seq_add_stmt(&seq, statement);
    }

    void assign(gimple_seq &seq, tree to, tree from) const
    {
        add(seq, gimple_build_assign(to, from));
    }

    tree value(gimple_seq &seq, tree from) const
    {
        tree variable = create_tmp_var(TYPE_MAIN_VARIANT(TREE_TYPE(from)),
                                       "profpass_value");
        assign(seq, variable, from);
        return variable;
    }

    tree events() const
    {
        return at_offset(uint64_type_node, events_at, 0, true);
    }

    gimple_seq counting(unsigned counter) const
    {
        gimple_seq seq = nullptr;
        const tree place = at_offset(uint64_type_node, lines,
                                     counter * sizeof(uint64_t), true);
        tree more = create_tmp_var(uint64_type_node, "profpass_count");
        add(seq, gimple_build_assign(more, PLUS_EXPR, value(seq, place),
                                     build_int_cst(uint64_type_node, 1)));
        assign(seq, unshare_expr(place), more);
        return seq;
    }

    /// The statement that sets the frame: the call, or, where calls may jump,
    /// the copy that GCC has put behind it.
    gimple *find_enter() const
    {
        basic_block block;
        FOR_EACH_BB_FN(block, cfun)
        for (gimple_stmt_iterator at = gsi_start_bb(block); !gsi_end_p(at);
             gsi_next(&at))
            if (gimple_get_lhs(gsi_stmt(at)) == t.frame)
                return gsi_stmt(at);
        gcc_unreachable();
    }

    /// A call that returns twice stays the first of its block: what comes
    /// before it happens on the ways in.
    template <typename F> static void put_before(gimple *statement, F make)
    {
        gimple_stmt_iterator at = gsi_for_stmt(statement);
        if (!is_gimple_call(statement) ||
            !(gimple_call_flags(statement) & ECF_RETURNS_TWICE)) {
            gsi_insert_seq_before(&at, make(), GSI_SAME_STMT);
            return;
        }
        edge e;
        edge_iterator on;
        FOR_EACH_EDGE(e, on, gsi_bb(at)->preds)
        if (!(e->flags & EDGE_ABNORMAL))
            gsi_insert_seq_on_edge(e, make());
        gsi_commit_edge_inserts();
    }

    /// Put seq where the statement has come back. False if it never does.
    static bool put_behind(gimple *statement, gimple_seq seq)
    {
        gimple_stmt_iterator at = gsi_for_stmt(statement);
        if (!stmt_ends_bb_p(statement)) {
            gsi_insert_seq_after(&at, seq, GSI_SAME_STMT);
            return true;
        }
        edge on = find_fallthru_edge(gsi_bb(at)->succs);
        if (!on)
            return false;
        gsi_insert_seq_on_edge(on, seq);
        gsi_commit_edge_inserts();
        return true;
    }

    /// Behind last: if (moved) settle(frame, slot).
    void branch(gimple *last, tree moved, unsigned slot)
    {
        const edge on = split_block(gimple_bb(last), last);
        const basic_block from = on->src, rare = create_empty_bb(from);
        if (from->loop_father)
            add_bb_to_loop(rare, from->loop_father);
        gimple *question = gimple_build_cond(NE_EXPR, moved,
                                             build_int_cst(uint64_type_node, 0),
                                             NULL_TREE, NULL_TREE);
        gimple_set_location(question, where);
        gimple_stmt_iterator end = gsi_last_bb(from);
        gsi_insert_after(&end, question, GSI_NEW_STMT);
        on->flags = (on->flags & ~EDGE_FALLTHRU) | EDGE_FALSE_VALUE;
        on->probability = profile_probability::very_likely();
        make_edge(from, rare, EDGE_TRUE_VALUE)->probability =
            profile_probability::very_unlikely();
        make_single_succ_edge(rare, on->dest, EDGE_FALLTHRU);

        gimple_seq seq = nullptr;
        append_hook_call(&seq, hook::settle,
                         {t.frame, build_int_cst(uint32_type_node, slot)},
                         NULL_TREE, where);
        gimple_stmt_iterator into = gsi_start_bb(rare);
        gsi_insert_seq_after(&into, seq, GSI_CONTINUE_LINKING);
    }

    const target &t;
    location_t where = UNKNOWN_LOCATION;
    tree lines, events_at, previous;
};

} // namespace

void profpass::insert_line_probes(const target &t, const line_plan &plan,
                                  const std::vector<gimple *> &resyncs)
{
    if (t.slots.empty())
        return;
    prober probe(t);
    probe.begin();
    for (gimple *resync : resyncs)
        probe.forget(resync);
    for (const line_plan::count &count : plan.counts)
        probe.count(count);
    gsi_commit_edge_inserts();
    for (const line_plan::run &run : plan.runs)
        probe.mark(run.first_call, run.slot);
    for (const line_plan::run &run : plan.runs)
        if (run.last_call)
            probe.check(run.last_call, run.slot);
}
