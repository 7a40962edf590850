/* landings.cc - where control comes back from no one knows where */
#include "landings.h"

#include "records.h"

using namespace profpass;

namespace {

/// Whether a landing pad of the source begins here. The outermost cleanup is
/// ours and does nothing but leave.
bool is_source_pad(const glabel *label)
{
    const int number = EH_LANDING_PAD_NR(gimple_label_label(label));
    if (number == 0)
        return false;
    const eh_landing_pad pad = get_eh_landing_pad_from_number(number);
    return pad && pad->region->outer != nullptr;
}

/// Whether control may come to the labels of the block from elsewhere.
bool is_landing(basic_block block)
{
    for (gimple_stmt_iterator at = gsi_start_bb(block); !gsi_end_p(at);
         gsi_next(&at)) {
        const glabel *label = dyn_cast<glabel *>(gsi_stmt(at));
        if (!label)
            return false;
        if (DECL_NONLOCAL(gimple_label_label(label)) || is_source_pad(label))
            return true;
    }
    return false;
}

/// Whether the statement may be passed more often than it is reached.
bool returns_anew(const gimple *statement)
{
    return is_gimple_call(statement) &&
           ((gimple_call_flags(statement) & ECF_RETURNS_TWICE) ||
            gimple_call_builtin_p(statement, BUILT_IN_SETJMP_RECEIVER));
}

class inserter {
  public:
    explicit inserter(tree frame) : frame(frame) {}

    void at_start(basic_block block)
    {
        gimple_stmt_iterator at = gsi_after_labels(block);
        gsi_insert_seq_before(&at, resync(), GSI_SAME_STMT);
    }

    void behind(gimple_stmt_iterator at)
    {
        const basic_block block = gsi_bb(at);
        if (gsi_stmt(at) != compat::last_statement(block)) {
            gsi_insert_seq_after(&at, resync(), GSI_SAME_STMT);
            return;
        }
        edge on = find_fallthru_edge(block->succs);
        if (on)
            gsi_insert_seq_on_edge(on, resync());
    }

    std::vector<gimple *> all;

  private:
    gimple_seq resync()
    {
        gimple_seq seq = nullptr;
        all.push_back(append_hook_call(&seq, hook::resync, {frame}, NULL_TREE,
                                       UNKNOWN_LOCATION));
        return seq;
    }

    tree frame;
};

} // namespace

std::vector<gimple *> profpass::insert_resyncs(const target &t, function *body)
{
    inserter insert(t.frame);
    basic_block block;
    FOR_EACH_BB_FN(block, body)
    {
        std::vector<gimple_stmt_iterator> twice;
        for (gimple_stmt_iterator at = gsi_start_bb(block); !gsi_end_p(at);
             gsi_next(&at))
            if (returns_anew(gsi_stmt(at)))
                twice.push_back(at);
        for (const gimple_stmt_iterator &at : twice)
            insert.behind(at);
        if (is_landing(block))
            insert.at_start(block);
    }
    gsi_commit_edge_inserts();
    return insert.all;
}

void profpass::mend_abnormal_edges(function *body)
{
    if (!body->calls_setjmp && !body->has_nonlocal_label)
        return;
    basic_block block, dispatcher = nullptr;
    FOR_EACH_BB_FN(block, body)
    if (!dispatcher)
        dispatcher = get_abnormal_succ_dispatcher(block);
    if (!dispatcher)
        return;
    FOR_EACH_BB_FN(block, body)
    for (gimple_stmt_iterator at = gsi_start_bb(block); !gsi_end_p(at);
         gsi_next(&at)) {
        gimple *statement = gsi_stmt(at);
        if (!is_gimple_call(statement) ||
            !stmt_can_make_abnormal_goto(statement))
            continue;
        if (!gsi_one_before_end_p(at))
            split_block(block, statement); // what follows is visited next
        if (!get_abnormal_succ_dispatcher(block))
            make_edge(block, dispatcher, EDGE_ABNORMAL);
        break;
    }
}
