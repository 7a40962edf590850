/* records.h - joint 1 as GCC trees
 *
 * records.def and hooks.def are expanded here once to types and to one struct
 * of constants per record, so that a field cannot be forgotten or misplaced.
 *
 *     __profpass_module ─┬─ functions[] ─┬─ lines[]
 *       (one a unit)     ├─ files[]      └─ names
 *                        └─ idle frame: what probes write when not recording
 *
 * Probes are made before the number of functions and their lines are known.
 * A function's record is a variable of its own till then; emit_records gives
 * it its place in functions[] and has the probe point there.
 */
#ifndef PROFPASS_GCC_RECORDS_H
#define PROFPASS_GCC_RECORDS_H

#include "gcc_compat.h"

#include <initializer_list>
#include <string>
#include <vector>

namespace profpass {

struct session;
struct target;

#define PROFPASS_RECORD(name)       struct name##_values {
#define PROFPASS_FIELD(type, field) tree field = NULL_TREE;
#define PROFPASS_END(name) \
    }                      \
    ;
#include "profpass/records.def"

enum class hook : unsigned {
#define PROFPASS_HOOK(name, result, ...) name,
#include "profpass/hooks.def"
};

/// Keep t through garbage collections; return it.
tree kept(tree t);
/// The roots of all that is kept, for PLUGIN_REGISTER_GGC_ROOTS.
extern const ggc_root_tab kept_roots[];

/// Make the record of a function; its address may be taken at once.
tree new_function_record();

/// The index of a file among the module's, as the compiler was told it.
unsigned file_index(const std::string &path);

/// Pointer to struct profpass_frame, whose fields are in the order of abi.h.
tree frame_pointer_type();

/// What the idle frame's address can be read from.
tree idle_frame();

/// Append to seq a call of a hook through the table, from the current function.
/// The arguments are operands as GIMPLE has them; lhs may be NULL_TREE.
gcall *append_hook_call(gimple_seq *seq, hook which,
                        std::initializer_list<tree> arguments, tree lhs,
                        location_t where);

/// Emit the records of these functions, the hook table and the constructor that
/// boots it. A record that was made and is not among them is not of the module:
/// no one calls its function.
void emit_records(const std::vector<target> &targets, const session &s);

} // namespace profpass

#endif
