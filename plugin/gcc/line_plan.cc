/* line_plan.cc - from statements with locations to lines that begin
 *
 * A line counts when it becomes the current one. What line is current at the
 * end of a block is its last, or if it has none, what all its predecessors end
 * with. A block's first line counts on the ways in on which another line is
 * current; as all of them mostly are, at its start. So
 *     for (init; test; step)   counts 1 + the number of iterations,
 *     x ? a : b                counts 1.
 *
 *     in[b]  = meet of out[p], p before b        unknown at the entry
 *     out[b] = the last line of b, or in[b]
 */
#include "line_plan.h"

#include "line_source.h"
#include "profpass/abi.h"
#include "real_calls.h"

using namespace profpass;

namespace {

/// Something that flows along edges: not reached yet, one value, or several.
struct flow {
    enum { unreached, known, several } kind = unreached;
    line_key value{};

    static flow of(const line_key &v)
    {
        flow f;
        f.kind = known;
        f.value = v;
        return f;
    }
    static flow many()
    {
        flow f;
        f.kind = several;
        return f;
    }
    bool is(const line_key &v) const
    {
        return kind == known && value == v;
    }
    bool operator==(const flow &o) const
    {
        return kind == o.kind && (kind != known || value == o.value);
    }
    void meet(const flow &o)
    {
        if (o.kind == unreached)
            return;
        if (kind == unreached)
            *this = o;
        else if (!(*this == o))
            *this = many();
    }
};

/// A point where a line begins: before a statement, or on the way there; or a
/// stretch of calls on one line.
struct place {
    gimple *before;
    line_key key;
    edge on;
};
struct stretch {
    gimple *first_call;
    gimple *last_call;
    line_key key;
};

class planner {
  public:
    planner(target &t, function *body, const real_calls &calls,
            const session &s)
        : t(t), body(body), calls(calls), source(body, s)
    {
        std::vector<int> numbers(size_t(n_basic_blocks_for_fn(body)));
        const int n = pre_and_rev_post_order_compute_fn(body, nullptr,
                                                        numbers.data(), false);
        for (int i = 0; i < n; ++i)
            order.push_back(BASIC_BLOCK_FOR_FN(body, numbers[size_t(i)]));
    }

    line_plan plan()
    {
        scan();
        current = flow_of(last_line, flow::many()).out;
        for (basic_block block : order)
            find_places(block);
        number_slots();
        share_counters();
        find_levels();
        for (const stretch &run : stretches)
            result.runs.push_back(
                {run.first_call, run.last_call, slots.at(run.key)});
        return std::move(result);
    }

  private:
    /// Whether control goes this way in the source. A call of setjmp has edges
    /// from every call, which stand for the second return; that comes back
    /// behind it.
    static bool is_way(edge e)
    {
        gimple *last = compat::last_statement(e->src);
        return !last || !gimple_call_internal_p(last, IFN_ABNORMAL_DISPATCHER);
    }

    struct flows {
        std::map<basic_block, flow> in, out;
    };

    flows flow_of(const std::map<basic_block, line_key> &last,
                  const flow &entry)
    {
        flows result;
        for (bool changed = true; changed;) {
            changed = false;
            for (basic_block block : order) {
                flow here;
                edge e;
                edge_iterator at;
                FOR_EACH_EDGE(e, at, block->preds)
                if (e->src == ENTRY_BLOCK_PTR_FOR_FN(body))
                    here.meet(entry);
                else if (is_way(e))
                    here.meet(result.out[e->src]);
                result.in[block] = here;
                const auto own = last.find(block);
                if (own != last.end())
                    here = flow::of(own->second);
                if (!(result.out[block] == here)) {
                    result.out[block] = here;
                    changed = true;
                }
            }
        }
        return result;
    }

    /// Find the lines of each block, and its stretches of calls. What follows
    /// the exit is GCC's way out.
    void scan()
    {
        for (basic_block block : order) {
            stretch *open = nullptr;
            for (gimple_stmt_iterator at = gsi_start_bb(block); !gsi_end_p(at);
                 gsi_next(&at)) {
                gimple *statement = gsi_stmt(at);
                line_key key;
                if (!source.line_of(statement, key))
                    continue;
                last_line[block] = key;
                lines[block].push_back({statement, key, nullptr});
                if (!calls.is_real(statement)) {
                    if (open && open->key != key)
                        open = nullptr;
                    continue;
                }
                last_call_line[block] = key;
                call_lines.insert(key);
                if (!open || open->key != key) {
                    stretches.push_back({statement, nullptr, key});
                    open = &stretches.back();
                }
                if (!(gimple_call_flags(statement) & ECF_NORETURN))
                    open->last_call = statement;
            }
        }
    }

    bool is_wanted(const line_key &key) const
    {
        return t.lines == POLICY_LINES_ALL || call_lines.count(key);
    }

    void find_places(basic_block block)
    {
        const place *last = nullptr;
        for (const place &here : lines[block]) {
            if (!is_wanted(here.key)) {
            } else if (!last) {
                enter(block, here);
            } else if (last->key != here.key) {
                places.push_back(here);
                ++n_places[here.key];
            }
            last = &here;
        }
    }

