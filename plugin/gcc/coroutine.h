/* coroutine.h - the parts that GCC makes of a coroutine, and which is probed */
#ifndef PROFPASS_GCC_COROUTINE_H
#define PROFPASS_GCC_COROUTINE_H

#include "gcc_compat.h"

namespace profpass {

/// Whether GCC has made a coroutine of function, or function for one.
bool is_coroutine_part(tree function);

/// The coroutine as written, if function is the part that runs its body.
tree coroutine_of_actor(tree function);

/// Have an actor enter only if it is resumed: `enter` gives frame its value,
/// and the idle frame stands in for it where the coroutine is destroyed.
gimple_seq enter_if_resumed(tree actor, gimple_seq enter, tree frame);

/// Have body, the actor's, come out at its end in place of returning and of
/// resuming another coroutine; return what is then to do.
gimple_seq take_out_continuation(gimple_seq *body);

} // namespace profpass

#endif
