/* attribute.cc - what the attribute may stand on, and what it may say
 *
 * GCC does not tell a handler where the attribute stands: diagnostics point at
 * the name that it is given to.
 */
#include "attribute.h"

using namespace profpass;

namespace {

/// The text of an argument; NULL if it is not a plain string.
const char *text_of(tree argument)
{
    if (TREE_CODE(argument) != STRING_CST)
        return nullptr;
    const char *text = TREE_STRING_POINTER(argument);
    // A wide string has zeros inside.
    return strlen(text) + 1 == size_t(TREE_STRING_LENGTH(argument)) ? text
                                                                    : nullptr;
}

/// Called for each declaration with the attribute.
tree handle(tree *node, tree name, tree arguments, int, bool *no_add)
{
    const location_t where = DECL_SOURCE_LOCATION(*node);
    *no_add = true;
    if (TREE_CODE(*node) != FUNCTION_DECL) {
        warning_at(where, OPT_Wattributes,
                   "%qE attribute only applies to functions", name);
        return NULL_TREE;
    }
    for (tree each = arguments; each; each = TREE_CHAIN(each)) {
        const char *text = text_of(TREE_VALUE(each));
        if (!text) {
            error_at(where, "%qE takes strings: profile(\"lines=calls\")",
                     name);
            return NULL_TREE;
        }
        policy_marks marks = {};
        policy_error why;
        if (!policy_marks_option(&marks, text, &why)) {
            error_at(where, "%qE attribute: %s", name, why.message);
            return NULL_TREE;
        }
    }
    *no_add = false;
    return NULL_TREE;
}

} // namespace

void profpass::register_attribute()
{
    static const attribute_spec spec = {
        "profile", 0,      15,    // as many strings as with clang
        true,      false,  false, // of declarations, not of types
        false,     handle, nullptr};
    ::register_attribute(&spec); // __attribute__((profile)), [[gnu::profile]]
    compat::register_attribute_in("profpass", spec);
}

bool profpass::is_marked(tree function, std::string &options,
                         policy_marks &marks)
{
    tree mark = lookup_attribute("profile", DECL_ATTRIBUTES(function));
    if (!mark)
        return false;
    for (tree each = TREE_VALUE(mark); each; each = TREE_CHAIN(each)) {
        const char *text = text_of(TREE_VALUE(each));
        policy_error ignored; // the handler has let only good ones pass
        policy_marks_option(&marks, text, &ignored);
        options += options.empty() ? text : std::string(",") + text;
    }
    return true;
}
