/* statements.cc - a walk over the statements of a body
 *
 * On the trees as the front end made them, before it turns loops into jumps.
 */
#include "statements.h"

#include "attribute.h"
#include "names.h"
#include "session.h"

using namespace profpass;

location_t profpass::place_of(location_t where)
{
    return linemap_resolve_location(line_table, where,
                                    LRK_MACRO_EXPANSION_POINT, nullptr);
}

namespace {

/// Where an expression begins: the leftmost place that it knows of.
location_t start_of(tree expression)
{
    location_t start = UNKNOWN_LOCATION;
    for (tree t = expression; t && EXPR_P(t);) {
        if (EXPR_HAS_LOCATION(t)) {
            start = get_start(EXPR_LOCATION(t));
            break;
        }
        if (TREE_OPERAND_LENGTH(t) == 0)
            break;
        t = TREE_OPERAND(t, 0);
    }
    return start;
}

class statement_walk {
  public:
    explicit statement_walk(statement_lines &noted) : noted(noted) {}

    /// Walk a statement that stands where statements stand. Told, and tells,
    /// whether its block has declared a variable so far.
    void statement(tree it, bool &variables)
    {
        if (!it)
            return;
        switch (unsigned(TREE_CODE(it))) {
        case STATEMENT_LIST:
            for (tree_stmt_iterator at = tsi_start(it); !tsi_end_p(at);
                 tsi_next(&at))
                statement(tsi_stmt(at), variables);
            return;
        case BIND_EXPR: {
            bool inside = variables;
            statement(BIND_EXPR_BODY(it), inside);
            return;
        }
        case CLEANUP_POINT_EXPR:
        case EXPR_STMT:
            statement(TREE_OPERAND(it, 0), variables);
            return;
        case CLEANUP_STMT: // C++: what follows a variable with a destructor
            statement(TREE_OPERAND(it, 0), variables);
            return;
        case TRY_BLOCK:
        case HANDLER:
        case EH_SPEC_BLOCK:
        case MUST_NOT_THROW_EXPR:
        case TRY_FINALLY_EXPR:
        case TRY_CATCH_EXPR:
            for (int i = 0; i < TREE_OPERAND_LENGTH(it); ++i)
                if (tree child = TREE_OPERAND(it, i))
                    if (!DECL_P(child) && !TYPE_P(child))
                        body(child);
            return;
        case DECL_EXPR:
            declaration(DECL_EXPR_DECL(it), variables);
            return;
        case BREAK_STMT:
        case CONTINUE_STMT:
            jump(it, variables);
            return;
        case RETURN_EXPR:
            if (TREE_OPERAND(it, 0))
                leaf(EXPR_LOCATION(it), it);
            else
                jump(it, variables);
            return;
        case LABEL_EXPR:
        case CASE_LABEL_EXPR:
        case PREDICT_EXPR:
        case DEBUG_BEGIN_STMT:
            return;
        default:
            if (!composite(it))
                leaf(start_of(it), it);
        }
    }

    /// Walk a body of its own: an arm of an if, what a loop repeats.
    void body(tree it)
    {
        bool variables = false;
        statement(it, variables);
    }

  private:
    /// Statements that have others in them.
    bool composite(tree it)
    {
        switch (unsigned(TREE_CODE(it))) {
        case COND_EXPR:
            if (!VOID_TYPE_P(TREE_TYPE(it)))
                return false;
            // fall through
        case IF_STMT:
            leaf(EXPR_LOCATION(it), TREE_OPERAND(it, 0));
            body(TREE_OPERAND(it, 1));
            body(TREE_OPERAND(it, 2));
            return true;
        case FOR_STMT:
            body(FOR_INIT_STMT(it));
            leaf(EXPR_LOCATION(it), FOR_COND(it), FOR_EXPR(it));
            body(FOR_BODY(it));
            return true;
        case WHILE_STMT:
            leaf(EXPR_LOCATION(it), WHILE_COND(it));
            body(WHILE_BODY(it));
            return true;
        case DO_STMT:
            body(DO_BODY(it));
            leaf(start_of(DO_COND(it)), DO_COND(it));
            return true;
        case SWITCH_STMT:
            leaf(EXPR_LOCATION(it), SWITCH_STMT_COND(it));
            body(SWITCH_STMT_BODY(it));
            return true;
        default:
            return false;
        }
    }

