/* line_source.cc - which statements make a line run */
#include "line_source.h"

#include "line_marks.h"
#include "names.h"
#include "real_calls.h"
#include "records.h"
#include "session.h"

using namespace profpass;

line_source::line_source(function *body, const session &s)
    : body(body), noted(lines_noted(s, body->decl))
{
    basic_block block;
    FOR_EACH_BB_FN(block, body)
    for (gimple_stmt_iterator at = gsi_start_bb(block); !gsi_end_p(at);
         gsi_next(&at)) {
        line_key key;
        if (!is_jump(gsi_stmt(at)) && line_of(gsi_stmt(at), key))
            busy.insert(key);
    }
}

/// A mark of a jump makes a line run that has nothing else.
bool line_source::is_jump(const gimple *statement) const
{
    return is_line_mark(statement) && noted &&
           noted->jumps.count(place_of(gimple_location(statement)));
}

const line_source::file &line_source::file_of(location_t where)
{
    const char *name = expand_location(where).file;
    const auto known = files.find(name);
    if (known != files.end())
        return known->second;
    const std::string path = file_name(where);
    return files.emplace(name, file{file_index(path), absolute_path(path)})
        .first->second;
}

/// Whether GCC notes in the variable where to go on behind a cleanup.
static bool holds_destination(tree variable)
{
    return variable && VAR_P(variable) && DECL_ARTIFICIAL(variable) &&
           DECL_NAME(variable) &&
           strncmp(IDENTIFIER_POINTER(DECL_NAME(variable)), "finally_tmp",
                   sizeof "finally_tmp" - 1) == 0;
}

/// Whether GCC put the statement there for itself.
static bool is_bookkeeping(const gimple *statement)
{
    switch (gimple_code(statement)) {
    case GIMPLE_ASSIGN:
        return gimple_clobber_p(statement) ||
               holds_destination(gimple_assign_lhs(statement));
    case GIMPLE_SWITCH:
        return holds_destination(
            gimple_switch_index(as_a<const gswitch *>(statement)));
    case GIMPLE_COND:
    case GIMPLE_ASM:
    case GIMPLE_GOTO: // to an address: the others are edges
        return false;
    case GIMPLE_NOP:
        return !is_line_mark(statement);
    case GIMPLE_CALL:
        break;
    default:
        return true;
    }
    if (is_hook_call(statement) ||
        gimple_call_internal_p(statement, IFN_FALLTHROUGH))
        return true;
    static const built_in_function silent[] = {
        BUILT_IN_STACK_SAVE,      BUILT_IN_STACK_RESTORE,
        BUILT_IN_EH_POINTER,      BUILT_IN_EH_FILTER,
        BUILT_IN_EH_COPY_VALUES,  BUILT_IN_UNREACHABLE,
        BUILT_IN_SETJMP_SETUP,    BUILT_IN_SETJMP_RECEIVER,
        BUILT_IN_INIT_TRAMPOLINE, BUILT_IN_ADJUST_TRAMPOLINE,
        BUILT_IN_DWARF_CFA};
    for (built_in_function each : silent)
        if (gimple_call_builtin_p(statement, each))
            return true;
    return false;
}

/// Where code other than calls is no line: the closing brace, what was noted.
bool line_source::is_silent(location_t place) const
{
    return place == place_of(body->function_end_locus) ||
           (noted && noted->silent.count(place));
}

/// Whether a line of the function's file is not one of the function's: that of
/// a constant, which GCC puts where it is used.
bool line_source::is_elsewhere(const file &in, unsigned line)
{
    const location_t begin = DECL_SOURCE_LOCATION(body->decl);
    const location_t end = body->function_end_locus;
    const auto first = unsigned(expand_location(begin).line);
    const auto last = unsigned(expand_location(end).line);
    return first <= last && (line < first || line > last) &&
           in.index == file_of(begin).index && in.index == file_of(end).index;
}

bool line_source::line_of(const gimple *statement, line_key &key)
{
    const location_t where = gimple_location(statement);
    if (LOCATION_LOCUS(where) <= BUILTINS_LOCATION || is_bookkeeping(statement))
        return false;
    if (!is_line_mark(statement) && !is_call_of_program(statement) &&
        is_silent(place_of(where)))
        return false;
    const file &in = file_of(where);
    const auto line = unsigned(expand_location(where).line);
    if (is_elsewhere(in, line))
        return false;
    key = {in.index, line};
    if (noted) {
        const auto first = noted->first.find({in.path, line});
        if (first != noted->first.end())
            key.second = first->second;
    }
    return !is_jump(statement) || !busy.count(key);
}
