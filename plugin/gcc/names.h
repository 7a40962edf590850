/* names.h - a function's names as readers, lists and linkers know it */
#ifndef PROFPASS_GCC_NAMES_H
#define PROFPASS_GCC_NAMES_H

#include "gcc_compat.h"

namespace profpass {

struct function_names {
    std::string linkage;   ///< the symbol's name, nothing escaped
    std::string qualified; ///< ns::C<int>::get, for globs
    std::string display;   ///< ns::C<int>::get(int); in C the bare name
};

function_names names_of(tree function);

/// The file as the compiler was told it; "" if not known.
std::string file_name(location_t where);

/// Whether the function is a twin that only passes on: the destructor that
/// deletes, a constructor that calls another one's body. They never count.
bool is_delegating_twin(tree function, const std::string &linkage);

} // namespace profpass

#endif
