/* names.cc - demangling, and the twins of constructors and destructors
 *
 * Names come from the symbol, not from the front end, so that all compilers
 * tell the same.
 */
#include "names.h"

#include "policy.h"

using namespace profpass;

namespace {

bool starts_with(const std::string &text, const char *prefix)
{
    return text.compare(0, strlen(prefix), prefix) == 0;
}

/// Give the qualified name of a mangled function, and its parameters: what
/// stands in the last pair of parentheses. Qualifiers of `this` follow it.
bool demangle(const std::string &mangled, std::string &name,
              std::string &parameters)
{
    char *text = cplus_demangle_v3(
        mangled.c_str(),
        compat::with_parameters | compat::with_qualifiers | compat::no_result);
    const std::string whole = text ? text : "";
    free(text);
    const size_t end = whole.rfind(')');
    if (end == std::string::npos)
        return false;
    size_t start = end;
    for (int open = 1; open > 0;) {
        if (start-- == 0)
            return false;
        open += (whole[start] == ')') - (whole[start] == '(');
    }
    name = whole.substr(0, start);
    parameters = whole.substr(start, end + 1 - start);
    return !name.empty();
}

/// A lambda's number differs between compilers, its call operator says nothing:
///     f(int)::{lambda(char)#1}::operator()  →  f(int)::<lambda(char)>
void name_lambda(function_names &names, const std::string &parameters)
{
    std::string &name = names.qualified;
    const size_t end = name.rfind("::operator()");
    const size_t start =
        end == std::string::npos ? end : name.rfind("{lambda(", end);
    if (start == std::string::npos || name[end - 1] != '}')
        return;
    name = name.substr(0, start) + "<lambda" + parameters + ">";
    names.display = name;
}

/// Whether the symbol is the name with a number: GNU C's nested functions.
bool is_nested(tree function, const std::string &symbol)
{
    if (!DECL_NAME(function))
        return false;
    const std::string name = IDENTIFIER_POINTER(DECL_NAME(function));
    return starts_with(symbol, (name + ".").c_str()) &&
           symbol.find_first_not_of("0123456789", name.size() + 1) ==
               std::string::npos;
}

void close_brackets(std::string &name)
{
    name.resize(policy_name_close_brackets(&name[0]));
}

} // namespace

function_names profpass::names_of(tree function)
{
    function_names names;
    const char *symbol = IDENTIFIER_POINTER(DECL_ASSEMBLER_NAME(function));
    names.linkage = symbol + (*symbol == '*'); // "as written", says GCC
    names.qualified = names.display = names.linkage;
    if (is_nested(function, names.linkage))
        names.qualified = names.display =
            IDENTIFIER_POINTER(DECL_NAME(function));
    std::string name, parameters;
    if (!starts_with(names.linkage, "_Z") ||
        !demangle(names.linkage, name, parameters))
        return names;
    names.qualified = name;
    names.display = name + parameters;
    name_lambda(names, parameters);
    close_brackets(names.qualified);
    close_brackets(names.display);
    return names;
}

std::string profpass::file_name(location_t where)
{
    const char *file = expand_location(where).file;
    return file ? remap_debug_filename(file) : "";
}

namespace {

/// Stops the walk at a call of a twin.
tree find_twin(gimple_stmt_iterator *at, bool *is_done, walk_stmt_info *walk)
{
    const gimple *statement = gsi_stmt(*at);
    if (!is_gimple_call(statement))
        return NULL_TREE;
    tree callee = gimple_call_fndecl(statement);
    if (!callee || !HAS_DECL_ASSEMBLER_NAME_P(callee))
        return NULL_TREE;
    const auto *caller = static_cast<const std::string *>(walk->info);
    const char *symbol = IDENTIFIER_POINTER(DECL_ASSEMBLER_NAME(callee));
    *is_done = policy_name_is_twin_below(caller->c_str(), symbol);
    return *is_done ? callee : NULL_TREE;
}

} // namespace

bool profpass::is_delegating_twin(tree function, const std::string &linkage)
{
    if (!is_gnu_v3_mangled_ctor(linkage.c_str()) &&
        !is_gnu_v3_mangled_dtor(linkage.c_str()))
        return false;
    if (linkage.size() > 4 &&
        linkage.compare(linkage.size() - 4, 4, "D0Ev") == 0)
        return true;
    walk_stmt_info walk = {};
    walk.info = const_cast<std::string *>(&linkage);
    return walk_gimple_seq(gimple_body(function), find_twin, nullptr, &walk) !=
           nullptr;
}