    /// A jump runs, but behind variables: there clang merges it with the ends
    /// of their lives, and it is in the code at -O0 only.
    void jump(tree it, bool behind_variables)
    {
        if (behind_variables)
            return;
        const location_t where = place_of(EXPR_LOCATION(it));
        noted.jumps.insert(where);
        noted.first.erase({absolute_path(file_name(where)),
                           unsigned(expand_location(where).line)});
    }

    void declaration(tree decl, bool &variables)
    {
        if (!VAR_P(decl) || TREE_STATIC(decl) || DECL_EXTERNAL(decl))
            return;
        variables = true;
        if (DECL_INITIAL(decl))
            leaf(DECL_SOURCE_LOCATION(decl), DECL_INITIAL(decl));
    }

    /// What a walk over an expression finds.
    struct extent {
        expanded_location from;
        unsigned last;
        std::vector<tree> bodies;

        void take(location_t where)
        {
            const expanded_location place = expand_location(where);
            if (place.file && strcmp(place.file, from.file) == 0)
                last = std::max(last, unsigned(place.line));
        }
    };

    static tree visit(tree *at, int *go_deeper, void *data)
    {
        extent &all = *static_cast<extent *>(data);
        const tree it = *at;
        const bool is_body =
            TREE_CODE(it) == BIND_EXPR || TREE_CODE(it) == STATEMENT_LIST;
        if (is_body)
            all.bodies.push_back(it);
        if (is_body || TYPE_P(it) || DECL_P(it)) {
            *go_deeper = 0;
        } else if (EXPR_P(it) && EXPR_HAS_LOCATION(it)) {
            all.take(EXPR_LOCATION(it));
            all.take(get_finish(EXPR_LOCATION(it)));
        }
        return NULL_TREE;
    }

    /// One line to the reader: from begin to the end of the expressions. A
    /// statement that begins on the last line of another has that line.
    void leaf(location_t begin, tree one, tree other = NULL_TREE)
    {
        extent all = {expand_location(begin), 0, {}};
        if (begin <= BUILTINS_LOCATION || !all.from.file)
            return;
        all.last = unsigned(all.from.line);
        for (tree *expression : {&one, &other})
            if (*expression)
                walk_tree_without_duplicates(expression, visit, &all);
        const std::string path = absolute_path(file_name(begin));
        const unsigned first = unsigned(all.from.line);
        noted.first.erase({path, first});
        for (unsigned line = first + 1; line <= all.last; ++line)
            noted.first[{path, line}] = first;
        for (tree each : all.bodies) // of statement expressions
            body(each);
    }

    statement_lines &noted;
};

/// Whether the function may get line probes, as far as is known by now.
bool is_wanted(const session &s, tree function)
{
    std::string options;
    policy_marks marks = {};
    return is_marked(function, options, marks) ||
           (policy_selects_unmarked(s.rules.get()) &&
            policy_unmarked_lines(s.rules.get()) != POLICY_LINES_OFF);
}

} // namespace

void profpass::note_statements(session &s, tree function)
{
    if (!DECL_SAVED_TREE(function) ||
        DECL_SAVED_TREE(function) == error_mark_node)
        return;
    if (is_wanted(s, function))
        statement_walk(s.statements[DECL_UID(function)])
            .body(DECL_SAVED_TREE(function));
    if (s.c_plus_plus)
        return;
    for (cgraph_node *nested =
             first_nested_function(cgraph_node::get_create(function));
         nested; nested = next_nested_function(nested))
        note_statements(s, nested->decl);
}

const statement_lines *profpass::lines_noted(const session &s, tree function)
{
    auto found = s.statements.find(DECL_UID(function));
    if (found == s.statements.end() && DECL_ABSTRACT_ORIGIN(function))
        found = s.statements.find(DECL_UID(DECL_ABSTRACT_ORIGIN(function)));
    return found == s.statements.end() ? nullptr : &found->second;
}
