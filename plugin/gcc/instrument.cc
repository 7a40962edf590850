/* instrument.cc - finishes each function, when all of the unit is known
 *
 * The bodies are control-flow graphs by now, with the entries and exits of
 * wrap.cc in them, and not yet in SSA form.
 */
#include "instrument.h"

#include "call_graph.h"
#include "landings.h"
#include "line_plan.h"
#include "line_probes.h"
#include "real_calls.h"
#include "records.h"
#include "session.h"

using namespace profpass;

namespace {

void instrument(target &t, const real_calls &calls, const session &s)
{
    function *body = DECL_STRUCT_FUNCTION(t.decl);
    push_cfun(body);
    const line_plan plan = plan_lines(t, body, calls, s);
    const std::vector<gimple *> resyncs = insert_resyncs(t, body);
    insert_line_probes(t, plan, resyncs);
    mend_abnormal_edges(body);
    free_dominance_info(CDI_DOMINATORS);
    free_dominance_info(CDI_POST_DOMINATORS);
    cgraph_edge::rebuild_edges();
    pop_cfun();
}

/// The order in which GCC lowers functions depends on the level.
bool is_before(const target &a, const target &b)
{
    return std::tie(a.file, a.first_line, a.linkage_name) <
           std::tie(b.file, b.first_line, b.linkage_name);
}

} // namespace

void profpass::instrument_unit(session &s)
{
    drop_unreachable(s.targets);
    if (s.targets.empty())
        return;
    std::sort(s.targets.begin(), s.targets.end(), is_before);
    forget_purity(s.targets);
    const real_calls calls;
    for (target &t : s.targets)
        instrument(t, calls, s);
    emit_records(s.targets, s);
}
