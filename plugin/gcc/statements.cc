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
    return get_pure_location(linemap_resolve_location(
        line_table, where, LRK_MACRO_EXPANSION_POINT, nullptr));
}

namespace {

/// The first place that an expression knows of in its file, but for those of
/// constants that are declared elsewhere.
struct first_place {
    const std::set<location_t> &constants;
    unsigned least_line; ///< of the function
    location_t found = UNKNOWN_LOCATION;

    void take(location_t where)
    {
        const location_t start = get_start(where);
        const expanded_location a = expand_location(start);
        const expanded_location b = expand_location(found);
        if (a.file && unsigned(a.line) >= least_line &&
            !constants.count(place_of(where)) &&
            (!b.file || (strcmp(a.file, b.file) == 0 && a.line < b.line)))
            found = start;
    }

    static tree visit(tree *at, int *go_deeper, void *data)
    {
        if (TYPE_P(*at) || DECL_P(*at))
            *go_deeper = 0;
        else if (EXPR_P(*at) && EXPR_HAS_LOCATION(*at))
            static_cast<first_place *>(data)->take(EXPR_LOCATION(*at));
        return NULL_TREE;
    }
};

/// What a constant variable is known to hold, in every compiler.
tree known_value(tree variable)
{
    if (!VAR_P(variable) || !TREE_READONLY(variable) ||
        TREE_THIS_VOLATILE(variable) || !DECL_INITIAL(variable) ||
        !INTEGRAL_TYPE_P(TREE_TYPE(variable)))
        return NULL_TREE;
    tree value = DECL_INITIAL(variable);
    return TREE_CODE(value) == INTEGER_CST ? value : NULL_TREE;
}

/// The value of a condition that is constant, else NULL_TREE.
tree constant_value(tree condition)
{
    if (TREE_CODE(condition) == INTEGER_CST)
        return condition;
    if (tree value = known_value(condition))
        return value;
    if (!EXPR_P(condition) || TREE_SIDE_EFFECTS(condition))
        return NULL_TREE;
    const int n = TREE_OPERAND_LENGTH(condition);
    if (CONVERT_EXPR_P(condition) ||
        TREE_CODE(condition) == CLEANUP_POINT_EXPR) {
        tree value = constant_value(TREE_OPERAND(condition, 0));
        return value ? fold_convert(TREE_TYPE(condition), value) : NULL_TREE;
    }
    if (n < 1 || n > 2 ||
        (!COMPARISON_CLASS_P(condition) && !BINARY_CLASS_P(condition) &&
         !UNARY_CLASS_P(condition) && TREE_CODE(condition) != TRUTH_NOT_EXPR))
        return NULL_TREE;
    tree one = constant_value(TREE_OPERAND(condition, 0));
    tree other =
        n == 2 ? constant_value(TREE_OPERAND(condition, 1)) : NULL_TREE;
    if (!one || (n == 2 && !other))
        return NULL_TREE;
    tree value =
        n == 2 ? fold_binary(TREE_CODE(condition), TREE_TYPE(condition), one,
                             other)
               : fold_unary(TREE_CODE(condition), TREE_TYPE(condition), one);
    return value && TREE_CODE(value) == INTEGER_CST ? value : NULL_TREE;
}

class statement_walk {
  public:
    statement_walk(statement_lines &noted, tree function)
        : noted(noted), function(function)
    {
    }

