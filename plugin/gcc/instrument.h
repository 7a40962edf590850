/* instrument.h - the second of the two passes: lines, resyncs, records */
#ifndef PROFPASS_GCC_INSTRUMENT_H
#define PROFPASS_GCC_INSTRUMENT_H

namespace profpass {

struct session;

/// Finish the functions of s.targets, when all of the unit has been lowered and
/// nothing has been inlined. Forgets those that no one can call.
void instrument_unit(session &s);

} // namespace profpass

#endif
