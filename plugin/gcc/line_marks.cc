/* line_marks.cc - watches GCC turn trees to GIMPLE
 *
 * The language's own step of that is asked first for every tree; we stand
 * before it. What is noted of a function says which jumps are wanted.
 */
#include "line_marks.h"

#include "session.h"

using namespace profpass;

namespace {

int (*gimplify_of_language)(tree *, gimple_seq *, gimple_seq *);

void add_mark(gimple_seq *seq, location_t where)
{
    gimple *mark = gimple_build_nop();
    gimple_set_location(mark, where);
    gimple_seq_add_stmt(seq, mark);
}

bool is_noted_jump(tree it, const statement_lines &noted)
{
    return it &&
           (TREE_CODE(it) == GOTO_EXPR ||
            (TREE_CODE(it) == RETURN_EXPR && !TREE_OPERAND(it, 0))) &&
           noted.jumps.count(place_of(EXPR_LOCATION(it)));
}

/// Whether statements.cc put it in: at the head of a loop, or before a jump.
bool is_noted_test(tree it, const statement_lines &noted)
{
    if (!IS_EMPTY_STMT(it))
        return false;
    const location_t where = place_of(EXPR_LOCATION(it));
    return noted.jumps.count(where) || noted.tests.count(where);
}

/// The statement that a list of one and its debug marks holds.
tree first_statement(tree it)
{
    while (it && TREE_CODE(it) == STATEMENT_LIST) {
        tree_stmt_iterator at = tsi_start(it);
        while (!tsi_end_p(at) && TREE_CODE(tsi_stmt(at)) == DEBUG_BEGIN_STMT)
            tsi_next(&at);
        it = tsi_end_p(at) ? NULL_TREE : tsi_stmt(at);
    }
    return it;
}

/// A condition would swallow an arm that is but a jump: have it begin with
/// something else.
void keep_arm(tree *arm, const statement_lines &noted)
{
    tree jump = first_statement(*arm);
    if (!is_noted_jump(jump, noted))
        return;
    tree list = alloc_stmt_list();
    append_to_statement_list_force(build_empty_stmt(EXPR_LOCATION(jump)),
                                   &list);
    append_to_statement_list_force(*arm, &list);
    *arm = list;
}

void mark(tree it, gimple_seq *before, const statement_lines &noted)
{
    if (is_noted_jump(it, noted) || is_noted_test(it, noted)) {
        add_mark(before, EXPR_LOCATION(it));
    } else if (TREE_CODE(it) == COND_EXPR) {
        keep_arm(&TREE_OPERAND(it, 1), noted);
        keep_arm(&TREE_OPERAND(it, 2), noted);
    } else if (TREE_CODE(it) == DECL_EXPR) {
        const tree decl = DECL_EXPR_DECL(it);
        if (VAR_P(decl) && !TREE_STATIC(decl) && DECL_INITIAL(decl) &&
            TREE_CONSTANT(DECL_INITIAL(decl)) && !DECL_ARTIFICIAL(decl))
            add_mark(before, DECL_SOURCE_LOCATION(decl));
    }
}

int gimplify(tree *it, gimple_seq *before, gimple_seq *after)
{
    if (current_function_decl)
        if (const statement_lines *noted =
                lines_noted(session::get(), current_function_decl))
            mark(*it, before, *noted);
    return gimplify_of_language(it, before, after);
}

} // namespace

void profpass::begin_line_marks()
{
    gimplify_of_language = lang_hooks.gimplify_expr;
    lang_hooks.gimplify_expr = gimplify;
}

bool profpass::is_line_mark(const gimple *statement)
{
    return gimple_code(statement) == GIMPLE_NOP &&
           gimple_has_location(statement);
}
