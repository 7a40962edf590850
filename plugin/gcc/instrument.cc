/* instrument.cc - finishes each function, when all of the unit is known
 *
 * The bodies are control-flow graphs by now, with the entries and exits of
 * wrap.cc in them, and not yet in SSA form.
 */
#include "instrument.h"

#include "landings.h"
#include "reachable.h"
#include "records.h"
#include "session.h"

using namespace profpass;

namespace {

void instrument(target &t)
{
    function *body = DECL_STRUCT_FUNCTION(t.decl);
    push_cfun(body);
    insert_resyncs(t, body);
    mend_abnormal_edges(body);
    free_dominance_info(CDI_DOMINATORS);
    free_dominance_info(CDI_POST_DOMINATORS);
    cgraph_edge::rebuild_edges();
    pop_cfun();
}

} // namespace

void profpass::instrument_unit(session &s)
{
    drop_unreachable(s.targets);
    for (target &t : s.targets)
        instrument(t);
    if (!s.targets.empty())
        emit_records(s.targets, s);
}