    /// Walk a statement that stands where statements stand. Told, and tells,
    /// whether its block has declared a variable so far.
    void statement(tree &at, bool &variables)
    {
        const tree it = at;
        if (!it)
            return;
        switch (unsigned(TREE_CODE(it))) {
        case STATEMENT_LIST:
            for (tree_stmt_iterator i = tsi_start(it); !tsi_end_p(i);
                 tsi_next(&i))
                statement(*tsi_stmt_ptr(i), variables);
            return;
        case BIND_EXPR: {
            bool inside = variables;
            for (tree v = BIND_EXPR_VARS(it); v; v = DECL_CHAIN(v))
                if (VAR_P(v) && DECL_HAS_VALUE_EXPR_P(v))
                    forget_places(DECL_VALUE_EXPR(v));
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
                        body(TREE_OPERAND(it, i));
            return;
        case DECL_EXPR:
            declaration(DECL_EXPR_DECL(it), variables);
            return;
        case BREAK_STMT:
        case CONTINUE_STMT:
            jump(it, variables);
            return;
        case RETURN_EXPR:
            if (!TREE_OPERAND(it, 0))
                jump(it, variables);
            else if (is_in_place(TREE_OPERAND(it, 0)))
                silence(at);
            else
                leaf(first_start(it), it);
            return;
        case LABEL_EXPR:
        case CASE_LABEL_EXPR:
        case PREDICT_EXPR:
        case DEBUG_BEGIN_STMT:
            return;
        default: {
            if (composite(at, variables))
                return;
            if (!TREE_SIDE_EFFECTS(it)) // does nothing
                silence(at);
            leaf(start_of(it), it);
        }
        }
    }

    /// The parts of a structured binding stand where it was declared: each use
    /// of one would run that line.
    static void forget_places(tree value)
    {
        walk_tree_without_duplicates(
            &value,
            [](tree *at, int *, void *) -> tree {
                if (EXPR_P(*at))
                    SET_EXPR_LOCATION(*at, UNKNOWN_LOCATION);
                return NULL_TREE;
            },
            nullptr);
    }

    /// Walk a body of its own: an arm of an if, what a loop repeats.
    void body(tree &it)
    {
        bool variables = false;
        statement(it, variables);
    }

  private:
    location_t first_start(tree expression) const
    {
        first_place place = {
            noted.silent,
            unsigned(expand_location(DECL_SOURCE_LOCATION(function)).line)};
        walk_tree_without_duplicates(&expression, first_place::visit, &place);
        return place.found;
    }

    /// Where an expression begins. What x += y; is made of, and what has no
    /// place, begin with their parts.
    location_t start_of(tree expression) const
    {
        if (EXPR_P(expression) && TREE_CODE(expression) != COMPOUND_EXPR &&
            EXPR_HAS_LOCATION(expression))
            return get_start(EXPR_LOCATION(expression));
        return first_start(expression);
    }

    /// Statements that have others in them.
    bool composite(tree &at, bool variables)
    {
        const tree it = at;
        switch (unsigned(TREE_CODE(it))) {
        case COND_EXPR:
            if (!VOID_TYPE_P(TREE_TYPE(it)))
                return false;
            // fall through
        case IF_STMT:
            arms(it, variables);
            return true;
        case FOR_STMT:
            body(FOR_INIT_STMT(it));
            leaf(EXPR_LOCATION(it), FOR_COND(it), FOR_EXPR(it));
            body(FOR_BODY(it));
            if (!FOR_COND(it))
                arrive(at, FOR_BODY(it));
            else if (constant_value(FOR_COND(it)))
                test(FOR_COND(it), EXPR_LOCATION(it));
            return true;
        case WHILE_STMT:
            leaf(EXPR_LOCATION(it), WHILE_COND(it));
            body(WHILE_BODY(it));
            if (tree value = constant_value(WHILE_COND(it))) {
                if (integer_zerop(value))
                    test(WHILE_COND(it), EXPR_LOCATION(it));
                else
                    arrive(at, WHILE_BODY(it));
            }
            return true;
        case DO_STMT:
            body(DO_BODY(it));
            leaf(start_of(DO_COND(it)), DO_COND(it));
            if (tree value = constant_value(DO_COND(it)))
                if (!integer_zerop(value))
                    test(DO_COND(it), start_of(DO_COND(it)));
            return true;
        case SWITCH_STMT:
            leaf(EXPR_LOCATION(it), SWITCH_STMT_COND(it));
            body(SWITCH_STMT_BODY(it));
            return true;
        default:
            return false;
        }
    }

    /// An if. One with a constant condition is its one arm.
    void arms(tree it, bool variables)
    {
        tree &condition = TREE_OPERAND(it, 0);
        const bool decided = constant_value(condition) != NULL_TREE;
        if (decided) {
            if (!from_macro_expansion_at(EXPR_LOCATION(it)))
                noted.silent.insert(place_of(EXPR_LOCATION(it)));
            silence(condition);
        }
        leaf(EXPR_LOCATION(it), condition);
        for (int i : {1, 2}) {
            bool inside = decided && variables;
            statement(TREE_OPERAND(it, i), inside);
        }
    }

    /// Not of a macro, though: its place stands for all that it does.
    void silence(tree &expression)
    {
        walk_tree_without_duplicates(&expression, visit_silent, &noted.silent);
    }

    static tree visit_silent(tree *at, int *go_deeper, void *data)
    {
        if (TYPE_P(*at) || DECL_P(*at))
            *go_deeper = 0;
        else if (EXPR_P(*at) && EXPR_HAS_LOCATION(*at) &&
                 !from_macro_expansion_at(EXPR_LOCATION(*at)))
            static_cast<std::set<location_t> *>(data)->insert(
                place_of(EXPR_LOCATION(*at)));
        return NULL_TREE;
    }

    /// Whether a return names a local structure, which may have lived in the
    /// caller's result all along: above -O0 nothing is left to do.
    static bool is_in_place(tree value)
    {
        if (TREE_CODE(value) == MODIFY_EXPR || TREE_CODE(value) == INIT_EXPR)
            value = TREE_OPERAND(value, 1);
        while (TREE_CODE(value) == TARGET_EXPR)
            value = TARGET_EXPR_INITIAL(value);
        STRIP_NOPS(value);
        return VAR_P(value) && !TREE_STATIC(value) && !DECL_EXTERNAL(value) &&
               RECORD_OR_UNION_TYPE_P(TREE_TYPE(value));
    }

    /// A loop that tests a constant: the test runs all the same.
    void test(tree &condition, location_t where)
    {
        noted.tests.insert(place_of(where));
        condition = build2(COMPOUND_EXPR, TREE_TYPE(condition),
                           build_empty_stmt(where), condition);
        TREE_SIDE_EFFECTS(condition) = 1;
    }

    /// An endless loop tests nothing. What runs at its head is the jump there,
    /// from before and from behind the body.
    void arrive(tree &loop, tree &body)
    {
        const location_t where = EXPR_LOCATION(loop);
        noted.jumps.insert(place_of(where));
        tree list = alloc_stmt_list();
        append_to_statement_list_force(body, &list);
        append_to_statement_list_force(build_empty_stmt(where), &list);
        body = list;
        list = alloc_stmt_list();
        append_to_statement_list_force(build_empty_stmt(where), &list);
        append_to_statement_list_force(loop, &list);
        loop = list;
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
        if (!VAR_P(decl) || DECL_EXTERNAL(decl))
            return;
        if (TREE_READONLY(decl) && DECL_INITIAL(decl) &&
            TREE_CONSTANT(DECL_INITIAL(decl)))
            silence(DECL_INITIAL(decl));
        if (TREE_STATIC(decl))
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
        else if (TREE_CODE(it) == DECL_EXPR) // of a compound literal
            walk_tree_without_duplicates(&DECL_INITIAL(DECL_EXPR_DECL(it)),
                                         visit, data);
        else if (TREE_CODE(it) == TARGET_EXPR) // its cleanup comes later
            walk_tree_without_duplicates(&TARGET_EXPR_INITIAL(it), visit, data);
        if (is_body || TYPE_P(it) || DECL_P(it) ||
            TREE_CODE(it) == TARGET_EXPR) {
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
        for (tree &each : all.bodies) // of statement expressions
            body(each);
    }

    statement_lines &noted;
    const tree function;
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
        statement_walk(s.statements[DECL_UID(function)], function)
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