    /// The first line of a block counts on the ways in that change the line. A
    /// way that GCC cannot put anything on has it count on all.
    void enter(basic_block block, const place &first)
    {
        std::vector<edge> changing;
        std::set<basic_block> seen;
        const bool all = find_ways(block, first.key, changing, seen);
        bool fits = true;
        for (edge e : changing)
            fits = fits && !(e->flags & (EDGE_ABNORMAL | EDGE_EH));
        if (changing.empty())
            return;
        if (all || !fits) {
            places.push_back(first);
            ++n_places[first.key];
            return;
        }
        for (edge e : changing) {
            on_edges.push_back({first.before, first.key, e});
            ++n_places[first.key];
        }
    }

    /// Find the ways into a block on which another line than key is current;
    /// return whether all are. Blocks without lines that only lead here are
    /// part of the way.
    bool find_ways(basic_block block, const line_key &key,
                   std::vector<edge> &changing, std::set<basic_block> &seen)
    {
        bool all = true;
        edge e;
        edge_iterator at;
        // Above the first block there is no frame to count with.
        const basic_block first = single_succ(ENTRY_BLOCK_PTR_FOR_FN(body));
        FOR_EACH_EDGE(e, at, block->preds)
        {
            const basic_block from = e->src;
            if (from == ENTRY_BLOCK_PTR_FOR_FN(body)) {
                changing.push_back(e);
                continue;
            }
            if (!is_way(e) || current[from].kind == flow::unreached)
                continue;
            if (current[from].is(key)) {
                all = false;
            } else if (current[from].kind == flow::several && from != first &&
                       single_succ_p(from) && EDGE_COUNT(from->preds) > 0) {
                if (seen.insert(from).second)
                    all &= find_ways(from, key, changing, seen);
            } else {
                changing.push_back(e);
            }
        }
        return all;
    }

    void number_slots()
    {
        // A line of a stretch has a place too, unless its line flowed in.
        for (const place &here : places)
            slots.emplace(here.key, 0);
        for (const place &here : on_edges)
            slots.emplace(here.key, 0);
        unsigned slot = 0;
        for (auto &entry : slots) {
            entry.second = slot++;
            t.slots.push_back({entry.first.second, entry.first.first,
                               call_lines.count(entry.first) != 0, 0,
                               PROFPASS_NO_SLOT});
        }
    }

    /// Lines that begin in one block with no call between them begin equally
    /// often: those with one place share the counter of the first.
    void share_counters()
    {
        std::map<line_key, unsigned> counters;
        unsigned n_counters = 0;
        gimple *behind = nullptr;
        int shared = -1;
        for (const place &here : places) {
            if (!behind || gimple_bb(behind) != gimple_bb(here.before) ||
                is_call_between(behind, here.before))
                shared = -1;
            behind = here.before;
            const bool single = n_places[here.key] == 1;
            if (single && shared >= 0) {
                counters[here.key] = unsigned(shared);
                continue;
            }
            const auto added = counters.emplace(here.key, n_counters);
            n_counters += added.second;
            result.counts.push_back(
                {here.before, nullptr, added.first->second});
            if (single)
                shared = int(added.first->second);
        }
        for (const place &here : on_edges) {
            const auto added = counters.emplace(here.key, n_counters);
            n_counters += added.second;
            result.counts.push_back({nullptr, here.on, added.first->second});
        }
        for (const auto &entry : counters)
            t.slots[slots.at(entry.first)].counter = entry.second;
    }

    static bool is_call_between(gimple *from, const gimple *to)
    {
        for (gimple_stmt_iterator at = gsi_for_stmt(from); gsi_stmt(at) != to;
             gsi_next(&at))
            if (is_call_of_program(gsi_stmt(at)) ||
                gimple_code(gsi_stmt(at)) == GIMPLE_ASM)
                return true;
        return false;
    }

    /// Which line with calls ran before a line without: its memory level is
    /// that one's. Where several may have, the nearest above.
    void find_levels()
    {
        auto before = flow_of(last_call_line, flow::of(start)).in;
        std::set<line_key> done;
        for (const std::vector<place> *some : {&places, &on_edges})
            for (const place &here : *some)
                if (!call_lines.count(here.key) && done.insert(here.key).second)
                    find_level(here, before[gimple_bb(here.before)]);
    }

    void find_level(const place &here, flow level)
    {
        for (const place &other : lines[gimple_bb(here.before)]) {
            if (other.before == here.before)
                break;
            if (calls.is_real(other.before))
                level = flow::of(other.key);
        }
        if (level.kind != flow::known)
            level = flow::of(nearest_above(here.key));
        if (!level.is(start))
            t.slots[slots.at(here.key)].level_from = slots.at(level.value);
    }

    line_key nearest_above(const line_key &key) const
    {
        auto above = call_lines.lower_bound(key);
        if (above == call_lines.begin() || (--above)->first != key.first)
            return start;
        return *above;
    }

    const line_key start{~0u, 0}; ///< no line with calls has run yet
    target &t;
    function *const body;
    const real_calls &calls;
    line_source source;
    std::vector<basic_block> order;
    line_plan result;
    std::map<basic_block, std::vector<place>> lines;
    std::map<basic_block, line_key> last_line, last_call_line;
    std::set<line_key> call_lines;
    std::vector<stretch> stretches;
    std::vector<place> places, on_edges;
    std::map<basic_block, flow> current; ///< the line, at a block's end
    std::map<line_key, unsigned> n_places, slots;
};

} // namespace

line_plan profpass::plan_lines(target &t, function *body,
                               const real_calls &calls, const session &s)
{
    t.has_lines = t.lines != POLICY_LINES_OFF;
    if (!t.has_lines)
        return {};
    return planner(t, body, calls, s).plan();
}
