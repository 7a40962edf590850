/* wrap.h - the first of the two passes: entries and exits */
#ifndef PROFPASS_GCC_WRAP_H
#define PROFPASS_GCC_WRAP_H

namespace profpass {

/// Have GCC run the pass on each function before it is lowered.
void register_wrap_pass(const char *plugin_name);

} // namespace profpass

#endif
